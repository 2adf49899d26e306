/** The database of an instance for scripts, wherever it is: as the server's superuser here, as the instance's role elsewhere. */
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, pathsOf } from './hosts/parts.ts';

/** Words of a script, as \`databaseFunctions\` takes them. */
export type DatabaseWords = readonly [host: string, port: string, name: string, user: string, secrets: string, certificate: string];

export const databaseWordCount = 6;

/** `address` of the server as seen from the instance's host; it is not asked for when both are the same. */
export function databaseWords(instance: Instance, server: DatabaseServer, address: string | undefined): DatabaseWords {
  const { name, user } = databaseLogin(instance);
  const { secrets, base } = pathsOf(instance);
  const host = server.host === instance.host ? '' : (address ?? '');
  const certificate = server.tls === 'off' ? '' : `${base}/conf/database.pem`;
  return [host, String(server.port ?? defaultDatabasePort), name, user, secrets, certificate];
}

/**
 * Shell functions of ours: `database WORDS...` says which one it is, then `db PROGRAM WORDS...` runs a program of
 * PostgreSQL on it and `sql` its statements on standard input. The password comes out of root's file into another one of
 * root's, never into a word or a variable.
 */
export const databaseFunctions = `
database() {
  db_host=$1 db_port=$2 db_name=$3 db_user=$4 db_certificate=$6 db_pass=
  [ -n "$db_host" ] || return 0
  db_pass=$(mktemp)
  trap 'rm -f -- "$db_pass"' EXIT
  sed -n 's/^DATABASE_PASSWORD=/*:*:*:*:/p' "$5/secrets.env" > "$db_pass"
}
db() {
  if [ -z "$db_host" ]; then
    runuser -u postgres -- env -i PATH="$PATH" PGOPTIONS='-c client_min_messages=warning' "$@" --port "$db_port" --dbname "$db_name"
  else
    if [ -n "$db_certificate" ]; then mode=verify-ca; else mode=disable; fi
    env -i PATH="$PATH" PGOPTIONS='-c client_min_messages=warning' PGPASSFILE="$db_pass" PGSSLMODE="$mode" PGSSLROOTCERT="$db_certificate" \\
      PGCONNECT_TIMEOUT=15 "$@" --no-password --host "$db_host" --port "$db_port" --username "$db_user" --dbname "$db_name"
  fi
}
sql() { db psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1; }
`;
