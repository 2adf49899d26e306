/** How the backups of an instance read in the trees and in the status bar: made, verified, off site, restored. */
import type { BackupReport, BackupSet } from '@dhis2-hosting/client/operations';
import { diskInWords, type Locale, minutesInWords, render } from '@dhis2-hosting/server/service';
import type { InstanceEntry } from '../inventory/inventory.ts';
import type { Say } from '../texts.ts';
import type { NodeView } from './host-nodes.ts';

const hour = 3_600_000;

/** What was told longer ago than this is not known any more. */
const knownForHours = 24;

/** As `now - at` in one unit; both in milliseconds since 1970. */
function ageText(at: number, now: number, say: Say): string {
  const hours = Math.max(0, Math.floor((now - at) / hour));
  return hours < 48 ? say('ageHours', { count: hours }) : say('ageDays', { count: Math.floor(hours / 24) });
}

export function isStale({ asked }: BackupReport, now: number): boolean {
  return now - Date.parse(asked) > knownForHours * hour;
}

type Shown = { readonly entry: InstanceEntry; readonly plan: string; readonly report: BackupReport | undefined };

export function backupsView({ entry, plan, report }: Shown, locale: Locale, say: Say, now = Date.now()): NodeView {
  const state = stateOf(report, now);
  const looks = {
    fine: { icon: 'shield', colour: 'testing.iconPassed' },
    bad: { icon: 'warning', colour: 'list.warningForeground' },
    unknown: { icon: 'question' },
  }[state];
  const [newest] = report?.sets ?? [];
  const words = reportText(report, locale, say, now);
  return {
    id: `backups:${entry.id}:${plan}`,
    label: say('backupsNode', { plan }),
    description: words,
    ...looks,
    contextValue: `backups.${state}`,
    isLeaf: report?.sets === undefined,
    isCollapsed: true,
    tooltip: [
      [say('tipState'), words],
      ...(report === undefined ? [] : [[say('tipAsked'), minuteText(report.asked)] as const]),
      ...(report?.sets === undefined ? [] : [[say('tipSets'), String(report.sets.length)] as const]),
      ...(newest === undefined ? [] : [[say('tipSize'), render(diskInWords(newest.bytes), locale)] as const]),
      ...(report?.troubles ?? []).map(({ title, message }) => [title[locale], render(message, locale)] as const),
      ...(report?.attempts ?? []).flatMap(({ kind, outcome, code = '?', detail = '' }) =>
        outcome === 'failed' ? [[say('tipFailed'), `${kind} (${code}) ${detail}`] as const] : [],
      ),
    ],
    click: 'dhis2Hosting.showBackups',
  };
}

export const backupStates = ['made', 'verified', 'offSite', 'restored', 'next', 'size'] as const;
export type BackupState = (typeof backupStates)[number];

type StateLine = { readonly words: string; readonly isGood: boolean | undefined };

/** One of the lines below a plan. */
export function backupStateView(
  entry: InstanceEntry,
  report: BackupReport,
  state: BackupState,
  locale: Locale,
  say: Say,
  now = Date.now(),
): NodeView {
  const { words, isGood } = lines[state](report, say, now, locale);
  const looks =
    isGood === undefined
      ? { icon: state === 'next' ? 'clock' : state === 'size' ? 'graph-line' : 'circle-outline' }
      : isGood
        ? { icon: 'pass', colour: 'testing.iconPassed' }
        : { icon: 'warning', colour: 'list.warningForeground' };
  return {
    id: `backupState:${entry.id}:${report.plan}:${state}`,
    label: say(labels[state]),
    description: words,
    ...looks,
    contextValue: `backupState.${state}`,
    isLeaf: true,
    tooltip: [[say(labels[state]), words]],
    click: state === 'restored' ? 'dhis2Hosting.showEvidence' : 'dhis2Hosting.showBackups',
  };
}

const labels = {
  made: 'stateMade',
  verified: 'stateVerified',
  offSite: 'stateOffSite',
  restored: 'stateRestored',
  next: 'stateNext',
  size: 'stateSize',
} as const satisfies Record<BackupState, string>;

