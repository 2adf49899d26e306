/** Which migrations the database of an instance has had, by the table of Flyway that DHIS2 keeps in it. */
import { type DatabaseWords, databaseFunctions } from '../database-client.ts';
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type SchemaHistory =
  /** The database is on another host, and PostgreSQL's client is not installed here yet. */
  | { readonly kind: 'no-client' }
  /** No DHIS2 has run on it yet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'there'; readonly versions: readonly string[]; readonly failed: readonly string[] };

const script = `
${databaseFunctions}
command -v psql > /dev/null 2>&1 || { echo no-client; exit 0; }
database "$@"
if [ "$(echo "select to_regclass('flyway_schema_history') is null" | sql)" = t ]; then echo empty; exit 0; fi
echo "select case when success then 'done ' else 'failed ' end || version from flyway_schema_history where version is not null order by installed_rank" | sql
`;

export function schemaHistory(words: DatabaseWords): Fact<SchemaHistory> {
  const [host, port, name] = words;
  return defineFact<SchemaHistory>({
    id: `schema-history:${[host, port, name].filter((word) => word !== '').join(' ')}`,
    script: snippet('schema-history', script, ...words),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'no-client\n') return { kind: 'no-client' };
      if (out === 'empty\n') return { kind: 'empty' };
      const rows = [...out.matchAll(/^(done|failed) (\d+(?:\.\d+)*)$/gm)];
      if (rows.length !== out.split('\n').filter((line) => line !== '').length) return undefined;
      const of = (state: string): readonly string[] => rows.flatMap(([, is, version = '']) => (is === state ? [version] : []));
      return { kind: 'there', versions: of('done'), failed: of('failed') };
    },
  });
}
