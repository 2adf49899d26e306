/** The state of packages: half-installed ones, when the indices were last read, what is on hold, whether a restart is due. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type AptState = {
  /** What `dpkg --audit` complains about; empty when all is well. */
  readonly audit: readonly string[];
  /** Seconds since 1970; undefined when there are no indices. */
  readonly indexed: number | undefined;
  readonly held: readonly string[];
  readonly rebootDue: boolean;
};

/** apt empties the folder `partial` with each update, also with one that found nothing new. */
const script = `
command -v apt-get > /dev/null || exit 127
dpkg --audit | sed -n 's/^ \\([a-z0-9][^ ]*\\).*/audit=\\1/p' | sort
apt-mark showhold | sed 's/^/hold=/'
if ls /var/lib/apt/lists/*Release > /dev/null 2>&1; then
  stat -c 'indexed=%Y' /var/lib/apt/lists/partial
fi
[ ! -e /run/reboot-required ] || echo reboot=yes
`;

export const aptState = defineFact<AptState>({
  id: 'apt-state',
  script: snippet('apt-state', script),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const pairs = readPairs(out);
    const indexed = pairs.get('indexed');
    return {
      audit: valuesOf(out, 'audit'),
      indexed: indexed === undefined ? undefined : Number(indexed),
      held: valuesOf(out, 'hold'),
      rebootDue: pairs.get('reboot') === 'yes',
    };
  },
});

function valuesOf(out: string, name: string): readonly string[] {
  return out.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
}
