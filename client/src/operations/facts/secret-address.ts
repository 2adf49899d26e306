/** A file that holds a web address nobody else may know: how it is kept and whether it is one; never what it is. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type SecretAddress =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly mode: string; readonly owner: string /** One line with a web address. */; readonly usable: boolean };

/** Quotes and backslashes would have to be quoted for curl. */
const script = `
if [ ! -f "$1" ]; then echo missing; exit 0; fi
if [ "$(grep -c '' "$1")" -le 1 ] && grep -qE '^https?://[^[:space:]"\\\\]+$' "$1"; then usable=yes; else usable=no; fi
printf 'file %s %s %s\\n' "$(stat -L -c '%a %U' -- "$1")" "$usable" "$(sha256sum < "$1" | head -c 16)"
`;

export function secretAddress(path: string): Fact<SecretAddress> {
  return defineFact<SecretAddress>({
    id: `secret-address:${path}`,
    script: snippet('secret-address', script, path),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'missing\n') return { kind: 'missing' };
      const cells = /^file ([0-7]+) (\S+) (yes|no) [0-9a-f]{16}\n$/.exec(out);
      return cells === null ? undefined : { kind: 'file', mode: cells[1] ?? '', owner: cells[2] ?? '', usable: cells[3] === 'yes' };
    },
  });
}
