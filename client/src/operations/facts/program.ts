/** Files of a program of ours: which of them are not as they shall be, or could be written by others than root. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
folder=$1; shift
while [ $# -gt 0 ]; do
  if [ "$(stat -c '%a %U %F' -- "$folder/$1" 2> /dev/null)" = '644 root regular file' ] && printf '%s  %s\\n' "$2" "$folder/$1" | sha256sum --check --status
  then echo "same $1"
  else echo "other $1"
  fi
  shift 2
done
`;

/** The names of those that have to be written. */
export function program(folder: string, files: readonly (readonly [name: string, content: string])[]): Fact<readonly string[]> {
  const words = files.flatMap(([name, content]) => [name, bytesToHex(sha256(utf8ToBytes(content)))]);
  return defineFact<readonly string[]>({
    id: `program:${folder}`,
    script: snippet('program', script, folder, ...words),
    parse: ({ code, out }) => {
      const told = [...out.matchAll(/^(same|other) (\S+)$/gm)];
      return code === 0 && told.length === files.length ? told.flatMap(([, how, name = '']) => (how === 'other' ? [name] : [])) : undefined;
    },
  });
}
