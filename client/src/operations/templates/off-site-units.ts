/** The service that copies the newest set away from the host, and the timer that tries again. */
import { type BackupJob, backupAccount, backupState, jobName, setsFolder } from '../hosts/backups.ts';
import type { TargetConf } from '../hosts/off-site.ts';
import { backupProgram } from './backup.ts';
import { timerFile, word } from './backup-units.ts';
import { behindOthers, withoutRights } from './sandbox.ts';

/** A day: a link that is slower than that never catches up. */
const longest = '24h';

/** It follows each set that was made. Secrets are read by systemd; the account of backups cannot. */
export function offSiteServiceFile(job: BackupJob, targets: readonly TargetConf[]): string {
  const { plan, instance } = job;
  const credentials = targets.flatMap(({ name, files }) => Object.entries(files).map(([what, file]) => `${name}.${what}:${file}`));
  return `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 Hosting: copy off site, ${plan.name} of ${instance.name}
Wants=network-online.target
After=network-online.target
RequiresMountsFor=${word(setsFolder(job))}
StartLimitIntervalSec=0

[Service]
Type=oneshot
User=${backupAccount}
${credentials.map((each) => `LoadCredential=${each.replaceAll('%', '%%')}`).join('\n')}
ExecStart=/usr/bin/python3 -IB ${backupProgram} copy-if-due ${jobName(job)}
StateDirectory=${backupState.replace('/var/lib/', '')}
StateDirectoryMode=0750
CacheDirectory=${backupState.replace('/var/lib/', '')}
CacheDirectoryMode=0700
UMask=0027
TimeoutStartSec=${longest}
${behindOthers}
${withoutRights}
`;
}

/** Each hour, for what the copy after the set did not bring about; when the newest set is off site it does nothing. */
export function offSiteTimerFile({ plan, instance }: BackupJob): string {
  return timerFile(`copy off site, ${plan.name} of ${instance.name}`, ['*-*-* *:50:00']);
}
