/**
 * What restarts a host once, in its maintenance window, and looks afterwards whether all came back. It cannot be a run:
 * no run outlives a restart. What came of it is in a record, from where the next plan reads it.
 */
import type { Script } from '../script.ts';

export const restartProgram = '/usr/local/lib/dhis2-hosting/restart-proof';
export const restartRecord = '/var/lib/dhis2-hosting/restart-proof';
export const restartTimer = 'dhis2-hosting-restart.timer';
export const restartService = 'dhis2-hosting-restart.service';
export const restartCheck = 'dhis2-hosting-restart-check.service';

/** Gates by instance: scripts that succeed when it works. */
export function restartScript(gates: ReadonlyMap<string, Script>): string {
  const looks = [...gates].map(([instance, gate]) => `look '${instance}' <<'END OF GATE'\n${gate.text}\nEND OF GATE\n`);
  return `${head}${looks.join('')}${tail}`;
}

const head = `#!/bin/bash
# Written by DHIS2 Hosting. "restart": remembers which services run, and restarts the host. "check", after it: looks
# whether they run again and every instance works, and writes down what it found.
set -u
LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 077
record=${restartRecord}
boot=$(cat /proc/sys/kernel/random/boot_id)
of() { sed -n "s/^$1=//p" "$record"; }
put() { cat > "$record.part" && sync "$record.part" && mv -f "$record.part" "$record"; }
services() {
  systemctl list-units --type=service --state=active --plain --no-legend --full | cut -d ' ' -f 1 | while read -r unit; do
    [ "$(systemctl is-enabled "$unit" 2> /dev/null)" != enabled ] || echo "$unit"
  done | grep -vxF -e ${restartService} -e ${restartCheck}
}
# What ends the proof, whichever way: it is not repeated by itself.
over() {
  { echo "state=$1"; echo "at=$(date +%s)"; echo "why=\${2:-}"; echo "before=$(of before)"; echo "boot=$boot"; sed -n '/^unit=/p' "$record"; } | put
  systemctl --quiet disable ${restartCheck}
  systemctl --quiet disable --now ${restartTimer}
  exit 0
}
plain() { tr -d '\\000-\\037\\177' | cut -c 1-300; }

if [ "\${1:-}" = restart ]; then
  # Nobody's run is cut off, and none begins meanwhile.
  mkdir -p /var/lib/dhis2-hosting/locks
  exec 9>> /var/lib/dhis2-hosting/locks/host
  flock --wait 600 9 || over failed 'a run was at work on the host'
  { echo state=restarting; echo "at=$(date +%s)"; echo "before=$boot"; services | sed 's/^/unit=/'; } | put
  systemctl reboot
  exit 0
fi
[ "\${1:-}" = check ] && [ "$(of state)" = restarting ] && [ "$(of before)" != "$boot" ] || exit 0
for unit in $(of unit); do
  tries=0
  until systemctl --quiet is-active "$unit"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] && { [ "$tries" -lt 5 ] || ! systemctl --quiet is-failed "$unit"; } || over failed "$unit does not run"
    sleep 2
  done
done
said=$(mktemp)
trap 'rm -f "$said"' EXIT
look() {
  /bin/sh -eu /dev/stdin > "$said" 2>&1 || over failed "$1: $(grep -v '^ *$' "$said" | grep -m 1 -E '^(L[0-9]|It )' | plain)"
}
`;

const tail = `over passed
`;

export const restartServiceFile = `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: restarts the host once, as planned

[Service]
Type=oneshot
ExecStart=${restartProgram} restart
`;

/** It waits for services that start with the host, so it must not keep the start waiting. */
export const restartCheckFile = `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: looks whether all came back after the restart

[Service]
Type=exec
ExecStart=${restartProgram} check

[Install]
WantedBy=multi-user.target
`;

export function restartTimerFile(calendar: string): string {
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: restarts the host once, in its maintenance window

[Timer]
OnCalendar=${calendar}
AccuracySec=1min

[Install]
WantedBy=timers.target
`;
}
