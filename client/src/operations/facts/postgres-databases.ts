/** Names of the databases of a server. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

const script = `
port=$1
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || { echo none; exit 0; }
${sqlFunction}
echo "select 'name|' || datname from pg_database order by datname" | sql "$port" postgres
`;

export function postgresDatabases(port: number): Fact<readonly string[]> {
  return defineFact<readonly string[]>({
    id: `postgres-databases:${port}`,
    script: snippet('postgres-databases', script, String(port)),
    parse: ({ code, out }) => (code === 0 ? [...out.matchAll(/^name\|(.*)$/gm)].map(([, name = '']) => name) : undefined),
  });
}
