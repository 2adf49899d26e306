/**
 * The program of a run: bash, which Debian and Ubuntu always have, on the host and alone there. It goes with every run, so
 * that editors of different versions never meet each other's, and its hash is checked before it starts.
 *
 * It holds the locks as open files and closes them in front of each child, so that they are free as soon as it ends,
 * however it ends. It is the only writer of the events, so their numbers are those of their lines. Output of a step comes
 * through a pipe that is read until a random mark: a child that a step leaves behind keeps nobody waiting.
 *
 * As `runner ROOT ID guard PLACE` it is what the timer starts when nobody confirmed a step that may lock people out.
 */
import { longestOutput, longestSeconds } from '../probe.ts';
import { fixedPath } from '../script.ts';
import { stateOf } from './written.ts';

/** Bytes of output of one script that become events. */
const mostOutput = 4 * 1024 * 1024;

/** Bytes that a run sets aside for its events, and as many for its result: a disk that fills up is told all the same. */
const reserved = 64 * 1024;

/** Runs that a host keeps. */
const mostRuns = 100;

export const runnerScript = `
set -u -o pipefail
shopt -s lastpipe
export LC_ALL=C HOME=/root ${fixedPath}
umask 077
cd /
root=$1 id=$2 folder=$1/runs/$2
seq=0 written=0 stopping= held=() secrets=() states=
step= place= dir= kept=
quote='"' backslash='\\'

# An event that does not fit whole is none, so that those after it are understood.
event() {
  local line
  printf -v line '{"v":1,"seq":%d,"at":%s,"kind":"%s"%s}\\n' "$((seq + 1))" "$EPOCHREALTIME" "$1" "\${2:-}"
  if ! printf %s "$line" >> "$folder/events"; then
    truncate --size="$written" "$folder/events"
    rm -f "$folder/reserved-for-events"
    printf %s "$line" >> "$folder/events" || { truncate --size="$written" "$folder/events"; return 0; }
  fi 2> /dev/null
  seq=$((seq + 1)) written=$((written + \${#line}))
}

# In a child: what it starts must not keep the locks.
unlock() { local fd; for fd in "\${held[@]}"; do exec {fd}>&-; done; }

take_locks() {
  local mode name fd
  while read -r mode name; do
    exec {fd}>> "$root/locks/$name" || exit 1
    if ! flock --nonblock "--$mode" "$fd"; then
      cat "$root/locks/$name" > "$folder/busy.part"
      mv "$folder/busy.part" "$folder/busy"
      exit 0
    fi
    held+=("$fd")
    cat "$folder/head.json" > "$root/locks/$name"
  done < "$folder/locks"
}

read_secrets() {
  local file line
  [ -n "\${CREDENTIALS_DIRECTORY:-}" ] || return 0
  for file in "$CREDENTIALS_DIRECTORY"/*; do
    while IFS= read -r line || [ -n "$line" ]; do
      [ "\${#line}" -lt 6 ] || secrets+=("$line")
    done < "$file"
  done
}

say() {
  local text=\${2%$'\\r'} secret
  for secret in "\${secrets[@]}"; do text=\${text//"$secret"/••••••}; done
  text=\${text//"$backslash"/"$backslash$backslash"}
  text=\${text//"$quote"/"$backslash$quote"}
  text=\${text//$'\\t'/"\${backslash}t"}
  text=\${text//[$'\\001'-$'\\010\\012'-$'\\037\\177']/?}
  event output ",\\"step\\":\\"$step\\",\\"phase\\":\\"$1\\",\\"text\\":\\"$text\\""
}

perform() {
  local phase=$1 code=255 line blank=0 bytes=0 mark began=$SECONDS
  read -r mark < /proc/sys/kernel/random/uuid
  event phase ",\\"step\\":\\"$step\\",\\"phase\\":\\"$phase\\""
  (
    unlock
    umask 022
    DHIS2_HOSTING_KEPT=$kept timeout --kill-after=30 "$limit" /bin/sh -eu "$dir/$phase" < /dev/null
    printf '\\n%s %d\\n' "$mark" "$?"
  ) 2>&1 | while IFS= read -r -n 4000 line || [ -n "$line" ]; do
    case $line in
      "$mark "*) code=\${line##* }; break;;
      '') blank=$((blank + 1)); continue;;
    esac
    [ "$bytes" -le ${mostOutput} ] || continue
    for (( ; blank > 0; blank-- )); do say "$phase" ''; done
    say "$phase" "$line"
    bytes=$((bytes + \${#line} + 1))
    [ "$bytes" -le ${mostOutput} ] || event cut ",\\"step\\":\\"$step\\",\\"phase\\":\\"$phase\\""
  done
  case $code in
    124 | 137)
      [ "$((SECONDS - began))" -lt "$limit" ] || event late ",\\"step\\":\\"$step\\",\\"phase\\":\\"$phase\\",\\"seconds\\":$limit";;
  esac
  return "$code"
}

# As the probe computes it.
digest_of() {
  local code
  (unlock; exec timeout ${longestSeconds} /bin/sh -u "$1" < /dev/null 2> /dev/null) | head -c ${longestOutput + 1} > "$folder/answer"
  code=\${PIPESTATUS[0]}
  { echo "$code"; cat "$folder/answer"; } | sha256sum | cut -d ' ' -f 1
}

${stateOf}
# Facts that answer otherwise than the plan says, and files that are otherwise than the step that is undone left them, as a
# JSON list without its brackets.
differing() {
  local digest script fact path list=
  while read -r digest script fact; do
    [ "$(digest_of "$dir/$script")" = "$digest" ] || list=$list,\\"$fact\\"
  done < "$dir/facts"
  [ ! -e "$dir/written" ] || while read -r digest _ path; do
    fact=file:$path
    [[ $list, == *,\\""$fact"\\",* ]] || [ "$(state_of "$path")" = "$digest" ] || list=$list,\\"$fact\\"
  done < "$dir/written"
  printf %s "\${list#,}"
}

# How the files are that this step has written, and how they were before: whoever undoes it later must find them so, and
# bring them back so.
remember() {
  local digest script fact path before
  while read -r digest script fact; do
    case $fact in file:*) printf '%s %s %s\\n' "$(digest_of "$dir/$script")" "$script" "$fact";; esac
  done < "$dir/all-facts" > "$dir/after"
  [ ! -e "$kept/written" ] || while IFS= read -r path; do
    before=$kept$path
    [ ! -L "$before.link" ] || before=$before.link
    [ ! -d "$before" ] || before=$before.absent/
    printf '%s %s %s\\n' "$(state_of "$path")" "$(state_of "$before")" "$path"
  done < "$kept/written" > "$dir/written"
}

guard_unit() { echo "dhis2-hosting-guard-$id-$place"; }

# Whole at any moment, also when the power is cut.
put_unit() { cat > "/etc/systemd/system/.$1" && sync "/etc/systemd/system/.$1" && mv "/etc/systemd/system/.$1" "/etc/systemd/system/$1"; }

# In /etc, so that a restart of the host does not forget it.
arm() {
  local unit
  unit=$(guard_unit)
  put_unit "$unit.service" <<< "[Unit]
Description=DHIS2 Hosting: undo what nobody confirmed (run $id)
[Service]
Type=oneshot
ExecStart=/bin/bash --noprofile --norc $folder/runner $root $id guard $place" &&
  put_unit "$unit.timer" <<< "[Unit]
Description=DHIS2 Hosting: waits for a confirmation (run $id)
[Timer]
OnActiveSec=$1
AccuracySec=1s
[Install]
WantedBy=timers.target" &&
  systemctl daemon-reload && systemctl --quiet enable "$unit.timer" && systemctl restart "$unit.timer"
}

disarm() {
  systemctl --quiet disable --now "$(guard_unit).timer"
  rm -f "/etc/systemd/system/$(guard_unit).service" "/etc/systemd/system/$(guard_unit).timer"
  systemctl daemon-reload
}

# The lock decides between a confirmation and the undo that come at the same moment.
guard() {
  local fd
  exec {fd}>> "$dir/guard-lock"
  flock "$fd"
  [ ! -e "$dir/confirmed" ] && [ ! -e "$dir/guard-ended" ] || exit 0
  (exec {fd}>&-; umask 022; DHIS2_HOSTING_KEPT=$kept exec /bin/sh -eu "$dir/undo") > "$dir/guard-said" 2>&1 < /dev/null
  echo "$?" > "$dir/guard-ended.part"
  mv "$dir/guard-ended.part" "$dir/guard-ended"
  disarm
}

undo_by_guard() {
  local line code=255
  [ -e "$dir/guard-ended" ] || systemctl start "$(guard_unit).service"
  event phase ",\\"step\\":\\"$step\\",\\"phase\\":\\"undo\\""
  [ ! -e "$dir/guard-said" ] || while IFS= read -r line; do say undo "$line"; done < <(head -c 65536 "$dir/guard-said")
  [ ! -e "$dir/guard-ended" ] || code=$(cat "$dir/guard-ended")
  disarm
  return "$code"
}

confirmed() {
  local patience=$((SECONDS + guard_seconds + 30)) nonce
  read -r nonce < /proc/sys/kernel/random/uuid
  arm "$guard_seconds" || return 1
  echo "$nonce" > "$dir/nonce"
  event confirm ",\\"step\\":\\"$step\\",\\"place\\":\\"$place\\",\\"nonce\\":\\"$nonce\\",\\"seconds\\":$guard_seconds"
  until [ -e "$dir/confirmed" ]; do
    [ ! -e "$dir/guard-ended" ] && [ -z "$stopping" ] && [ "$SECONDS" -lt "$patience" ] || return 1
    sleep 0.2
  done
  event confirmed ",\\"step\\":\\"$step\\""
}

# A run that was killed leaves its guard behind. What nobody confirmed is undone before anything is built on it, and not
# some minutes later under the hands of whoever has built on it. Whoever has the host for himself is alone.
settle() {
  local timer
  for timer in /etc/systemd/system/dhis2-hosting-guard-*.timer; do
    [ -e "$timer" ] || continue
    timer=\${timer##*/}
    event settled
    systemctl start "\${timer%.timer}.service"
  done
}

undo() {
  if [ "$risk" = lock-out ]; then undo_by_guard; return; fi
  [ "$risk" != data ] && [ -e "$dir/undo" ] && perform undo
}

# An undo is verified by what it put back. Of one that put back no file nothing is claimed.
prove() {
  if [ ! -e "$dir/kept" ] || { [ -s "$dir/written" ] && [ -s "$kept/put-back" ]; }; then perform verify
  else proven=',"verified":false'
  fi
}

carry_out() {
  local risk=$1 seconds=$2 limit=$3 changed
  changed=$(differing)
  if [ -n "$changed" ]; then
    event refused ",\\"step\\":\\"$step\\",\\"facts\\":[$changed]"
    state=refused
    return
  fi
  if [ "$risk" = lock-out ] && ! { [ -e "$dir/undo" ] && arm $((guard_seconds + 60 + 10 * seconds)); }; then
    say change 'The guard could not be set up, so nothing was changed.'
    disarm
    state=undone
    return
  fi
  if perform change && prove && { [ "$risk" != lock-out ] || confirmed; }; then
    [ "$risk" != lock-out ] || disarm
    remember
    state=done
  elif [ -n "$stopping" ] && [ "$risk" = lock-out ]; then state=failed
  elif undo; then state=undone
  else state=failed
  fi
}

# Old files that were replaced are kept with their runs, and disks are not endless.
forget_old() {
  local old
  for old in $(cd "$root/runs" && ls -1 | sort | head -n -${mostRuns}); do
    [ ! -e "$root/runs/$old/result.json" ] || rm -rf -- "$root/runs/$old"
  done
}

ended() {
  local outcome=$1 why=$2
  rm -f "$folder/reserved-for-events" "$folder/reserved-for-result"
  printf '{"v":1,"id":"%s","outcome":"%s","why":"%s","at":%s,"steps":[%s]}\\n' "$id" "$outcome" "$why" "$EPOCHREALTIME" "$states" > "$folder/result.part"
  sync "$folder/result.part"
  mv "$folder/result.part" "$folder/result.json"
  printf '{"v":1,"at":%s,"kind":"ended","id":"%s","outcome":"%s"}\\n' "$EPOCHREALTIME" "$id" "$outcome" >> "$root/journal"
  event ended ",\\"outcome\\":\\"$outcome\\""
  echo "Run $id ended: $outcome"
}

main() {
  local lines line risk seconds limit state proven outcome=done why=
  trap 'stopping=stopped' TERM
  guard_seconds=$(cat "$folder/guard-seconds")
  take_locks
  read_secrets
  # Before a step makes it with the rights that it has for files of the system.
  mkdir -p "$folder/kept"
  for line in events result; do head -c ${reserved} /dev/zero > "$folder/reserved-for-$line"; done
  printf '%s %d %s\\n' "$(cat /proc/sys/kernel/random/boot_id)" "$$" "\${SUDO_USER:-root}" > "$folder/started.part"
  printf '{"v":1,"at":%s,"kind":"started","head":%s}\\n' "$EPOCHREALTIME" "$(cat "$folder/head.json")" >> "$root/journal"
  mapfile -t lines < "$folder/order"
  event started ",\\"steps\\":\${#lines[@]}"
  ! grep -qx 'exclusive host' "$folder/locks" || settle
  mv "$folder/started.part" "$folder/started"
  [ "\${#lines[@]}" -gt 0 ] || outcome=nothing-to-do
  for line in "\${lines[@]}"; do
    read -r place step risk seconds limit <<< "$line"
    dir=$folder/steps/$place kept=$folder/kept/$place state=skipped proven=
    [ ! -e "$dir/kept" ] || kept=$(cat "$dir/kept")
    if [ "$outcome" = done ]; then
      [ ! -e "$folder/cancel" ] || stopping=\${stopping:-cancelled}
      if [ -n "$stopping" ]; then outcome=interrupted why=$stopping
      else
        event step ",\\"step\\":\\"$step\\""
        echo "Run $id: $step"
        carry_out "$risk" "$seconds" "$limit"
        case $state in
          failed) outcome=stuck;;
          refused|undone) outcome=undone;;
        esac
        [ "$state" != failed ] || [ -z "$stopping" ] || outcome=interrupted why=$stopping
      fi
      event step-ended ",\\"step\\":\\"$step\\",\\"state\\":\\"$state\\""
    fi
    states=$states\${states:+,}"{\\"id\\":\\"$step\\",\\"place\\":\\"$place\\",\\"state\\":\\"$state\\"$proven}"
  done
  rm -f "$folder/answer"
  forget_old
  ended "$outcome" "$why"
}

if [ "\${3:-}" = guard ]; then
  place=$4 dir=$folder/steps/$4 kept=$folder/kept/$4
  [ ! -e "$dir/kept" ] || kept=$(cat "$dir/kept")
  guard
else main
fi
`;