const lines: { readonly [S in BackupState]: (report: BackupReport, say: Say, now: number, locale: Locale) => StateLine } = {
  made({ sets = [], late, lateAfterHours }, say, now, locale) {
    const [newest] = sets;
    if (newest === undefined) return { words: say('backupsNone'), isGood: false };
    const age = ageText(Date.parse(newest.made), now, say);
    const when = say('stateAgo', { moment: minuteText(newest.made), age });
    const within =
      lateAfterHours === undefined ? '' : ` · ${say('stateAllowed', { allowed: render(minutesInWords(lateAfterHours * 60), locale) })}`;
    return { words: `${when}${within}`, isGood: !late };
  },
  verified({ sets = [], broken }, say) {
    if (broken.length > 0) return { words: say('stateBroken', { sets: broken.slice(0, 3).join(', ') }), isGood: false };
    const [newest] = sets;
    return newest === undefined
      ? { words: say('backupsNone'), isGood: false }
      : { words: say('stateAllWhole', { moment: minuteText(newest.verified), count: sets.length }), isGood: true };
  },
  offSite({ sets = [], planned, troubles }, say, now) {
    const copied = sets.find(({ offSite }) => offSite !== undefined);
    if (copied?.offSite === undefined) {
      const isPlanned = (planned.targets ?? []).length > 0;
      return { words: say(isPlanned ? 'stateNever' : 'stateNotPlanned'), isGood: isPlanned ? false : undefined };
    }
    const words = say('stateCopyOf', { moment: minuteText(copied.made), age: ageText(Date.parse(copied.made), now, say) });
    return { words, isGood: !troubles.some(({ code }) => code === 'backup-only-here') };
  },
  restored({ sets = [], proved, drills = [], drillHours, restoreWithinSeconds, troubles }, say, now, locale) {
    const isBad = troubles.some(({ code }) => code.startsWith('restore-'));
    if (proved === undefined) return { words: say('stateNever'), isGood: drillHours === undefined ? undefined : false };
    const last = drills.find(({ outcome }) => outcome === 'done');
    const took = last?.seconds['total'] ?? sets.find(({ restoreSeconds }) => restoreSeconds !== undefined)?.restoreSeconds;
    return {
      words: [
        say('stateAgo', { moment: minuteText(proved), age: ageText(Date.parse(proved), now, say) }),
        ...(took === undefined ? [] : [say('stateTook', { seconds: Math.ceil(took) })]),
        ...(last?.started === undefined
          ? []
          : [say('stateStarted', { version: last.started.version ?? '?', seconds: Math.ceil(last.seconds['start'] ?? 0) })]),
        ...(restoreWithinSeconds === undefined
          ? []
          : [say('stateAllowed', { allowed: render(minutesInWords(Math.round(restoreWithinSeconds / 60)), locale) })]),
      ].join(' · '),
      isGood: !isBad,
    };
  },
  next: ({ next, troubles }, say) =>
    next === undefined
      ? { words: say('stateNoNext'), isGood: troubles.some(({ code }) => code === 'backup-not-scheduled') ? false : undefined }
      : { words: minuteText(next), isGood: undefined },
  size({ sets = [], sizeTrend }, say, _now, locale) {
    const [newest] = sets;
    const size = newest === undefined ? '-' : render(diskInWords(newest.bytes), locale);
    if (sizeTrend === undefined) return { words: size, isGood: undefined };
    const percent = `${sizeTrend.percent < 0 ? '−' : '+'}${Math.abs(sizeTrend.percent)}`;
    return { words: `${size} · ${say('stateGrown', { percent, days: sizeTrend.days })}`, isGood: undefined };
  },
};

/** When it was made, and what it has been through. */
export function setWords(set: BackupSet, locale: Locale, say: Say): { readonly label: string; readonly description: string } {
  return { label: minuteText(set.made), description: [...statesOf(set, say), render(diskInWords(set.bytes), locale)].join(' · ') };
}

function statesOf({ offSite, restored }: BackupSet, say: Say): readonly string[] {
  return [
    say('setVerified'),
    ...(offSite === undefined ? [] : [say('setOffSite')]),
    ...(restored === undefined ? [] : [say('setRestored', { day: restored.slice(0, 10) })]),
  ];
}

export function backupView(entry: InstanceEntry, set: BackupSet, locale: Locale, say: Say): NodeView {
  return {
    id: `backup:${entry.id}:${set.folder}`,
    ...setWords(set, locale, say),
    icon: set.restored === undefined ? 'archive' : 'verified',
    contextValue: 'backup',
    isLeaf: true,
    tooltip: [
      [say('tipState'), statesOf(set, say).join(', ')],
      [say('tipFolder'), set.folder],
      [say('tipMigration'), set.migration ?? '-'],
      ...(set.restoreSeconds === undefined ? [] : [[say('tipRestore'), say('seconds', { count: Math.ceil(set.restoreSeconds) })] as const]),
    ],
    click: 'dhis2Hosting.showBackups',
  };
}

/** What is not known is never fine. */
function stateOf(report: BackupReport | undefined, now: number): 'fine' | 'bad' | 'unknown' {
  if (report?.sets === undefined || isStale(report, now)) return 'unknown';
  return report.late || report.failed || report.slow || report.troubles.length > 0 ? 'bad' : 'fine';
}

/** What somebody has to know first. */
function reportText(report: BackupReport | undefined, locale: Locale, say: Say, now: number): string {
  if (report === undefined) return say('backupsNotAsked');
  const { sets, late, failed, slow, troubles } = report;
  if (isStale(report, now)) return say('backupsAskedLongAgo', { age: ageText(Date.parse(report.asked), now, say) });
  const [newest] = sets ?? [];
  if (sets === undefined) return say('backupsUnknown');
  if (newest === undefined) return say('backupsNone');
  const age = ageText(Date.parse(newest.made), now, say);
  if (failed) return say('backupsFailed', { age });
  if (late) return say('backupsLate', { age });
  if (slow) return say('backupsSlow', { age });
  const [trouble] = troubles;
  if (trouble !== undefined) return say('backupsTrouble', { age, trouble: trouble.title[locale] });
  const restored = report.proved;
  return restored === undefined
    ? say('backupsNotRestored', { age })
    : say('backupsFine', { age, restored: ageText(Date.parse(restored), now, say) });
}

export type BackupStatus = { readonly text: string; readonly isFine: boolean };

/** Of all hosts that were asked, the worst; undefined while none was. */
export function backupStatus(reports: readonly BackupReport[], locale: Locale, say: Say, now = Date.now()): BackupStatus | undefined {
  const worst = (['bad', 'unknown'] as const).map((state) => reports.find((report) => stateOf(report, now) === state)).find(Boolean);
  if (worst !== undefined) {
    return { text: say('statusBackupBad', { instance: worst.instance, state: reportText(worst, locale, say, now) }), isFine: false };
  }
  const oldest = Math.min(...reports.flatMap(({ sets = [] }) => sets.slice(0, 1).map(({ made }) => Date.parse(made))));
  return Number.isFinite(oldest) ? { text: say('statusBackupFine', { age: ageText(oldest, now, say) }), isFine: true } : undefined;
}

/** ISO 8601 as people read it. */
function minuteText(moment: string): string {
  return `${moment.slice(0, 16).replace('T', ' ')} UTC`;
}
