/** Values of the kernel that are in force, and whether they can be set here: in a container most are of the machine around it. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type SysctlValue = { readonly value: string; readonly writable: boolean };

const script = `
for key; do
  path=/proc/sys/$(printf %s "$key" | tr . /)
  [ -r "$path" ] || continue
  if [ -w "$path" ]; then may=yes; else may=no; fi
  printf '%s=%s %s\\n' "$key" "$may" "$(tr -s '[:blank:]' ' ' < "$path")"
done
`;

/** By key; keys that this kernel does not have are not in it. */
export function sysctl(...keys: readonly string[]): Fact<ReadonlyMap<string, SysctlValue>> {
  return defineFact<ReadonlyMap<string, SysctlValue>>({
    id: `sysctl:${keys.join(' ')}`,
    script: snippet('sysctl', script, ...keys),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const found = [...out.matchAll(/^([\w.-]+)=(yes|no) (.*)$/gm)];
      return new Map(found.map(([, key = '', may, value = '']) => [key, { value, writable: may === 'yes' }]));
    },
  });
}
