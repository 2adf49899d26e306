/** On the host of an instance: names of the databases on the server elsewhere, as far as the door there lets it look. */
import { type DatabaseWords, databaseFunctions } from '../database-client.ts';
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
${databaseFunctions}
[ -n "$1" ] && [ -e "$5/secrets.env" ] && command -v psql > /dev/null || { echo closed; exit 0; }
database "$@"
echo "select 'name|' || datname from pg_database order by datname" | sql 2> /dev/null || echo closed
`;

/** `door` is the database to ask. Undefined when it does not let this host in, or is not there. */
export function databasesElsewhere(instance: string, door: DatabaseWords): Fact<readonly string[] | 'closed'> {
  return defineFact<readonly string[] | 'closed'>({
    id: `databases-elsewhere:${instance}`,
    script: snippet('databases-elsewhere', script, ...door),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      return /^closed$/m.test(out) ? 'closed' : [...out.matchAll(/^name\|(.*)$/gm)].map(([, name = '']) => name);
    },
  });
}
