/** Folders that are there, by path: octal mode, owner and group, as `750 root:adm`. What is there but no folder is `other`. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
for path; do
  if [ -d "$path" ] && [ ! -L "$path" ]; then stat -c '%a %U:%G %n' -- "$path"
  elif [ -e "$path" ] || [ -L "$path" ]; then echo "other $path"
  fi
done
`;

export function folders(...paths: readonly string[]): Fact<ReadonlyMap<string, string>> {
  return defineFact<ReadonlyMap<string, string>>({
    id: `folders:${paths.join(' ')}`,
    script: snippet('folders', script, ...paths),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const found = [...out.matchAll(/^(\d{3,4} \S+:\S+|other) (\/.*)$/gm)];
      return new Map(found.map(([, state = '', path = '']) => [path, state]));
    },
  });
}
