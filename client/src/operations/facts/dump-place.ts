/** On the host of a database: a file that may be a dump, and the live database with those beside it. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

const script = `
port=$1 live=$2 path=$3
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || { echo none; exit 0; }
[ ! -f "$path" ] || stat --dereference --format='dump %s %Y' -- "$path"
${sqlFunction}
echo "select 'database|' || datname || '|' || coalesce(replace(shobj_description(oid, 'pg_database'), e'\\n', ' '), '') from pg_database
  where datname = :'live' or left(datname, length(:'live') + 1) = :'live' || '_' order by datname" | sql "$port" postgres --set live="$live"
`;

export type DumpPlace = {
  /** Undefined when there is no such file. */
  readonly dump?: { readonly bytes: number /** Seconds since 1970. */; readonly written: number };
  /** By name; the value is its comment. Undefined when there is no such server. */
  readonly databases?: ReadonlyMap<string, string>;
};

export function dumpPlace(port: number, live: string, path: string): Fact<DumpPlace> {
  return defineFact<DumpPlace>({
    id: `dump-place:${port} ${live} ${path}`,
    script: snippet('dump-place', script, String(port), live, path),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const [, bytes, written] = /^dump (\d+) (\d+)$/m.exec(out) ?? [];
      const databases = [...out.matchAll(/^database\|([^|]*)\|(.*)$/gm)].map(([, name = '', comment = '']) => [name, comment] as const);
      return {
        ...(bytes === undefined ? {} : { dump: { bytes: Number(bytes), written: Number(written) } }),
        ...(databases.length === 0 ? {} : { databases: new Map(databases) }),
      };
    },
  });
}
