/**
 * The part of a unit's tail that runs on the host. journalctl keeps the place itself (`__CURSOR`); the framing and the
 * end by standard input are those of follow-file-script.ts.
 *
 * `--lines` and `--follow` together lose entries of a unit that has none yet and gets the first while journalctl
 * starts (seen with systemd 252). So the place of the first wanted entry is looked up, or else that of the journal's
 * last entry, and the follower begins there.
 *
 * Arguments: token, unit, number of last entries (or `all`), cursor to go on after (or empty).
 */
export const followUnitScript = `
t=$1; u=$2; n=$3; after=$4;
LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/local/bin:/usr/bin:/bin; export PATH;
say() { echo "$t $*"; };
refuse() { say $1; exit 3; };
place() { journalctl --quiet --output=export --output-fields=MESSAGE "$@" 2>/dev/null </dev/null | { read -r first; echo "\${first#__CURSOR=}"; }; };
command -v journalctl >/dev/null 2>&1 || { say tool journalctl; exit 4; };
if command -v systemctl >/dev/null 2>&1; then
  case $(systemctl show --property=LoadState --value -- "$u" 2>/dev/null) in not-found) refuse missing;; esac;
fi;
journalctl --unit="$u" --lines=1 --quiet --output=cat >/dev/null 2>&1 </dev/null || refuse unreadable;
exec 5<&0 </dev/null;
say open $u 0 start;
set -- --unit="$u" --follow --quiet --all --output=json --output-fields=MESSAGE;
if [ -n "$after" ]; then set -- "$@" --no-tail --after-cursor="$after";
else
  end=$(place --lines=1);
  case $n in
    0) set -- "$@" --lines=0;;
    all) set -- "$@" --no-tail;;
    *) from=$(place --unit="$u" --lines="$n"); from=\${from:-$end};
      set -- "$@" --no-tail \${from:+--cursor=$from};;
  esac;
fi;
journalctl "$@" 5<&- &
j=$!;
( cat <&5; kill -TERM $j ) >/dev/null 2>&1 &
exec 5<&-;
trap "kill -TERM $j; exit 0" TERM PIPE;
wait $j;
`;
