/** What pgBackRest and PostgreSQL know of a continuous archive, and the units that make its backups. */
import { type ArchivePaths, archiveFolder } from '../hosts/archives.ts';
import { type BackupPlan, backupFolder } from '../hosts/backups.ts';
import { calendarEvents } from './calendar.ts';
import type { ConfRow } from './postgres-conf.ts';
import { behindOthers } from './sandbox.ts';

/** From the manual of pgBackRest; each release from 2.37 (Ubuntu 22.04) on knows these options. */
export function archiveConf(paths: ArchivePaths, plan: BackupPlan, server: ArchivedServer): string {
  return `# Written by DHIS2 Hosting.
[global]
repo1-path=${paths.repository}
repo1-cipher-type=aes-256-cbc
repo1-retention-full=${fullsKept(plan)}
compress-type=zst
start-fast=y
archive-timeout=300
log-level-console=warn
log-level-file=off

[${server.name}]
pg1-path=${server.folder}
pg1-port=${server.port}
pg1-socket-path=/var/run/postgresql
`;
}

export type ArchivedServer = { readonly name: string; readonly folder: string; readonly port: number };

/** One is made a week, and a week is kept whole only by the one before it. */
function fullsKept({ retention: { daily = 0, weekly = 0 } = {} }: BackupPlan): number {
  return Math.max(2, weekly, Math.ceil(daily / 7) + 1);
}

export function archiveRows(paths: ArchivePaths, plan: BackupPlan, name: string): readonly ConfRow[] {
  return [
    { name: 'archive_mode', value: 'on', reason: 'Each segment of the write-ahead log is kept, so that any moment can be brought back.' },
    {
      name: 'archive_command',
      value: `pgbackrest --config-path=${paths.configuration} --stanza=${name} archive-push %p`,
      reason: 'A segment stays on the server until pgBackRest has it.',
    },
    {
      name: 'archive_timeout',
      value: String(archiveTimeout(plan)),
      reason: `Seconds after which a segment is archived though it is not full${plan.rpo === undefined ? '' : ` (RPO ${plan.rpo})`}.`,
    },
  ];
}

const secondsIn: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** A third of what may be lost: a segment also has to be filled, compressed and written. */
function archiveTimeout({ rpo = '15 minutes' }: BackupPlan): number {
  const [count, unit = ''] = rpo.split(' ');
  const seconds = Number(count) * (secondsIn[unit.replace(/s$/, '')] ?? 86_400);
  return Math.min(900, Math.max(60, Math.floor(seconds / 3)));
}

/** Run as `archive-backup CONFIGURATION STANZA`; systemd gives the folder in which it writes down what it read whole. */
export const archiveProgram = '/usr/local/lib/dhis2-hosting/archive-backup';

/**
 * A full backup when the last one is older than six days, else the difference to it. pgBackRest's `verify` succeeds
 * also when it found damage (seen with 2.45 and later), so its report is read. What is sound it does not name.
 */
export const archiveScript = `#!/bin/bash
# Written by DHIS2 Hosting: a backup into the continuous archive, and all of the archive read again.
set -euo pipefail
export LC_ALL=C
archive() { pgbackrest --config-path="$1" --stanza="$2" "\${@:3}"; }
labels=$(archive "$@" --output=json info)
last=$(grep -o '"label":"[0-9]*-[0-9]*F"' <<< "$labels" | tail -n 1 | tr -dc 0-9 | cut -c 1-8 || :)
type=full
[ "\${last:-0}" -le "$(date --date='6 days ago' +%Y%m%d)" ] || type=diff
archive "$@" --type="$type" backup
newest=$(archive "$@" --output=json info | grep -o '"label":"[^"]*"' | tail -n 1 | cut -d '"' -f 4)
report=$(archive "$@" --log-level-console=info --log-timestamp=n verify)
if ! grep -q 'verify command end: completed successfully' <<< "$report" ||
  grep -qE 'status: (error|invalid|missing)|(invalid|missing): [1-9]|invalid (checksum|size)' <<< "$report"; then
  echo "The archive is damaged:" >&2
  echo "$report" >&2
  exit 1
fi
printf '%s %s\n' "$newest" "$(date +%s)" > "$STATE_DIRECTORY/$2.part"
mv -f -- "$STATE_DIRECTORY/$2.part" "$STATE_DIRECTORY/$2"
`;

export function archiveServiceFile(paths: ArchivePaths, plan: BackupPlan, name: string): string {
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: backup of ${name} into its continuous archive
After=postgresql.service
RequiresMountsFor="${backupFolder(plan).replaceAll('%', '%%').replace(/[\\"]/g, '\\$&')}"

[Service]
Type=oneshot
User=postgres
ExecStart=${archiveProgram} ${paths.configuration} ${name}
StateDirectory=${archiveFolder.replace('/var/lib/', '')}
TimeoutStartSec=infinity
${behindOthers}
UMask=0027
NoNewPrivileges=yes
ProtectHome=yes
PrivateTmp=yes
`;
}

/** What was missed while the host was off is made up for. */
export function archiveTimerFile(plan: BackupPlan, name: string, timezone: string): string {
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: backup of ${name} into its continuous archive

[Timer]
${calendarEvents(plan.schedule, timezone)
  .map((event) => `OnCalendar=${event}`)
  .join('\n')}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
`;
}
