/** How large the database of an instance is, and how much room there is for a copy of it. */
import { type DatabaseWords, databaseFunctions, databaseWordCount } from '../database-client.ts';
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type DatabaseSize = {
  /** Bytes; undefined when it cannot be asked from here yet. */
  readonly size: number | undefined;
  /** Bytes that are free where copies are kept. */
  readonly free: number;
};

/** Of the nearest folder that is there. */
const script = `
${databaseFunctions}
folder=$${'{'}${databaseWordCount + 1}${'}'}
until [ -d "$folder" ]; do folder=\${folder%/*}; [ -n "$folder" ] || folder=/; done
printf 'free %s\n' "$(df --output=avail --block-size=1 -- "$folder" | tail -n 1 | tr -d ' ')"
command -v psql > /dev/null 2>&1 || exit 0
database "$@"
printf 'size %s\n' "$(echo 'select pg_database_size(current_database())' | sql)"
`;

export function databaseSize(words: DatabaseWords, folder: string): Fact<DatabaseSize> {
  const [host, port, name] = words;
  return defineFact<DatabaseSize>({
    id: `database-size:${[host, port, name].filter((word) => word !== '').join(' ')}`,
    drifts: true,
    script: snippet('database-size', script, ...words, folder),
    parse: ({ code, out }) => {
      const [free, size] = [/^free (\d+)$/m.exec(out)?.[1], /^size (\d+)$/m.exec(out)?.[1]];
      if (code !== 0 || free === undefined) return undefined;
      return { free: Number(free), size: size === undefined ? undefined : Number(size) };
    },
  });
}
