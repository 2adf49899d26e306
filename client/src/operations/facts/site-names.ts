/** Where the names of sites lead to, asked on the host itself, and which addresses are its own. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type SiteNames = {
  /** Of the host's network cards. */
  readonly own: readonly string[];
  /** By name; none where the name is not known. */
  readonly found: ReadonlyMap<string, readonly string[]>;
};

const script = `
for address in $(hostname --all-ip-addresses 2> /dev/null); do echo "own $address"; done
for name; do echo "name $name"; done
# Side by side: a DNS that does not answer is waited for once, not once for each name.
for name; do
  timeout 5 getent ahosts "$name" | awk -v name="$name" '!seen[$1]++ { print "at " name " " $1 }' &
done
wait
`;

export function siteNames(names: readonly string[]): Fact<SiteNames> {
  return defineFact<SiteNames>({
    id: ['site-names', ...(names.length > 0 ? [names.join(' ')] : [])].join(':'),
    drifts: true,
    script: snippet('site-names', script, ...names),
    parse: ({ code, out }) => {
      const own: string[] = [];
      const found = new Map<string, string[]>();
      for (const line of out.split('\n')) {
        const [word, value = '', address = ''] = line.split(' ');
        if (word === 'own') own.push(value);
        else if (word === 'name') found.set(value, []);
        else if (word === 'at') found.get(value)?.push(address);
        else if (line !== '') return undefined;
      }
      return code === 0 && names.every((each) => found.has(each)) ? { own, found } : undefined;
    },
  });
}
