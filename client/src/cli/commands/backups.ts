/** `dhis2-hosting backups`: what sets are on a host, and what each has been through. */
import { type BackupAttempt, type BackupReport, type BackupSet, reportBackups } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { diskInWords } from '@dhis2-hosting/server/service';
import type { Session } from '../session.ts';
import { backupTexts as texts } from '../texts.ts';

export async function backups(session: Session): Promise<ExitCode> {
  const { manifest, host, args, signal, print, say } = session;
  const reports = await reportBackups(await session.connect(), { manifest, host: host.name, now: Date.now() }, signal);
  if (args.values.get('format') === 'json') print(JSON.stringify(reports.map(plain), undefined, 2));
  else if (reports.length === 0) print(say(texts.noBackup, { host: host.name }));
  else for (const report of reports) for (const line of linesOf(report, say)) print(line);
  return reports.some(({ late, failed, slow, troubles }) => late || failed || slow || troubles.length > 0)
    ? exitCodes.findings
    : exitCodes.fine;
}

type Say = Session['say'];

/** For programs: what is wrong by its codes, and of the plan no more than its name. */
function plain({ planned: _, troubles, ...rest }: BackupReport): object {
  return { ...rest, troubles: troubles.map(({ code }) => code) };
}

function linesOf(
  { instance, plan, sets, attempts, next, proved, drills = [], troubles, away = [] }: BackupReport,
  say: Say,
): readonly string[] {
  const head = say(texts.head, { instance, plan });
  if (sets === undefined) return [head, say(texts.unknown)];
  return [
    head,
    ...sets.map((set) => setLine(set, say)),
    ...away.map(({ id, targets }) => say(texts.away, { id, targets: targets.join(', ') })),
    ...(sets.length === 0 ? [say(texts.noSet)] : []),
    ...(next === undefined ? [] : [say(texts.next, { moment: next.slice(0, 16).replace('T', ' ') })]),
    ...(proved === undefined ? [] : [provedLine(proved, drills, say), ...startedLine(drills, say)]),
    ...attempts.flatMap((attempt) => attemptLine(attempt, say)),
    ...troubles.map(({ code, message: told }) => say(texts.trouble, { code, told })),
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

/** When a restore was last tested and succeeded, and which false sets the test refused before it. */
function provedLine(proved: string, drills: NonNullable<BackupReport['drills']>, say: Say): string {
  const last = drills.find(({ outcome }) => outcome === 'done');
  const moment = proved.slice(0, 16).replace('T', ' ');
  const seconds = last?.seconds['total'];
  if (last === undefined || seconds === undefined) return say(texts.provedOn, { moment });
  return say(texts.proved, { moment, seconds: Math.ceil(seconds), refused: last.refuses.join(', ') });
}

/** Of the same test; nothing where it starts no server. */
function startedLine(drills: NonNullable<BackupReport['drills']>, say: Say): readonly string[] {
  const last = drills.find(({ outcome }) => outcome === 'done');
  if (last?.started === undefined) return [];
  return [say(texts.started, { version: last.started.version ?? '?', seconds: Math.ceil(last.seconds['start'] ?? 0) })];
}

/** What succeeded shows in the sets. */
function attemptLine({ kind, began, outcome, code = '?', detail = '' }: BackupAttempt, say: Say): readonly string[] {
  if (outcome === undefined) return [say(texts.underWay, { kind, began })];
  return outcome === 'done' ? [] : [say(texts.failed, { kind, began, code, detail })];
}
