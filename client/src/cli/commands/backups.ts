/** `dhis2-hosting backups`: what sets are on a host, and what each has been through. */
import { type BackupAttempt, type BackupReport, type BackupSet, reportBackups } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { diskInWords } from '@dhis2-hosting/server/service';
import type { Session } from '../session.ts';
import { backupTexts as texts } from '../texts.ts';

export async function backups(session: Session): Promise<ExitCode> {
  const { manifest, host, args, signal, print, say } = session;
  const reports = await reportBackups(await session.connect(), { manifest, host: host.name, now: Date.now() }, signal);
  if (args.values.get('format') === 'json') print(JSON.stringify(reports, undefined, 2));
  else if (reports.length === 0) print(say(texts.noBackup, { host: host.name }));
  else for (const report of reports) for (const line of linesOf(report, say)) print(line);
  return reports.some(({ late, failed, slow }) => late || failed || slow) ? exitCodes.findings : exitCodes.fine;
}

type Say = Session['say'];

function linesOf({ instance, plan, sets, attempts, late, slow }: BackupReport, say: Say): readonly string[] {
  const head = say(texts.head, { instance, plan });
  if (sets === undefined) return [head, say(texts.unknown)];
  return [
    head,
    ...sets.map((set) => setLine(set, say)),
    ...(sets.length === 0 ? [say(texts.noSet)] : []),
    ...(late && sets.length > 0 ? [say(texts.late)] : []),
    ...(slow ? [say(texts.slow)] : []),
    ...attempts.flatMap((attempt) => attemptLine(attempt, say)),
  ];
}

function setLine({ id, bytes, offSite, restored, restoreSeconds = 0 }: BackupSet, say: Say): string {
  const states = [
    say(texts.verified),
    ...(offSite === undefined ? [] : [say(texts.offSite)]),
    ...(restored === undefined ? [] : [say(texts.restored, { seconds: Math.ceil(restoreSeconds) })]),
  ];
  return say(texts.set, { id, size: diskInWords(bytes), states: states.join(', ') });
}

/** What succeeded shows in the sets. */
function attemptLine({ kind, began, outcome, code = '?', detail = '' }: BackupAttempt, say: Say): readonly string[] {
  if (outcome === undefined) return [say(texts.underWay, { kind, began })];
  return outcome === 'done' ? [] : [say(texts.failed, { kind, began, code, detail })];
}
