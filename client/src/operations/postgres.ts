/** PostgreSQL for scripts: which version, where its files are, and its client as the server's own superuser. */
import { type Message, message, operatingSystem, type Text } from '@dhis2-hosting/server/service';
import type { OsRelease } from './facts/os-release.ts';
import type { Postgres } from './facts/postgres.ts';
import { type DatabaseServer, defaultDatabasePort } from './hosts/parts.ts';
import { type Script, snippet } from './script.ts';
import type { Problem } from './step.ts';

/**
 * A shell function of ours: `sql PORT DATABASE`, the statements on standard input, variables as further arguments of
 * psql. As the user `postgres` over the socket, where the server knows us without a password.
 */
export const sqlFunction = `
sql() {
  port=$1 database=$2; shift 2
  runuser -u postgres -- env -i PATH="$PATH" PGOPTIONS='-c client_min_messages=warning' psql --no-psqlrc --quiet --tuples-only \\
    --no-align --set ON_ERROR_STOP=1 --port "$port" --dbname "$database" "$@"
}
`;

const texts = {
  other: {
    en: 'The manifest asks for PostgreSQL {wanted}; {os} comes with {own}.',
    fr: 'Le manifeste demande PostgreSQL {wanted} ; {os} fournit la version {own}.',
  },
  otherTodo: {
    en: 'Write `postgresqlVersion: "{own}"`, or install postgresql-{wanted} and its PostGIS from apt.postgresql.org yourself.',
    fr: 'Écrivez `postgresqlVersion: "{own}"`, ou installez vous-même postgresql-{wanted} et son PostGIS depuis apt.postgresql.org.',
  },
  noSystem: { en: '{os} is not a system whose PostgreSQL is known.', fr: '{os} n’est pas un système dont le PostgreSQL est connu.' },
  noSystemTodo: { en: 'Use a supported release of Debian or Ubuntu.', fr: 'Utilisez une version prise en charge de Debian ou d’Ubuntu.' },
  port: {
    en: 'Port {port} belongs to PostgreSQL {version}/{name} already.',
    fr: 'Le port {port} appartient déjà à PostgreSQL {version}/{name}.',
  },
  portTodo: {
    en: 'Write `postgresqlVersion: "{version}"` to use that one, or give this server another `port`.',
    fr: 'Écrivez `postgresqlVersion: "{version}"` pour l’utiliser, ou donnez un autre `port` à ce serveur.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const clusterName = 'main';

export type Version = { readonly version: string; readonly problem?: never } | { readonly problem: Problem };

/** What the manifest asks for, else what is there on this port, else what the system comes with. */
export function versionFor(server: DatabaseServer, os: OsRelease, { servers, clusters }: Postgres): Version {
  const { port = defaultDatabasePort } = server;
  const wanted = server.postgresqlVersion?.replace(/^(\d\d)\..*$/, '$1');
  const there = clusters.find((cluster) => cluster.port === port);
  if (there !== undefined && (wanted ?? there.version) === there.version && there.name === clusterName) return { version: there.version };
  if (there !== undefined) return problem(texts.port, texts.portTodo, { port, version: there.version, name: there.name });
  const own = operatingSystem(`${os.id}-${os.version}`)?.postgresql;
  if (wanted !== undefined && servers.some(({ version }) => version === wanted)) return { version: wanted };
  if (own === undefined) return problem(texts.noSystem, texts.noSystemTodo, { os: os.name });
  if (wanted !== undefined && wanted !== own) return problem(texts.other, texts.otherTodo, { wanted, own, os: os.name });
  return { version: own };
}

function problem(why: Text, todo: Text, args: Message['args']): { readonly problem: Problem } {
  return { problem: { why: message(why, args), todo: message(todo, args) } };
}

/** Of the cluster's configuration. */
export function configFile(version: string, name: string): string {
  return `/etc/postgresql/${version}/${clusterName}/${name}`;
}

/** Takes over changed files, and restarts when a value needs it. Nothing is taken over when the server finds an error. */
export function reloadPostgres(port: number, version: string): Script {
  return snippet('reload-postgres', reload, String(port), version, clusterName);
}

const reload = `
port=$1 version=$2 name=$3
${sqlFunction}
unit=postgresql@$version-$name.service
if systemctl is-active --quiet "$unit"; then
  errors=$(echo "select sourcefile || ':' || sourceline || ' ' || error from pg_file_settings
    where error is not null and error <> 'setting could not be applied'
    union all select 'pg_hba.conf:' || line_number || ' ' || error from pg_hba_file_rules where error is not null" | sql "$port" postgres)
  [ -z "$errors" ] || { echo "$errors" >&2; exit 1; }
  before=$(echo 'select pg_conf_load_time() from pg_reload_conf()' | sql "$port" postgres)
  for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ "$(echo 'select pg_conf_load_time()' | sql "$port" postgres)" = "$before" ] || break
    sleep 0.1
  done
  [ "$(echo 'select count(*) from pg_settings where pending_restart' | sql "$port" postgres)" != 0 ] || exit 0
fi
systemctl restart "$unit"
`;
