/**
 * The part of a file's tail that runs on the host: POSIX sh with cat, dd, find, sleep, stat, tail and wc.
 *
 * The file is opened once as descriptor 3 and read by `cat <&3` again and again. The read position belongs to the
 * open file, so each cat goes on where the one before ended, whatever happens to the name meanwhile: after a rename
 * the rest of the old file is read first, then the new file from its start. Nothing is written on the host.
 *
 * Lines that begin with the token are for us: `open ID OFFSET WHY` says which file the following bytes are of and
 * where they begin; `gap` says that a file between was not readable as text; `missing`, `unreadable` and `tool NAME`
 * end the run. The token is random, so a banner, a noisy profile or the log itself cannot be taken for one of them.
 *
 * Our end of standard input stays open for as long as we listen. When it closes, `cat <&5` ends and the script is
 * ended by it, so nothing is left running on the host.
 *
 * Arguments: token, file, number of last lines (or `all`), ID and OFFSET to go on from (or empty), seconds between
 * two looks when busy and when idle.
 */
export const followFileScript = `
t=$1; f=$2; n=$3; id=$4; at=$5; busy=$6; idle=$7;
LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/local/bin:/usr/bin:/bin; export PATH;
say() { echo "$t $*"; };
for c in cat dd find sleep stat tail wc; do
  command -v $c >/dev/null 2>&1 || { say tool $c; exit 4; };
done;
fd=/proc/$$/fd/3;
[ -r /proc/$$/fdinfo/0 ] || { say tool /proc; exit 4; };
stat -L -c %i / >/dev/null 2>&1 || { say tool stat; exit 4; };
sleep $busy 2>/dev/null || { busy=1; idle=1; };

exec 5<&0 </dev/null;
( cat <&5; kill -TERM $$ ) >/dev/null 2>&1 &
exec 5<&-;
trap "exit 0" TERM PIPE;

idof() { stat -L -c %d:%i:%W -- "$1" 2>/dev/null; };
sizeof() { stat -L -c %s -- "$1"; };
where() { read -r _ pos </proc/$$/fdinfo/3; };
seek() { exec 3<$fd; [ $1 = 0 ] || dd bs=1 count=0 skip=$1 <&3 >/dev/null 2>&1; };
copy() { cat <&3 || exit 0; };
opened() { [ -f "$1" ] && [ -r "$1" ] && command exec 3<"$1"; };
refuse() { say $1; exit 3; };

between() {
  prev=$1;
  while :; do
    next=;
    for g in "$real"[-.][0-9]*; do
      if [ "$g" -nt "$prev" ] && { [ -z "$next" ] || [ "$next" -nt "$g" ]; }; then next=$g; fi;
    done;
    [ -n "$next" ] || break;
    case $next in
      *.gz|*.xz|*.bz2|*.zst) say gap;;
      *) if opened "$next"; then say open $(idof $fd) 0 rotated; copy; else say gap; fi;;
    esac;
    prev=$next;
  done;
};

goon() {
  if opened "$f" && [ "$(idof $fd)" = "$id" ]; then
    if [ "$(sizeof $fd)" -ge "$at" ]; then why=resume; else at=0; why=truncated; fi;
    return;
  fi;
  real=$(readlink -f -- "$f" 2>/dev/null); real=\${real:-$f};
  inode=\${id#*:}; inode=\${inode%%:*};
  old=$(find "\${real%/*}/" -maxdepth 1 -type f -inum "$inode" 2>/dev/null);
  why=gap;
  if [ -n "$old" ] && opened "$old" && [ "$(idof $fd)" = "$id" ] && [ "$(sizeof $fd)" -ge "$at" ]; then
    say open $id $at resume; seek $at; copy; between "$old"; why=rotated;
  fi;
  until opened "$f"; do sleep $idle; done;
  id=$(idof $fd); at=0;
};

if [ -n "$id" ]; then goon;
else
  [ -e "$f" ] || refuse missing;
  opened "$f" || refuse unreadable;
  id=$(idof $fd); why=start;
  case $n in
    all) at=0;;
    0) at=$(sizeof $fd);;
    *) back=$(tail -n "$n" <&3 | wc -c); where; at=$((pos - back));;
  esac;
fi;

say open $id $at $why; seek $at; copy;
quiet=0; shut=0;
while :; do
  where;
  set -- $(stat -L -c "%s %d:%i:%W" -- $fd "$f" 2>/dev/null);
  if [ "\${1:-0}" -gt $pos ]; then
    copy; quiet=0;
    [ $(($1 - pos)) -lt 65536 ] || continue;
  elif [ "\${1:-0}" -lt $pos ]; then say open $id 0 truncated; seek 0; copy; quiet=0;
  elif [ "\${4:-$id}" = "$id" ]; then quiet=$((quiet + 1));
  else
    sleep $busy; copy;
    if opened "$f"; then id=$(idof $fd); say open $id 0 rotated; copy; quiet=0; shut=0;
    else shut=$((shut + 1)); [ $shut -lt 50 ] || refuse unreadable; fi;
  fi;
  if [ $quiet -gt 20 ]; then sleep $idle; else sleep $busy; fi;
done;
`;
