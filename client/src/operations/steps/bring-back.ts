/** A moment of an instance's database out of the continuous archive, as a database of its own beside the live one. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { archiveState } from '../facts/archive-state.ts';
import { osRelease } from '../facts/os-release.ts';
import { postgres } from '../facts/postgres.ts';
import { postgresDatabase } from '../facts/postgres-database.ts';
import { archivePathsOf } from '../hosts/archives.ts';
import type { BackupPlan } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance } from '../hosts/parts.ts';
import { momentName } from '../hosts/restored.ts';
import { sqlFunction, versionFor } from '../postgres.ts';
import { snippet } from '../script.ts';
import { type Change, defineStep, type Problem, type Step } from '../step.ts';

const texts = {
  bring: {
    en: 'Bring back the whole server as it was at {moment} (UTC) beside the live one, reachable by nobody.',
    fr: 'Ramener tout le serveur tel qu’il était à {moment} (UTC) à côté du serveur en service, inaccessible à tous.',
  },
  copy: {
    en: 'Copy {name} out of it into the new database {as}, and count the rows of all tables in both.',
    fr: 'En copier {name} dans la nouvelle base {as}, et compter les lignes de toutes les tables des deux côtés.',
  },
  live: {
    en: 'The live database {name} stays as it is, and people go on working.',
    fr: 'La base en service {name} reste telle quelle, et on continue à travailler.',
  },
  none: {
    en: 'The continuous archive of {server} holds no backup that ended before {moment} (UTC).',
    fr: 'L’archive continue de {server} ne contient aucune sauvegarde terminée avant {moment} (UTC).',
  },
  noneTodo: {
    en: 'The oldest moment is {oldest} (UTC). Choose a later one, or restore a set.',
    fr: 'Le plus ancien instant est {oldest} (UTC). Choisissez-en un plus tardif, ou restaurez un jeu.',
  },
  which: { en: 'Which moment is wanted is not said.', fr: 'L’instant voulu n’est pas dit.' },
  whichTodo: {
    en: 'Write it with its zone: `--to 2026-11-29T14:30:00+02:00`.',
    fr: 'Écrivez-le avec son fuseau : `--to 2026-11-29T14:30:00+02:00`.',
  },
  future: { en: '{moment} (UTC) is still to come.', fr: '{moment} (UTC) n’est pas encore passé.' },
  futureTodo: { en: 'Choose a moment that is past.', fr: 'Choisissez un instant passé.' },
  taken: { en: 'There is a database {as} already.', fr: 'Il y a déjà une base {as}.' },
  takenTodo: {
    en: 'It may be this moment, brought back before. Use it, or drop it first.',
    fr: 'C’est peut-être cet instant, déjà ramené. Utilisez-la, ou supprimez-la d’abord.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const textOf = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', ' ');

/** `wanted` in milliseconds since 1970; it is brought back to the second. */
export function bringBack(instance: Instance, server: DatabaseServer, plan: BackupPlan, wanted: number | undefined): Step {
  const moment = wanted ?? 0;
  const paths = archivePathsOf(server, plan);
  const { port = defaultDatabasePort } = server;
  const { name, user } = databaseLogin(instance);
  const as = momentName(name, moment);
  const words = { name, as, server: server.name, moment: textOf(moment) };
  return defineStep({
    id: `bring-back:${instance.name}`,
    title: { en: 'Bring back a moment', fr: 'Ramener un instant' },
    why: {
      en: 'Somebody deleted or overwrote what is needed. The moment before is in the archive; it is looked at first, beside the database that people go on working with.',
      fr: 'Quelqu’un a supprimé ou écrasé ce dont on a besoin. L’instant d’avant est dans l’archive ; on le regarde d’abord, à côté de la base avec laquelle on continue à travailler.',
    },
    controls: ['DB-02'],
    risk: 'safe',
    act: true,
    needs: () => ({ os: osRelease, known: postgres, state: archiveState(paths, server.name), copy: postgresDatabase(port, as, user) }),
    plan: ({ os, known, state, copy }, target) => {
      const found = versionFor(server, os, known);
      if (found.problem !== undefined) return { state: 'blocked', problems: [found.problem] };
      const problem = (why: Text, todo: Text, more = {}): Problem => ({
        why: message(why, words),
        todo: message(todo, { ...words, ...more }),
      });
      const oldest = state.backups[0];
      const problems = [
        ...(wanted === undefined ? [problem(texts.which, texts.whichTodo)] : []),
        ...(moment > target.now ? [problem(texts.future, texts.futureTodo)] : []),
        ...(wanted !== undefined && (oldest === undefined || oldest.ended * 1000 > moment)
          ? [problem(texts.none, texts.noneTodo, { oldest: oldest === undefined ? '-' : textOf(oldest.ended * 1000) })]
          : []),
        ...(copy.database === undefined ? [] : [problem(texts.taken, texts.takenTodo)]),
      ];
      if (problems.length > 0) return { state: 'blocked', problems };
      const args = [paths.configuration, server.name, found.version, String(port), name, as, user] as const;
      return {
        state: 'will-change',
        changes: [texts.bring, texts.copy].map((text): Change => ({ kind: 'words', message: message(text, words) })),
        affects: [message(texts.live, words)],
        seconds: 600,
        limit: 86_400,
        change: snippet('bring-back', change, ...args, `${textOf(moment)}+00`, String(Math.floor(moment / 1000))),
        verify: snippet('verify', isWhole, String(port), as, user),
        undo: snippet('undo', dropCopy, String(port), as),
      };
    },
  });
}

