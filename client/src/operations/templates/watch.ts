/** What looks at a host every few minutes and calls the heartbeat as long as all is well. */
import { shownFunctions } from '../shown-certificate.ts';

export const watchProgram = '/usr/local/lib/dhis2-hosting/watch';
export const watchConfFile = '/etc/dhis2-hosting/watch.conf';
export const watchUnit = 'dhis2-hosting-watch.service';
export const watchTimer = 'dhis2-hosting-watch.timer';

export type Watched = {
  /** File with the address of the heartbeat. */
  readonly address: string;
  readonly certificates: readonly string[];
  /** Names that a web server of the host shows a certificate for. */
  readonly sites: readonly { readonly name: string; readonly certificate: string }[];
  readonly backups: readonly { readonly folder: string; readonly hours: number }[];
  /** Markers of copies off site. */
  readonly copies: readonly { readonly file: string; readonly hours: number }[];
};

/** One a line: what, its limit (of a site: its name), where. */
export function watchConf({ address, certificates, sites, backups, copies }: Watched): string {
  return [
    '# Written by DHIS2 Hosting.',
    `address - ${address}`,
    'disk 90',
    'reboot 14',
    ...certificates.map((file) => `certificate 21 ${file}`),
    ...sites.map(({ name, certificate }) => `site ${name} ${certificate}`),
    ...backups.map(({ folder, hours }) => `backup ${hours} ${folder}`),
    ...copies.map(({ file, hours }) => `copy ${hours} ${file}`),
    '',
  ].join('\n');
}

/** The address is not an argument, because everybody on the host sees arguments. */
export const watchScript = `#!/bin/sh
# Written by DHIS2 Hosting. Looks at what ${watchConfFile} names. All well: calls the heartbeat with a report.
# Otherwise: does not call, so that whoever waits for it tells; says why in the journal, and fails.
# "watch --test" calls it in any case.
set -u
LC_ALL=C
export LC_ALL
now=$(date +%s)
trouble=0 address=/dev/null
report=$(mktemp)
trap 'rm -f "$report"' EXIT
say() { printf '%s\\n' "$1" >> "$report"; }
bad() { say "TROUBLE: $1"; trouble=1; }

disks() {
  df --local -x tmpfs -x devtmpfs -x squashfs -x iso9660 -x udf -x erofs -x efivarfs --output=pcent,ipcent,target | tail -n +2 | sort -u > "$report.df"
  while read -r space inodes where; do
    for each in "space $space" "inodes $inodes"; do
      used=\${each#* } used=\${used%\\%}
      case $used in *[!0-9]* | '') continue ;; esac
      if [ "$used" -ge "$1" ]; then bad "$where: $used % of its \${each% *} are used"; else say "$where: $used % of its \${each% *}"; fi
    done
  done < "$report.df"
  rm -f "$report.df"
}

reboot() {
  [ -e /run/reboot-required ] || return 0
  days=$(( (now - $(stat -c %Y /run/reboot-required)) / 86400 ))
  if [ "$days" -ge "$1" ]; then bad "has waited for a restart for $days days"; else say "waits for a restart for $days days"; fi
}

certificate() {
  if [ ! -r "$2" ]; then bad "certificate $2 is not there"
  elif openssl x509 -in "$2" -noout -checkend $(( $1 * 86400 )) > /dev/null 2>&1; then say "certificate $2: good for $1 days"
  else bad "certificate $2 expires within $1 days, or has expired"
  fi
}
${shownFunctions}
# A web server that is told to reload goes over to the new certificate a moment later.
site() {
  [ -r "$2" ] || return 0
  for try in 1 2 3; do
    found=$(shown "$1")
    if [ -z "$found" ]; then say "site $1: no certificate is shown on port 443"; return; fi
    if [ "$found" = "$(print < "$2")" ]; then say "site $1: shows its certificate"; return; fi
    sleep 2
  done
  bad "the site $1 shows another certificate than $2 holds: reload the web server"
}

backup() {
  last=$(find "$2" -mindepth 2 -maxdepth 2 -path '*/2*Z/set.json' -printf '%T@\\n' 2> /dev/null | sort -n | tail -n 1)
  last=\${last%.*}
  if [ -z "$last" ]; then bad "no backup in $2"; return; fi
  hours=$(( (now - last) / 3600 ))
  if [ "$hours" -ge "$1" ]; then bad "the last backup in $2 is $hours hours old"; else say "backup in $2: $hours hours old"; fi
}

copy() {
  if [ ! -e "$2" ]; then bad "no backup is off site ($2)"; return; fi
  hours=$(( (now - $(stat -c %Y -- "$2")) / 3600 ))
  if [ "$hours" -ge "$1" ]; then bad "the newest backup that is off site is $hours hours old ($2)"; else say "backup off site: $hours hours old"; fi
}

# A copy that failed is tried again within the hour; what counts is how old the newest one is.
failed=$(systemctl list-units --state=failed --plain --no-legend --full | cut -d ' ' -f 1 |
  grep -vxF ${watchUnit} | grep -v '^dhis2-hosting-off-site-' | tr '\\n' ' ')
if [ -n "$failed" ]; then bad "failed units: $failed"; fi
while read -r what limit where; do
  case $what in
    address) address=$where ;;
    disk) disks "$limit" ;;
    reboot) reboot "$limit" ;;
    certificate) certificate "$limit" "$where" ;;
    site) site "$limit" "$where" ;;
    backup) backup "$limit" "$where" ;;
    copy) copy "$limit" "$where" ;;
  esac
done < ${watchConfFile}

cat "$report"
if [ "\${1:-}" = --test ]; then say 'This is a test.'
elif [ "$trouble" -ne 0 ]; then exit 1
fi
printf 'url = "%s"\\n' "$(cat "$address")" |
  curl --config - --silent --show-error --fail --output /dev/null --max-time 30 --retry 2 --data-binary "@$report"
`;

/** It reads the address as root: systemd 257 passes no credential whose path holds a blank (measured). */
export const watchUnitFile = `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: looks at this host and calls the heartbeat
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${watchProgram}
TimeoutStartSec=5min
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_DAC_READ_SEARCH
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
LockPersonality=yes
`;

export const watchTimerFile = `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: looks at this host every five minutes

[Timer]
OnCalendar=*:0/5
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
`;
