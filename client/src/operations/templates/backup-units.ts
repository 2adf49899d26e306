/** The service that makes a set, its timer, and what the program knows of the plan. */
import {
  type BackupJob,
  backupAccount,
  backupState,
  drillHours,
  jobName,
  lateAfterHours,
  setsFolder,
  startMemory,
} from '../hosts/backups.ts';
import { offSiteLateHours, offSiteMarker, type TargetConf } from '../hosts/off-site.ts';
import { databaseLogin, pathsOf, releasesFolder } from '../hosts/parts.ts';
import { runRoot } from '../run/run-folder.ts';
import { scrubbedPurposes } from './backup/scrub.ts';
import { backupProgram } from './backup.ts';
import { calendarEvents } from './calendar.ts';
import { behindOthers, sealedOff, withoutRights } from './sandbox.ts';

const backupConfFolder = '/etc/dhis2-hosting/backup';

export const backupConfFile = (job: BackupJob): string => `${backupConfFolder}/${jobName(job)}.json`;
export const drillUnit = (job: BackupJob): string => `dhis2-hosting-restore-test-${jobName(job)}`;
export const offSiteUnit = (job: BackupJob): string => `dhis2-hosting-off-site-${jobName(job)}`;
export const backupUnit = (job: BackupJob): string => `dhis2-hosting-backup-${jobName(job)}`;

export type BackupDatabase = {
  /** Folder of a socket, or an address. */
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** `sslmode` of libpq. Absent: over the socket, where the server knows the account without a password. */
  readonly tls?: string;
  readonly certificate?: string;
};

/** No secret is in it: everybody on the host reads it. */
export function backupConf(
  job: BackupJob,
  folder: string,
  database: BackupDatabase,
  context: string,
  targets: readonly TargetConf[] = [],
): string {
  const { plan, instance } = job;
  const { home, conf, secrets, user, unit } = pathsOf(instance);
  const start = startMemory(job);
  const content = {
    plan: plan.name,
    instance: instance.name,
    // Only what may have a scrubbed copy says so; the program refuses all else.
    ...(scrubbedPurposes.some((each) => each === instance.purpose) ? { purpose: instance.purpose } : {}),
    account: user,
    owner: databaseLogin(instance).user,
    folder,
    home,
    conf,
    secrets: `${secrets}/secrets.env`,
    context,
    contents: plan.contents ?? ['database', 'files', 'configuration'],
    recipient: plan.encryption?.recipient ?? null,
    retention: plan.retention ?? null,
    lateHours: lateAfterHours(plan) ?? null,
    drillHours: drillHours(plan) ?? null,
    database,
    ...(start === undefined ? {} : { start: { unit, releases: releasesFolder, ...start } }),
    ...(targets.length === 0 ? {} : offSiteConf(job, targets)),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function offSiteConf(job: BackupJob, targets: readonly TargetConf[]): object {
  const { offsiteRetention, retention = null, restoreTest } = job.plan;
  return {
    targets,
    offsiteRetention: offsiteRetention ?? retention,
    marker: offSiteMarker(job),
    offSiteHours: offSiteLateHours(job.plan) ?? null,
    drillFrom: restoreTest?.from ?? 'off-site',
  };
}

/** A word of a unit file: a percent sign would be a specifier. */
export function word(path: string): string {
  return `"${path.replaceAll('%', '%%').replace(/[\\"]/g, '\\$&')}"`;
}

/** A run that asks for a backup itself leaves this, or it would wait for one that waits for the run. */
const backupNow = (job: BackupJob): string => `/run/${backupUnit(job)}-now`;

/** A backup whose time comes while a run changes the host or the instance waits for its end, four hours at most. */
function waitForRuns(job: BackupJob): string {
  const now = `rm ${backupNow(job)} 2> /dev/null && exit 0`;
  return [
    now,
    `cd ${runRoot}/locks 2> /dev/null || exit 0`,
    'tries=0',
    `for lock in host instance-${job.instance.name}; do until flock --shared --nonblock $$lock true`,
    `do ${now}`,
    '[ $$tries != 0 ] || echo "A run is at work here, so this backup waits for its end."',
    'tries=$$((tries + 1))',
    '[ $$tries -lt 2880 ] || exit 1',
    'sleep 5',
    'done',
    'done',
  ].join('; ');
}

/**
 * An account of its own: a member of the instance's group, so that it reads uploads and `dhis.conf`; what only root may
 * read systemd hands to it.
 */
export function backupServiceFile(job: BackupJob): string {
  const { plan, instance } = job;
  const { user, home, secrets } = pathsOf(instance);
  const passphrase = plan.encryption?.passphrase?.hostFile;
  const credentials = [`secrets.env:${secrets}/secrets.env`, ...(passphrase === undefined ? [] : [`passphrase:${passphrase}`])];
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: backup ${plan.name} of ${instance.name}
Wants=network-online.target
After=network-online.target postgresql.service
RequiresMountsFor=${word(setsFolder(job))} ${word(home)}${(plan.targets ?? []).length === 0 ? '' : `\nOnSuccess=${offSiteUnit(job)}.service`}
# People and the timer start it, nothing else does again and again.
StartLimitIntervalSec=0

[Service]
Type=oneshot
User=${backupAccount}
SupplementaryGroups=${user}
${credentials.map((each) => `LoadCredential=${each.replaceAll('%', '%%')}`).join('\n')}
ExecStartPre=+/bin/sh -c '${waitForRuns(job)}'
ExecStart=/usr/bin/python3 -IB ${backupProgram} make ${jobName(job)}
StateDirectory=${backupState.replace('/var/lib/', '')}
StateDirectoryMode=0750
ReadWritePaths=${word(setsFolder(job))}
UMask=0027
TimeoutStartSec=infinity
${behindOthers}
${withoutRights}
`;
}

/**
 * Of root, which gives each part to the account that it is for: the server's superuser makes the scratch database, and what
 * the dump brings runs as the account of backups.
 */
export function drillServiceFile(job: BackupJob): string {
  const { plan, instance } = job;
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: restore test of ${plan.name} of ${instance.name}
After=postgresql.service
RequiresMountsFor=${word(setsFolder(job))}

[Service]
Type=oneshot
LoadCredential=secrets.env:${pathsOf(instance).secrets}/secrets.env
ExecStart=/usr/bin/python3 -IB ${backupProgram} drill-if-due ${jobName(job)}
ReadWritePaths=${backupState}${(plan.targets ?? []).length === 0 ? '' : ` ${word(setsFolder(job))}`}
UMask=0027
TimeoutStartSec=infinity
${startMemory(job) === undefined ? '' : '# A server that it started is stopped before.\nTimeoutStopSec=5min\n'}${behindOthers}
NoNewPrivileges=yes
${sealedOff}
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
LockPersonality=yes
SystemCallArchitectures=native
`;
}

/** Each night: the program does nothing until it is due, and tries again the next night when a drill failed. */
export function drillTimerFile({ plan, instance }: BackupJob, timezone: string): string {
  return timerFile(`restore test of ${plan.name} of ${instance.name}`, [`*-*-* 04:15:00 ${timezone}`]);
}

/** Persistent: what was missed while the host was off is made up for. */
export function backupTimerFile({ plan, instance }: BackupJob, timezone: string): string {
  return timerFile(`backup ${plan.name} of ${instance.name}`, calendarEvents(plan.schedule, timezone));
}

export function timerFile(what: string, events: readonly string[]): string {
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: ${what}

[Timer]
${events.map((event) => `OnCalendar=${event}`).join('\n')}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
`;
}
