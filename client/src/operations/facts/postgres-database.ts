/** The role and the database of an instance, and which extensions are in it. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

export type PostgresRole = {
  readonly canLogIn: boolean;
  /** May do more than log in. */
  readonly powerful: boolean;
  /** SHA-256 of its verifier; empty without a password. */
  readonly verifier: string;
};

export type PostgresDatabase = {
  readonly role: PostgresRole | undefined;
  readonly database:
    | { readonly owner: string; readonly publicMayConnect: boolean; readonly encoding: string; readonly extensions: ReadonlySet<string> }
    | undefined;
};

const script = `
port=$1 database=$2 role=$3
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || { echo none; exit 0; }
${sqlFunction}
echo "select 'role|' || rolcanlogin || '|' || (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
    || '|' || coalesce(encode(sha256(convert_to(rolpassword, 'UTF8')), 'hex'), '') from pg_authid where rolname = :'role';
  select 'database|' || has_database_privilege('public', oid, 'connect') || '|' || pg_encoding_to_char(encoding) || '|' || pg_get_userbyid(datdba)
    from pg_database where datname = :'name'" | sql "$port" postgres --set role="$role" --set name="$database"
if [ "$(echo "select count(*) from pg_database where datname = :'name'" | sql "$port" postgres --set name="$database")" = 1 ]; then
  echo "select 'extension|' || extname from pg_extension order by extname" | sql "$port" "$database"
fi
`;

export function postgresDatabase(port: number, database: string, role: string): Fact<PostgresDatabase> {
  return defineFact<PostgresDatabase>({
    id: `postgres-database:${port} ${database} ${role}`,
    script: snippet('postgres-database', script, String(port), database, role),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      const ofRole = /^role\|(true|false)\|(true|false)\|([0-9a-f]*)$/m.exec(out);
      const ofDatabase = /^database\|(true|false)\|(\w+)\|(.*)$/m.exec(out);
      const extensions = [...out.matchAll(/^extension\|(.*)$/gm)].map(([, name = '']) => name);
      return {
        role: ofRole === null ? undefined : { canLogIn: ofRole[1] === 'true', powerful: ofRole[2] === 'true', verifier: ofRole[3] ?? '' },
        database:
          ofDatabase === null
            ? undefined
            : {
                publicMayConnect: ofDatabase[1] === 'true',
                encoding: ofDatabase[2] ?? '',
                owner: ofDatabase[3] ?? '',
                extensions: new Set(extensions),
              },
      };
    },
  });
}
