/** How the backups of an instance read in the tree and in the status bar: made and verified, off site, restored. */
import type { BackupReport, BackupSet } from '@dhis2-hosting/client/operations';
import { diskInWords, type Locale, render } from '@dhis2-hosting/server/service';
import type { InstanceEntry } from '../inventory/inventory.ts';
import type { Say } from '../texts.ts';
import type { NodeView } from './host-nodes.ts';

const hour = 3_600_000;

/** As `now - at` in one unit; both in milliseconds since 1970. */
export function ageText(at: number, now: number, say: Say): string {
  const hours = Math.max(0, Math.floor((now - at) / hour));
  return hours < 48 ? say('ageHours', { count: hours }) : say('ageDays', { count: Math.floor(hours / 24) });
}

export function backupsView(entry: InstanceEntry, report: BackupReport, locale: Locale, say: Say, now = Date.now()): NodeView {
  const { plan, sets = [], attempts } = report;
  const [newest] = sets;
  const isFine = isInOrder(report);
  return {
    id: `backups:${entry.id}:${plan}`,
    label: say('backupsNode', { plan }),
    description: reportText(report, say, now),
    ...(isFine ? { icon: 'shield', colour: 'testing.iconPassed' } : { icon: 'warning', colour: 'list.warningForeground' }),
    contextValue: isFine ? 'backups.fine' : 'backups.bad',
    isLeaf: sets.length === 0,
    isCollapsed: true,
    tooltip: [
      [say('tipState'), reportText(report, say, now)],
      [say('tipSets'), String(sets.length)],
      ...(newest === undefined ? [] : [[say('tipSize'), render(diskInWords(newest.bytes), locale)] as const]),
      ...attempts.flatMap(({ kind, outcome, code = '?', detail = '' }) =>
        outcome === 'failed' ? [[say('tipFailed'), `${kind} (${code}) ${detail}`] as const] : [],
      ),
    ],
    click: 'dhis2Hosting.showBackups',
  };
}

/** When it was made, and what it has been through. */
export function setWords(set: BackupSet, locale: Locale, say: Say): { readonly label: string; readonly description: string } {
  return {
    label: `${set.made.slice(0, 16).replace('T', ' ')} UTC`,
    description: [...statesOf(set, say), render(diskInWords(set.bytes), locale)].join(' · '),
  };
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

function isInOrder({ late, failed, slow }: BackupReport): boolean {
  return !late && !failed && !slow;
}

/** What somebody has to know first. */
function reportText({ sets, late, failed, slow }: BackupReport, say: Say, now: number): string {
  const [newest] = sets ?? [];
  if (sets === undefined) return say('backupsUnknown');
  if (newest === undefined) return say('backupsNone');
  const age = ageText(Date.parse(newest.made), now, say);
  if (failed) return say('backupsFailed', { age });
  if (late) return say('backupsLate', { age });
  if (slow) return say('backupsSlow', { age });
  const restored = sets.find((set) => set.restored !== undefined)?.restored;
  return restored === undefined
    ? say('backupsNotRestored', { age })
    : say('backupsFine', { age, restored: ageText(Date.parse(restored), now, say) });
}

export type BackupStatus = { readonly text: string; readonly isFine: boolean };

/** Of all hosts that were asked, the worst; undefined while none was. */
export function backupStatus(reports: readonly BackupReport[], say: Say, now = Date.now()): BackupStatus | undefined {
  const bad = reports.find((report) => !isInOrder(report));
  if (bad !== undefined)
    return { text: say('statusBackupBad', { instance: bad.instance, state: reportText(bad, say, now) }), isFine: false };
  const oldest = Math.min(...reports.flatMap(({ sets = [] }) => sets.slice(0, 1).map(({ made }) => Date.parse(made))));
  return Number.isFinite(oldest) ? { text: say('statusBackupFine', { age: ageText(oldest, now, say) }), isFine: true } : undefined;
}
