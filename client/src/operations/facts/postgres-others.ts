/** Who uses a server beside those that are known: its further databases, and further roles that may log in. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

export type PostgresOthers = { readonly roles: readonly string[]; readonly databases: readonly string[] };

/** Those that are known. What one of these roles owns is known as well, unless it is the superuser. */
export type KnownInPostgres = PostgresOthers;

/** A shell function of ours: `others PORT ROLES DATABASES`, names on lines of their own. */
export const othersFunction = `
${sqlFunction}
others() {
  cat << 'SQL' | sql "$1" postgres --set roles="$2" --set databases="$3"
select 'role|' || rolname from pg_roles
  where rolcanlogin and rolname <> 'postgres' and rolname <> all (string_to_array(:'roles', chr(10))) order by rolname;
select 'database|' || datname from pg_database
  where datallowconn and not datistemplate and datname <> 'postgres' and datname <> all (string_to_array(:'databases', chr(10)))
    and pg_get_userbyid(datdba) <> all (string_to_array(:'roles', chr(10))) order by datname;
SQL
}
`;

export function othersWords(port: number, { roles, databases }: KnownInPostgres): readonly [string, string, string] {
  return [String(port), roles.join('\n'), databases.join('\n')];
}

const script = `
[ -S "/var/run/postgresql/.s.PGSQL.$1" ] || { echo none; exit 0; }
${othersFunction}
others "$@"
`;

/** Undefined as long as no server answers on this port of the host. Asked again by the script that goes by it: a run changes it. */
export function postgresOthers(port: number, known: KnownInPostgres): Fact<{ readonly others: PostgresOthers | undefined }> {
  return defineFact<{ readonly others: PostgresOthers | undefined }>({
    id: `postgres-others:${port}`,
    drifts: true,
    script: snippet('postgres-others', script, ...othersWords(port, known)),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'none\n') return { others: undefined };
      const named = (kind: string): readonly string[] =>
        out.split('\n').flatMap((line) => (line.startsWith(`${kind}|`) ? [line.slice(kind.length + 1)] : []));
      return { others: { roles: named('role'), databases: named('database') } };
    },
  });
}
