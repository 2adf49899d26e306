/** Another password for the first administrator than the one that everybody knows, in whatever database runs now. */
import { adminLoginFunctions } from '../../admin-login.ts';
import { type Instance, localAddress, pathsOf } from '../../hosts/parts.ts';
import { type Script, snippet } from '../../script.ts';

export function adminPasswordFile(instance: Instance): string {
  return `${pathsOf(instance).secrets}/admin-password`;
}

export function changeAdminPassword(instance: Instance): Script {
  return snippet('change', change, localAddress(instance), adminPasswordFile(instance));
}

export function proveAdminPassword(instance: Instance): Script {
  return snippet('verify', proof, localAddress(instance), adminPasswordFile(instance));
}

/**
 * What is kept already is set again: it then opens the database of before as well. A new one is kept before it is set, so
 * that it is never lost; a name of its own until it is in force. Passwords go in as files, not as words.
 */
const change = `
address=$1 file=$2 last=$(($(date +%s) + 300))
umask 077
${adminLoginFunctions}
body=$(mktemp)
trap 'rm -f -- "$body"' EXIT
rm -f -- "$DHIS2_HOSTING_KEPT/set"
# The host may just have been started, and DHIS2 takes its time.
until [ "$(curl --silent --noproxy '*' --max-time 20 --output /dev/null --write-out '%{http_code}' "$address/api/ping" || :)" = 200 ]; do
  [ "$(date +%s)" -lt "$last" ] || { echo 'DHIS2 does not answer.' >&2; exit 1; }
  sleep 1
done
# An earlier try may have set a new one and not have got further.
for kept in "$file" "$file.part"; do
  [ -s "$kept" ] || continue
  case $(status "$(cat "$kept")" "$address" 60) in
    200)
      [ "$kept" = "$file" ] || mv -- "$kept" "$file"
      echo 'The kept password opens DHIS2.'
      exit 0 ;;
    401) ;;
    *) echo 'DHIS2 does not answer.' >&2; exit 1 ;;
  esac
done
case $(status district "$address" 60) in
  200) ;;
  401) echo 'The password is another one already.'; exit 0 ;;
  *) echo 'DHIS2 does not answer.' >&2; exit 1 ;;
esac
new=$file
if [ ! -s "$file" ]; then
  new=$file.part
  printf '%s-Aa1' "$(head -c 96 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-24)" > "$new"
  sync -- "$new"
fi
chown root:root -- "$new"
chmod 600 -- "$new"
printf '{"oldPassword":"district","newPassword":"%s"}' "$(quoted "$(cat "$new")")" > "$body"
code=$(as_admin district --max-time 60 --request PUT --header 'Content-Type: application/json' \\
  --data-binary "@$body" --output /dev/null --write-out '%{http_code}' "$address/api/me/changePassword")
case $code in
  2??) ;;
  *) echo "DHIS2 refused the password in $new ($code). Without the file a new one is made." >&2; exit 1 ;;
esac
[ "$new" = "$file" ] || mv -- "$new" "$file"
mkdir -p -- "$DHIS2_HOSTING_KEPT"
: > "$DHIS2_HOSTING_KEPT/set"
echo 'The well-known password is replaced.'
`;

/** Where nothing was set the change has just seen who comes in; the refusal is followed by a login, which forgets it. */
const proof = `
address=$1 file=$2
${adminLoginFunctions}
[ -e "$DHIS2_HOSTING_KEPT/set" ] || exit 0
[ "$(status district "$address" 60)" = 401 ]
[ "$(status "$(cat "$file")" "$address" 60)" = 200 ]
[ "$(stat -c '%a %U' -- "$file")" = '600 root' ]
`;