/** The newest backup that ended before the moment. */
const pickBackup = `
import json, sys
ended = {b["label"]: b["timestamp"]["stop"] for s in json.load(sys.stdin) for b in s["backup"] if b["timestamp"]["stop"] <= int(sys.argv[1])}
print(max(ended, key=ended.get))
`;

/**
 * What was not included is there and empty. A database that took the place of the live one after the backup had another
 * name in it, so all that the instance may have used go along; one that was made after the backup comes out of the WAL.
 */
const pickDatabases = `
import json, re, sys
name = sys.argv[1]
others = re.compile(re.escape(name[:41]) + r"\\w*_(restore_room|(restored|before|at)_[0-9tz]+)")
[backup] = json.load(sys.stdin)[0]["backup"]
for each in [d["name"] for d in backup["database-ref"]]:
    if each == name or others.fullmatch(each):
        print("--db-include=" + each)
`;

/**
 * The server of that moment takes connections on a socket that only PostgreSQL's account reaches, archives nothing, and
 * is gone with the step. Without `hot_standby` it insists on none of the live one's limits while it replays.
 */
const change = `
configuration=$1 stanza=$2 version=$3 port=$4 name=$5 as=$6 owner=$7 moment=$8 seconds=$9
${sqlFunction}
programs=/usr/lib/postgresql/$version/bin
side=$(runuser -u postgres -- mktemp --directory -- "/var/lib/postgresql/$version/moment.XXXXXXXX")
as_postgres() { (cd "$side"; exec runuser -u postgres -- env -i PATH="$PATH" PGPORT=5432 "$@"); }
finish() {
  [ ! -e "$side/data/postmaster.pid" ] || as_postgres "$programs/pg_ctl" stop --silent --mode=immediate --pgdata="$side/data" || :
  rm -rf -- "$side"
}
trap finish EXIT
# What was written last is in a segment that is not full yet.
segment=$(echo 'select pg_walfile_name(pg_switch_wal())' | sql "$port" postgres)
until [ "$(echo "select coalesce(max(last_archived_wal), '') >= '$segment' from pg_stat_archiver" | sql "$port" postgres)" = t ]; do sleep 0.5; done
needed=$(sql "$port" postgres --set name="$name" << 'SQL'
select (pg_database_size(:'name') * 3 / 2 + sum(pg_database_size(oid))::bigint) / 1024 from pg_database
  where datname = :'name' or starts_with(datname, left(:'name', 41)) and datname ~ '_(restore_room|(restored|before|at)_[0-9tz]+)$'
SQL
)
free=$(df --output=avail -k -- "$side" | tail -n 1)
[ "$free" -gt "$needed" ] || { echo "The disk of $side has $free KiB free; $needed are needed." >&2; exit 1; }
archive() { as_postgres pgbackrest --config-path="$configuration" --stanza="$stanza" "$@"; }
label=$(archive --output=json info | python3 -Ic '${pickBackup}' "$seconds")
included=$(archive --output=json --set="$label" info | python3 -Ic '${pickDatabases}' "$name")
# shellcheck disable=SC2086
archive --pg1-path="$side/data" --set="$label" $included --type=time --target="$moment" --target-action=promote --archive-mode=off restore
cat > "$side/postgresql.conf" << X
data_directory = '$side/data'
hba_file = '$side/hba.conf'
ident_file = '$side/ident.conf'
listen_addresses = ''
unix_socket_directories = '$side'
unix_socket_permissions = 0700
port = 5432
archive_mode = off
hot_standby = off
autovacuum = off
shared_buffers = 128MB
X
echo 'local all postgres peer' > "$side/hba.conf"
: > "$side/ident.conf"
chown postgres: -- "$side"/*.conf
as_postgres "$programs/pg_ctl" start --silent --wait --timeout=86400 --pgdata="$side/data" --log="$side/log" \\
  --options="-c config_file=$side/postgresql.conf" || { tail -n 20 "$side/log" >&2; exit 1; }
beside() { as_postgres psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --host="$side" --dbname="$1"; }
until [ "$(echo 'select pg_is_in_recovery()' | beside postgres 2> /dev/null)" = f ]; do
  [ -e "$side/data/postmaster.pid" ] || { tail -n 20 "$side/log" >&2; exit 1; }
  sleep 0.5
done
mkdir -p -- "$DHIS2_HOSTING_KEPT"
: > "$DHIS2_HOSTING_KEPT/made"
cat << 'SQL' | sql "$port" postgres --set name="$as" --set owner="$owner" --set live="$name"
select format('create database %I owner %I template template0 encoding %L lc_collate %L lc_ctype %L', :'name', :'owner',
  pg_encoding_to_char(encoding), datcollate, datctype) from pg_database where datname = :'live' \\gexec
select format('revoke all on database %I from public', :'name') \\gexec
SQL
as_postgres "$programs/pg_dump" --format=custom --compress=0 --host="$side" --file="$side/copy" -- "$name"
as_postgres "$programs/pg_restore" --exit-on-error --host=/var/run/postgresql --port="$port" --dbname="$as" -- "$side/copy"
counts="select c.oid::regclass || ' ' || (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || c.oid::regclass, false, true, '')))[1]::text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema)' order by c.oid::regclass::text"
[ "$(echo "$counts" | beside "$name")" = "$(echo "$counts" | sql "$port" "$as")" ] || { echo "The rows of $as are not those of the moment." >&2; exit 1; }
echo "select count(*) || ' tables in $as' from pg_class where relkind = 'r'" | sql "$port" "$as"
`;

/** PostgreSQL replays up to the moment or does not start at all, so what is there is that moment. */
const isWhole = `
port=$1 name=$2 owner=$3
${sqlFunction}
[ "$(cat << 'SQL' | sql "$port" "$name" --set owner="$owner"
select pg_get_userbyid(datdba) = :'owner' and not has_database_privilege('public', oid, 'connect') from pg_database where datname = current_database();
select count(*) > 0 from pg_class where relkind = 'r' and relowner = (select oid from pg_roles where rolname = :'owner');
SQL
)" = 't
t' ]
`;

const dropCopy = `
port=$1 name=$2
[ -e "$DHIS2_HOSTING_KEPT/made" ] || exit 0
${sqlFunction}
echo 'drop database if exists :"name"' | sql "$port" postgres --set name="$name"
`;
