/**
 * Whether an instance works, in levels: L0 the service and its port, L1 it answers, L2 its login page, L3 the version as
 * one who is logged in sees it, or as the login page is told it, L4 no migration failed, L5 no error of the start in its log; then a while without restart.
 */
import { adminLoginFunctions } from '../../admin-login.ts';
import { type DatabaseWords, databaseFunctions } from '../../database-client.ts';
import { type Script, snippet } from '../../script.ts';

export type Gate = {
  readonly unit: string;
  /** Of the connector, with the context path. */
  readonly address: string;
  readonly version: string;
  /** Folder of the instance's secrets. */
  readonly secrets: string;
  readonly home: string;
  readonly database: DatabaseWords;
};

/** Migrations of a large database take hours and are never killed. */
const mostSeconds = 6 * 3600;
/** A limit for steps that wait for it: it ends by itself before. */
export const gateLimit = mostSeconds + 1800;
const quietSeconds = 15;

export function gateScript({ unit, address, version, secrets, home, database }: Gate): Script {
  return snippet('gate', gate, unit, address, version, secrets, home, String(mostSeconds), String(quietSeconds), ...database);
}

/** \`/api/ping\` proves no more than that Tomcat answers; a start that failed shows as Tomcat that is up and does not know it. */
const gate = `
unit=$1 address=$2 version=$3 secrets=$4 home=$5 most=$6 quiet=$7; shift 7
${databaseFunctions}
${adminLoginFunctions}
since=$(date -d "$(systemctl show --property=ActiveEnterTimestamp --value "$unit")" +%s)
log=$home/logs/dhis.log
fail() {
  echo "$1" >&2
  [ ! -e "$log" ] || awk -v from="$(date -d "@$since" +%FT%T)" '/^\\* ERROR/ { told = ($3 >= from) } /^\\* / && !/^\\* ERROR/ { told = 0 } told' "$log" | head -n 20 >&2
  exit 1
}
answer() { curl --silent --max-time 20 --output /dev/null --write-out '%{http_code}' "$@" || :; }
late=0
until [ "$(answer "$address/api/ping")" = 200 ]; do
  systemctl is-active --quiet "$unit" || fail "L0: $unit is not running"
  [ "$(($(date +%s) - since))" -lt "$most" ] || fail "L1: no answer"
  if journalctl --quiet --unit "$unit" --since "@$since" --output cat | grep -q 'Server startup in'; then late=$((late + 1)); fi
  [ "$late" -lt 10 ] || fail 'L1: Tomcat is up, but DHIS2 could not be started'
  sleep 1
done
echo 'L0 L1: it answers'
[ "$(answer --location --max-redirs 5 "$address/")" = 200 ] || fail 'L2: no login page'
echo 'L2: it has a login page'
password=district lacks='this host keeps no login'
if [ -s "$secrets/admin-password" ]; then
  password=$(cat "$secrets/admin-password") lacks="the login in $secrets/admin-password was refused"
fi
judge() {
  case $1 in "$version" | "$version".*) echo "L3: it is DHIS2 $1$2" ;; *) fail "L3: it is DHIS2 '$1' instead of $version$2" ;; esac
}
# The first one named so, in JSON on standard input.
text_of() { sed -n 's/.*"'"$1"'" *: *"\\([^"]*\\)".*/\\1/p' | head -n 1; }
told=$(as_admin "$password" --max-time 30 --write-out '\\n%{http_code}' "$address/api/system/info") || :
case $told in
  *'
200') judge "$(printf %s "$told" | text_of version)" '' ;;
  *'
401')
    # DHIS2 2.40 and older tell nothing without a login.
    found=$(curl --silent --max-time 30 "$address/api/loginConfig" | text_of apiVersion)
    case $found in
      [0-9]*.[0-9]*.[0-9]*) judge "$found" ", as it tells without a login: $lacks" ;;
      *) echo "L3: the version was not checked: $lacks" ;;
    esac ;;
  *) fail "L3: the system information was refused" ;;
esac
if command -v psql > /dev/null; then
  database "$@"
  ask() { printf '%s;\\n' "$1" | sql; }
  failed=$(ask 'select count(*) from flyway_schema_history where not success') || fail 'L4: the database does not answer'
  [ "$failed" = 0 ] || fail 'L4: a migration failed'
  echo "L4: migrated to $(ask 'select version from flyway_schema_history where version is not null order by installed_rank desc limit 1')"
else
  echo 'L4: not checked, this host has no psql'
fi
if [ -e "$log" ] && awk -v from="$(date -d "@$since" +%FT%T)" '/^\\* ERROR/ && $3 >= from' "$log" | grep -qE 'could not be started|[Ss]tartup.* failed|Context initialization failed'; then
  fail 'L5: its log tells of an error of the start'
fi
restarts=$(systemctl show --property=NRestarts --value "$unit")
[ "$(date -d "$(systemctl show --property=ActiveEnterTimestamp --value "$unit")" +%s)" = "$since" ] || fail 'It was restarted meanwhile'
sleep "$quiet"
systemctl is-active --quiet "$unit" || fail 'It stopped again'
[ "$(systemctl show --property=NRestarts --value "$unit")" = "$restarts" ] || fail 'It was restarted meanwhile'
[ "$(answer "$address/api/ping")" = 200 ] || fail 'It answers no longer'
echo 'L5: quiet'
`;
