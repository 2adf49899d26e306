/** When a timer of systemd comes next, and when it came last. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type TimerTimes = {
  readonly active: boolean;
  /** Seconds since 1970; undefined when it does not come, or never came. */
  readonly next?: number;
  readonly last?: number;
};

const script = `
at() {
  value=$(TZ=UTC systemctl show --property="$2" --value "$1" 2> /dev/null || :)
  date --date="\${value:-none}" +%s 2> /dev/null || echo -
}
systemctl is-active "$1" 2> /dev/null || :
at "$1" NextElapseUSecRealtime
at "$1" LastTriggerUSec
`;

export function timerTimes(timer: string): Fact<TimerTimes> {
  return defineFact<TimerTimes>({
    id: `timer-times:${timer}`,
    drifts: true,
    script: snippet('timer-times', script, timer),
    parse: ({ code, out }) => {
      const [state, next, last] = out.split('\n');
      if (code !== 0 || last === undefined) return undefined;
      return { active: state === 'active', ...when('next', next), ...when('last', last) };
    },
  });
}

function when(name: 'next' | 'last', text = ''): { readonly next?: number; readonly last?: number } {
  return /^\d{9,11}$/.test(text) ? { [name]: Number(text) } : {};
}
