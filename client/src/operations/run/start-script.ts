/**
 * What puts a run on the host and starts it. It can be sent again with the same id at any time: what is there already is
 * taken as it is. Its last line tells how it went: `started`, `known`, `busy HEAD`, `missing TOOL` or `failed WHY`.
 */
import { createHash } from 'node:crypto';
import { commandLine } from '../command.ts';
import { handOver, runRoot, runUnit } from './run-folder.ts';
import type { RunFiles } from './run-request.ts';

export function startScript({ id, head, files, secrets, borrowed }: RunFiles): string {
  const sums = [...files].map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`);
  const folders = new Set([...files.keys(), ...[...borrowed.keys()].map((place) => `steps/${place}/kept`)].map(folderOf));
  const call = (...words: readonly string[]): string => commandLine(words);
  return [
    call('set', '--', runRoot, id, handOver, runUnit(id), describe(head)),
    functions,
    'unpack() {',
    ...[...folders].map((folder) => call('folder', folder)),
    ...[...files].map(([name, text]) => call('put', name, base64(text))),
    ...[...borrowed].map(([place, { run, place: from }]) => call('borrow', place, `runs/${run}/steps/${from}`, `runs/${run}/kept/${from}`)),
    call('check', base64(sums.join(''))),
    '}',
    'hand_over() {',
    ':',
    ...[...secrets].map(([name, secret]) => call('secret', name, base64(secret.reveal()))),
    '}',
    `credentials=${commandLine([[...secrets.keys()].join(' ')])}`,
    body,
  ].join('\n');
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function folderOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.';
}

/** For `systemctl status` and the journal. A percent sign would be a specifier of systemd. */
function describe({ id, owner, reason }: RunFiles['head']): string {
  const plain = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]|%/gu, ' ').slice(0, 200);
  return `DHIS2 Hosting: ${plain(reason)}, by ${plain(owner)} (run ${id})`;
}

const functions = `
root=$1 id=$2 hand=$3/$2 unit=$4 what=$5
runs=$root/runs wrong=
folder() { mkdir -p -- "$part/$1" || wrong=1; }
put() { printf %s "$2" | base64 -d > "$part/$1" || wrong=1; }
secret() { printf %s "$2" | base64 -d > "$hand/$1" || wrong=1; }
check() { printf %s "$1" | base64 -d > "$part/sums" && (cd "$part" && sha256sum --check --quiet sums) && [ -z "$wrong" ]; }
borrow() {
  to=$part/steps/$1 from=$root/$2
  cp -p -- "$from/undo" "$to/change" && cp -p -- "$from/change" "$to/undo" && cp -- "$part/verify-undo" "$to/verify" &&
  cp -p -- "$from/after" "$to/facts" && cp -p -- "$from/all-facts" "$to/" && printf '%s\\n' "$root/$3" > "$to/kept" || wrong=1
  [ ! -e "$from/written" ] || cp -p -- "$from/written" "$to/" || wrong=1
  for fact in "$from"/fact-*; do [ ! -e "$fact" ] || cp -p -- "$fact" "$to/" || wrong=1; done
}
answer() { echo "$*"; exit 0; }
`;

const body = `
[ -d /run/systemd/system ] || answer missing systemd
for tool in bash base64 flock sha256sum stat sync systemctl systemd-run timeout; do
  command -v "$tool" > /dev/null 2>&1 || answer missing "$tool"
done
fresh=
if [ ! -d "$runs/$id" ]; then
  said=$( { install -d -m 750 -o root -g root -- "$root" && install -d -m 700 -o root -g root -- "$runs" "$root/locks"; } 2>&1 ) ||
    answer failed "$(printf '%s\\n' "$said" | tail -n 1)"
  find "$runs" -maxdepth 1 -name '.part.*' -mmin +60 -exec rm -rf -- {} +
  part=$(mktemp -d -- "$runs/.part.XXXXXXXX" 2>&1) || answer failed "$(printf '%s\\n' "$part" | tail -n 1)"
  said=$( { unpack && sync -f "$part" && mv -T -- "$part" "$runs/$id"; } 2>&1 ) || {
    rm -rf -- "$part"
    [ -d "$runs/$id" ] || answer failed "$(printf '%s\\n' "$said" | tail -n 1)"
  }
  fresh=1
fi
folder=$runs/$id
if [ ! -e "$folder/started" ]; then
  set -- --quiet --collect --unit="$unit" --description="$what" --property=Type=exec --property=KillMode=mixed \\
    --property=TimeoutStopSec=90 --property=UMask=0077 --property=WorkingDirectory=/ --property=OOMPolicy=continue \\
    --property=SyslogIdentifier=dhis2-hosting --setenv=SUDO_USER="\${SUDO_USER:-root}"
  if [ -n "$credentials" ]; then
    [ "$(stat -f -c %T /run)" = tmpfs ] || answer failed '/run is not in memory'
    { install -d -m 700 -- "\${hand%/*}" "$hand" && hand_over && [ -z "$wrong" ]; } || answer failed "$hand"
    for name in $credentials; do set -- "$@" --property=LoadCredential="$name:$hand/$name"; done
  fi
  said=$(systemd-run "$@" /bin/bash --noprofile --norc "$folder/runner" "$root" "$id" 2>&1)
  tries=0
  until [ -e "$folder/started" ] || [ -e "$folder/busy" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 400 ] || { [ $tries -gt 20 ] && ! systemctl --quiet is-active "$unit"; }; then
      systemctl --quiet stop "$unit" 2> /dev/null
      rm -rf -- "$hand" "$folder"
      answer failed "$(printf '%s\\n' "\${said:-ended at once, see journalctl --unit=$unit}" | tail -n 1)"
    fi
    sleep 0.05
  done
  rm -rf -- "$hand"
  if [ -e "$folder/busy" ]; then
    holder=$(head -c 8192 "$folder/busy")
    rm -rf -- "$folder"
    answer busy "$holder"
  fi
fi
[ -z "$fresh" ] || answer started
answer known
`;
