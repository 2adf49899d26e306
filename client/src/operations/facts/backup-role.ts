/** The role that reads a database for backups: what it may do, and whether it may connect. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

export type BackupRole = {
  readonly exists: boolean;
  /** May log in, read all data, and write nothing; has no password. */
  readonly isRight: boolean;
  readonly mayConnect: boolean;
};

const script = `
port=$1 database=$2 role=$3
# As a server without the role: an earlier step of the same run may set it up.
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || exit 0
${sqlFunction}
echo "select 'role|' || (rolcanlogin and not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) and rolpassword is null
    and pg_has_role(rolname, 'pg_read_all_data', 'member')
    and exists (select from pg_db_role_setting where setrole = a.oid and setdatabase = 0 and 'default_transaction_read_only=on' = any (setconfig)))
  from pg_authid a where rolname = :'role';
  select 'connect|' || has_database_privilege(rolname, d.oid, 'connect') from pg_authid, pg_database d where rolname = :'role' and datname = :'name'" |
  sql "$port" postgres --set role="$role" --set name="$database"
`;

export function backupRole(port: number, database: string, role: string): Fact<BackupRole> {
  return defineFact<BackupRole>({
    id: `backup-role:${port} ${database} ${role}`,
    script: snippet('backup-role', script, String(port), database, role),
    parse: ({ code, out }) =>
      code === 0
        ? { exists: /^role\|/m.test(out), isRight: /^role\|true$/m.test(out), mayConnect: /^connect\|true$/m.test(out) }
        : undefined,
  });
}
