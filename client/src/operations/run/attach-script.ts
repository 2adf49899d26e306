/**
 * The part of following a run that is on the host: prints its events from a line on until it has ended, then its result.
 * Lines that begin with the token are for us: `open`, `unknown` (there is no such run), and in the end `over RESULT`, where
 * no result is a run that ended without a word. It ends with our end of its standard input and never touches the run.
 *
 * Arguments: token, folder of the run, its unit, number of the first line. The lines are one line in the end, hence the
 * semicolons; see `shellScript`.
 */
export const attachScript = `
t=$1; folder=$2; unit=$3; first=$4;
LC_ALL=C; export LC_ALL; PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH;
tail=;
exec 5<&0 </dev/null;
( cat <&5; kill -TERM $$ ) >/dev/null 2>&1 &
watch=$!;
exec 5<&-;
trap "kill $watch \${tail:-} 2>/dev/null; exit 0" TERM PIPE;
tries=0;
until [ -e "$folder/started" ] || [ $tries -ge 200 ]; do
  [ -d "$folder" ] || { echo; echo "$t unknown"; kill $watch; exit 0; };
  tries=$((tries + 1)); sleep 0.1;
done;
echo; echo "$t open";
if [ -e "$folder/started" ]; then
  read -r boot pid login <"$folder/started";
  if systemctl --quiet is-active "$unit"; then
    tail -n "+$first" -f -s 0.2 --pid="$pid" "$folder/events" &
    tail=$!;
    wait $tail;
  else tail -n "+$first" "$folder/events"; fi;
fi;
result=;
if [ -e "$folder/result.json" ]; then read -r result <"$folder/result.json"; fi;
echo "$t over $result";
kill $watch;
`;
