/** Whether systemd runs the host, its version, how it is, and which units have failed. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type Systemd = {
  readonly version: number;
  /** `running`, `degraded`, `starting`, `maintenance`, `stopping`, `offline`. */
  readonly state: string;
  readonly failed: readonly string[];
};

const script = `
[ -d /run/systemd/system ] || exit 3
systemctl --version | head -n 1
systemctl is-system-running || :
systemctl list-units --state=failed --plain --no-legend --full | cut -d ' ' -f 1
`;

export const systemd = defineFact<Systemd>({
  id: 'systemd',
  drifts: true,
  script: snippet('systemd', script),
  parse: ({ code, out }) => {
    const [first = '', state = '', ...failed] = out.split('\n');
    const version = /^systemd (\d+)/.exec(first)?.[1];
    if (code !== 0 || version === undefined || !/^[a-z]+$/.test(state)) return undefined;
    return { version: Number(version), state, failed: failed.filter((unit) => unit !== '') };
  },
});
