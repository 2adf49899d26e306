/** Updates that install themselves: apt's settings in force, of all its files, and the timers that start them. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type UpdateSettings = {
  /** Of `APT::Periodic` and `Unattended-Upgrade`, by the name as apt writes it. */
  readonly values: ReadonlyMap<string, string>;
  /** By the name of the list, without the `::` at its end. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Timers that are switched on and wait. */
  readonly timers: ReadonlySet<string>;
};

const script = `
command -v apt-config > /dev/null || exit 127
apt-config dump | grep -E '^(APT::Periodic|Unattended-Upgrade)::' || :
for timer in apt-daily.timer apt-daily-upgrade.timer; do
  if systemctl --quiet is-enabled "$timer" && systemctl --quiet is-active "$timer"; then echo "timer $timer"; fi
done
`;

export const updateSettings = defineFact<UpdateSettings>({
  id: 'update-settings',
  script: snippet('update-settings', script),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const values = new Map<string, string>();
    const lists = new Map<string, string[]>();
    for (const [, name = '', isList, value = ''] of out.matchAll(/^([\w:-]+?)(::)? "(.*)";$/gm)) {
      if (isList === undefined) values.set(name, value);
      else lists.set(name, [...(lists.get(name) ?? []), value]);
    }
    const timers = new Set([...out.matchAll(/^timer (\S+)$/gm)].map(([, timer]) => timer ?? ''));
    return { values, lists, timers };
  },
});
