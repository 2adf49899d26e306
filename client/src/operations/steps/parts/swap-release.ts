/**
 * Scripts that put a release in the place of another one. The rows of Flyway's table from before decide about the way
 * back: the old release comes back by itself only to a database that no migration has touched.
 */
import { type DatabaseWords, databaseFunctions, databaseWordCount } from '../../database-client.ts';
import { migrationsFunction } from '../../facts/release-migrations.ts';
import { type Script, snippet } from '../../script.ts';

export type Swap = {
  readonly database: DatabaseWords;
  readonly unit: string;
  /** See parts/running.ts. */
  readonly unproven: string;
  readonly context: string;
  /** Of the new release. */
  readonly folder: string;
  /** Version of the old one; empty when there is none. */
  readonly from: string;
  /** The old one ran, so it has to run again when it comes back. */
  readonly wasRunning: boolean;
  /** Folder of safety copies. */
  readonly safety: string;
};

/** Copies of an instance that are kept. */
const mostCopies = 3;

export function begin(swap: Swap): Script {
  return snippet('begin', `${functions}${beginning}`, ...words(swap));
}

export function start({ unit }: Swap): Script {
  return snippet('start', starting, unit);
}

/** The gate was passed: the database is where the release wants it, and old copies go. */
export function settle(swap: Swap): Script {
  return snippet('settle', `${functions}${settling}`, ...words(swap), String(mostCopies));
}

/** Fails, and says what to do, when the old release must not come back by itself. */
export function mayGoBack(swap: Swap): Script {
  return snippet('way-back', `${functions}${wayBack}`, ...words(swap));
}

/** After files and link are as they were. */
export function goneBack({ unit, wasRunning }: Swap): Script {
  return snippet('gone-back', goingBack, unit, wasRunning ? 'yes' : 'no');
}

function words({ database, unit, unproven, context, folder, from, safety }: Swap): readonly string[] {
  return [...database, unit, unproven, context, folder, from, safety];
}

const functions = `
${databaseFunctions}
${migrationsFunction}
database "$@"
shift ${databaseWordCount}
unit=$1 unproven=$2 context=$3 folder=$4 from=$5 safety=$6
kept=$DHIS2_HOSTING_KEPT
history() {
  [ "$(echo "select to_regclass('flyway_schema_history') is null" | sql)" = f ] || return 0
  echo "select installed_rank, coalesce(version, ''), script, coalesce(checksum, 0), success from flyway_schema_history order by installed_rank" | sql
}
reachable() { [ "$(echo 'select 1' | sql)" = 1 ] || { echo 'The database does not answer.' >&2; exit 1; }; }
newest() { sort --version-sort | tail -n 1; }
# Beside a database on another host, see decision 0025: empty, and ours to restore into.
has_room() (
  db_name=\${db_name}_restore_room
  [ "$(echo "select coalesce(shobj_description(oid, 'pg_database'), 'empty') from pg_database where datname = current_database()" | sql 2> /dev/null)" = empty ]
)
`;

/**
 * Nothing is touched before it is known that the release knows the schema and that there is room. The copy is made while
 * nobody writes, decoded as a whole (pg_restore --list is content with half a file), and only then has its name. Analytics
 * tables are made anew from the data, so theirs is left out.
 */
const beginning = `
rm -f -- "$kept/skip"
mkdir -p -- "$kept"
if [ "$(readlink -- "$context" 2> /dev/null)" = "$folder" ] && [ ! -e "$unproven" ] && [ -e "$kept/history" ] && systemctl is-active --quiet "$unit"; then
  : > "$kept/skip"
  exit 0
fi
reachable
migrations "$folder" > "$kept/brought"
[ -s "$kept/brought" ] || { echo 'The migrations of the release were not found.' >&2; exit 1; }
history > "$kept/history.part"
cut -d '|' -f 2 "$kept/history.part" | grep . | sort --version-sort --unique > "$kept/applied" || :
last=$(newest < "$kept/applied")
[ -z "$last" ] || [ "$(printf '%s\\n%s\\n' "$last" "$(newest < "$kept/brought")" | newest)" = "$(newest < "$kept/brought")" ] || {
  echo "The database is at $last, which this release does not know yet. Restore a backup that was made under an older release, or deploy a newer one." >&2
  exit 1
}
# Versions before the first row are what the database was made of.
first=$(head -n 1 "$kept/applied")
pending=$(grep -vxFf "$kept/applied" "$kept/brought" | while read -r version; do
  [ "$(printf '%s\\n%s\\n' "$first" "$version" | newest)" != "$version" ] || [ "$version" = "$first" ] || echo "$version"
done)
copies=
[ -z "$last" ] || [ -z "$pending" ] || copies=yes
if [ -n "$copies" ]; then
  mkdir -p -m 700 -- "$safety"
  size=$(echo 'select pg_database_size(current_database())' | sql)
  free=$(df --output=avail --block-size=1 -- "$safety" | tail -n 1 | tr -d ' ')
  [ "$free" -ge $((size / 2)) ] || { echo "$safety has $free bytes left, which a copy of $size bytes may not fit into." >&2; exit 1; }
fi
[ -e "$kept/history" ] || mv -- "$kept/history.part" "$kept/history"
: > "$unproven"
systemctl stop "$unit"
if [ -n "$copies" ]; then
  echo "Pending migrations: $(printf %s "$pending" | tr '\\n' ' ')"
  umask 077
  copy=$safety/$(date -u +%Y%m%dT%H%M%SZ)-$from.dump
  trap 'rm -f -- "$copy.part" "$db_pass"' EXIT
  db pg_dump --format=custom --lock-wait-timeout=60s --exclude-table-data='analytics*' > "$copy.part"
  pg_restore --file=/dev/null "$copy.part"
  sync -- "$copy.part"
  (cd "$safety" && sha256sum < "$copy.part" | sed "s|-|\${copy##*/}|" > "$copy.sha256")
  mv -- "$copy.part" "$copy"
  printf '%s\\n' "$copy" > "$kept/copy"
  echo "Safety copy: $copy, $(stat -c %s -- "$copy") bytes, decoded whole"
else
  echo 'No migration is pending; the database stays as it is.'
fi
`;

