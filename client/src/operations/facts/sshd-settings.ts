/** What sshd goes by in the end, whichever file says it, and how its files are kept. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

/** Sorts before what cloud images bring (`50-cloud-init.conf`): of a setting, sshd takes the first value (sshd_config(5)). */
export const sshdDropIn = '/etc/ssh/sshd_config.d/10-dhis2-hosting.conf';

export type SshdSettings = {
  /** By name in small letters, as `sshd -T` prints them, without those for particular users (`Match`). */
  readonly values: ReadonlyMap<string, string>;
  readonly ports: readonly number[];
  /** The main file begins with the folder of drop-ins, so that these count. */
  readonly dropInsFirst: boolean;
  /** Drop-ins that are read before ours. */
  readonly earlier: readonly string[];
  /** Files with settings for particular users. */
  readonly matching: readonly string[];
  readonly files: readonly { readonly path: string; readonly mode: string; readonly owner: string }[];
};

const script = `
sshd -T
echo --
sed -n 's/^[[:space:]]*\\([A-Za-z].*\\)/first \\1/p' /etc/ssh/sshd_config | head -n 1
for file in /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf /etc/ssh/ssh_host_*_key; do
  [ -f "$file" ] || continue
  stat -L -c 'file %a %U %n' -- "$file"
  case $file in
    *_key) continue ;;
    /etc/ssh/sshd_config) ;;
    *) if [ "$(printf '%s\\n%s\\n' "$file" "$1" | LC_ALL=C sort | head -n 1)" = "$file" ] && [ "$file" != "$1" ]; then echo "earlier $file"; fi ;;
  esac
  if grep -qiE '^[[:space:]]*match[[:space:]]' "$file"; then echo "match $file"; fi
done
`;

export const sshdSettings = defineFact<SshdSettings>({
  id: 'sshd-settings',
  script: snippet('sshd-settings', script, sshdDropIn),
  parse: ({ code, out }) => {
    const [settings = '', kept] = out.split('\n--\n');
    if (code !== 0 || kept === undefined) return undefined;
    const pairs = [...settings.matchAll(/^([a-z0-9]+) (.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const);
    const rest = (word: string): readonly string[] =>
      [...kept.matchAll(new RegExp(`^${word} (.*)$`, 'gm'))].map(([, found]) => found ?? '');
    return {
      values: new Map(pairs),
      ports: pairs.flatMap(([name, value]) => (name === 'port' && /^\d+$/.test(value) ? [Number(value)] : [])),
      dropInsFirst: /^include\s+\/etc\/ssh\/sshd_config\.d\/\*\.conf\s*$/i.test(rest('first')[0] ?? ''),
      earlier: rest('earlier'),
      matching: rest('match'),
      files: rest('file').flatMap((line) => {
        const cells = /^([0-7]+) (\S+) (.*)$/.exec(line);
        return cells === null ? [] : [{ mode: cells[1] ?? '', owner: cells[2] ?? '', path: cells[3] ?? '' }];
      }),
    };
  },
});
