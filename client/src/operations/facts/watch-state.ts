/** Whether what looks at the host every few minutes does so, and calls the heartbeat. */
import { defineFact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';
import { watchTimer, watchUnit } from '../templates/watch.ts';

export type WatchState = {
  /** `off`: its timer does not run. `silent`: it found trouble or reached nobody, so it withheld the heartbeat. */
  readonly state: 'calls' | 'silent' | 'off';
  /** What it said last of what is wrong, the first lines. */
  readonly trouble: readonly string[];
};

const script = `
tell timer "$(systemctl is-active "$1" 2> /dev/null || :)"
tell result "$(systemctl show --property=Result --value "$2" 2> /dev/null || :)"
journalctl --quiet --unit "$2" --lines=60 --output=cat --no-pager 2> /dev/null | grep '^TROUBLE: ' | tail -n 5 | while read -r _ line; do tell trouble "$line"; done
`;

export const watchState = defineFact<WatchState>({
  id: 'watch-state',
  drifts: true,
  script: snippet('watch-state', tell + script, watchTimer, watchUnit),
  parse: ({ code, out }) => {
    const record = code === 0 ? readRecords(out, 'timer')?.[0] : undefined;
    const [timer, result] = record === undefined ? [] : [one(record, 'timer'), one(record, 'result')];
    if (record === undefined || timer === undefined) return undefined;
    if (timer !== 'active') return { state: 'off', trouble: [] };
    return result === 'success' ? { state: 'calls', trouble: [] } : { state: 'silent', trouble: [...new Set(record.get('trouble') ?? [])] };
  },
});