const starting = `
unit=$1
[ ! -e "$DHIS2_HOSTING_KEPT/skip" ] || exit 0
systemctl daemon-reload
systemctl reset-failed "$unit" 2> /dev/null || :
systemctl enable --quiet "$unit"
systemctl start "$unit"
`;

const settling = `
most=$7
[ -e "$kept/brought" ] || migrations "$folder" > "$kept/brought"
wanted=$(newest < "$kept/brought")
history > "$kept/now"
is=$(cut -d '|' -f 2 "$kept/now" | grep . | newest)
[ "$is" = "$wanted" ] || { echo "The database is at $is instead of $wanted." >&2; exit 1; }
! grep -q '|f$' "$kept/now" || { echo 'A migration failed.' >&2; exit 1; }
echo "The database is at $is"
rm -f -- "$unproven"
[ -d "$safety" ] || exit 0
find "$safety" -maxdepth 1 -type f -name '*.dump' | sort | head -n -"$most" | while read -r old; do rm -f -- "$old" "$old.sha256"; done
`;

/** A gate that was passed means that somebody takes back a run that was done: what runs is left alone then. */
const wayBack = `
rm -f -- "$kept/skip"
[ -e "$kept/history" ] || { : > "$kept/untouched"; exit 0; }
rm -f -- "$kept/untouched"
[ ! -e "$unproven" ] || systemctl stop "$unit"
reachable
history > "$kept/now"
if cmp -s "$kept/history" "$kept/now"; then
  echo 'No migration has run, so the release from before comes back.'
  : > "$unproven"
  systemctl stop "$unit"
  exit 0
fi
{
  echo "Migrations have run since, so the release from before must not be started on this database:"
  diff "$kept/history" "$kept/now" | sed -n 's/^[<>] [0-9]*|\\([^|]*\\)|\\([^|]*\\)|.*|\\([tf]\\)$/  \\1 \\2 \\3/p' | sed 's/ t$/: done/; s/ f$/: FAILED/'
  if [ -e "$unproven" ]; then
    echo "$unit stays stopped. Either put right what failed and deploy again, or go back:"
    old=$(readlink -- "$kept$context.link" 2> /dev/null || :)
    copy=$(cat "$kept/copy" 2> /dev/null || :)
    if [ -n "$copy" ] && [ -n "$old" ] && [ -z "$db_host" ]; then
      echo "  sudo -u postgres createdb --port $db_port --template template0 --owner '$db_user' '\${db_name}_back'"
      echo "  sudo -u postgres psql --port $db_port --command 'revoke all on database \\"\${db_name}_back\\" from public'"
      echo "  sudo sh -c 'runuser -u postgres -- pg_restore --exit-on-error --port $db_port --dbname \${db_name}_back < $copy'"
      echo "  sudo -u postgres psql --port $db_port --command 'alter database \\"$db_name\\" rename to \\"\${db_name}_failed\\"'"
      echo "  sudo -u postgres psql --port $db_port --command 'alter database \\"\${db_name}_back\\" rename to \\"$db_name\\"'"
    elif [ -n "$copy" ] && [ -n "$old" ] && has_room; then
      mode=disable
      [ -z "$db_certificate" ] || mode="verify-ca PGSSLROOTCERT=$db_certificate"
      as='PGPASSWORD=\\$(sed -n s/^DATABASE_PASSWORD=//p '"\${unproven%/*}/secrets.env) PGSSLMODE=$mode"
      at="--no-password --host $db_host --port $db_port --username $db_user --dbname"
      printf '  sudo sh -c "%s pg_restore --exit-on-error --no-owner --no-privileges --no-comments %s %s_restore_room %s"\\n' "$as" "$at" "$db_name" "$copy"
      printf '  sudo sh -c "%s psql %s dhis2_hosting --command %sselect public.%sswap_%s%s(%s%s%s, false)%s"\\n' \\
        "$as" "$at" '\\"' '\\\\\\"' "$db_name" '\\\\\\"' "'" "$(date -u +%Y%m%dt%H%M%Sz)" "'" '\\"'
    else
      echo "  restore the database from \${copy:-a backup of before} under another name, then rename both"
    fi
    [ -z "$old" ] || echo "  write \${old##*/} into the manifest (dhis2Version, war) again and deploy it; it starts on the restored database"
  else
    echo "$unit goes on with its release. To go back, restore a backup of before."
  fi
} >&2
[ ! -e "$unproven" ] || systemctl disable --quiet "$unit" || :
exit 1
`;

const goingBack = `
unit=$1 ran=$2
systemctl daemon-reload
[ ! -e "$DHIS2_HOSTING_KEPT/untouched" ] || exit 0
systemctl reset-failed "$unit" 2> /dev/null || :
if [ "$ran" = yes ]; then systemctl start "$unit"; else systemctl disable --quiet "$unit"; fi
`;
