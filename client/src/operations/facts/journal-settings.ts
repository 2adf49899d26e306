/** The journal's settings in force, of journald.conf and its drop-ins, and whether it is kept on disk now. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type JournalSettings = {
  readonly onDisk: boolean;
  /** The last value of each key counts (journald.conf(5)). */
  readonly settings: ReadonlyMap<string, string>;
};

const script = `
if [ -d "/var/log/journal/$(cat /etc/machine-id)" ]; then echo onDisk; else echo inMemory; fi
systemd-analyze cat-config systemd/journald.conf | sed -n 's/^[[:space:]]*\\([A-Za-z]*=\\)/\\1/p'
`;

export const journalSettings = defineFact<JournalSettings>({
  id: 'journal-settings',
  script: snippet('journal-settings', script),
  parse: ({ code, out }) => {
    const [first, ...rest] = out.split('\n');
    if (code !== 0 || (first !== 'onDisk' && first !== 'inMemory')) return undefined;
    const settings = rest.flatMap((line) => {
      const found = /^([A-Za-z]+)=\s*(.*?)\s*$/.exec(line);
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
    });
    return { onDisk: first === 'onDisk', settings: new Map(settings) };
  },
});
