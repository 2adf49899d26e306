/**
 * Shell functions of ours that try a password of the first administrator. It goes in on standard input, so that it is in
 * no list of processes. A refused try counts towards the lock of the account: nobody tries without need.
 */
export const adminLoginFunctions = `
# Within quotes of curl's configuration, and of JSON.
quoted() { printf %s "$1" | sed 's/[\\\\"]/\\\\&/g'; }
# PASSWORD WORDS_OF_CURL...
as_admin() {
  tried=$1
  shift
  printf 'user = "admin:%s"\\n' "$(quoted "$tried")" | curl --silent --noproxy '*' --config - "$@"
}
# PASSWORD ADDRESS SECONDS: 200 when it opens DHIS2, 401 when it does not, anything else when nothing is known.
status() { as_admin "$1" --max-time "$3" --output /dev/null --write-out '%{http_code}' "$2/api/me" || :; }
`;
