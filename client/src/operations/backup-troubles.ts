/** What is wrong with the backups of an instance, told from what its host answered and what its plan wants. Pure. */
import { type Message, type MessageArgs, message, minutesInWords, type Text } from '@dhis2-hosting/server/service';
import { ageInWords } from './adopt/drift.ts';
import { type TroubleCode, type TroubleMend, troubleTexts } from './backup-trouble-texts.ts';
import { type BackupSets, isLate, newestVerifiedSet } from './facts/backup-sets.ts';
import type { DrillRecord } from './facts/drill-records.ts';
import type { TimerTimes } from './facts/timer-times.ts';
import type { WatchState } from './facts/watch-state.ts';
import { type BackupJob, drillHours, lateAfterHours, mostRestoreSeconds } from './hosts/backups.ts';
import { offSiteLateHours } from './hosts/off-site.ts';

export type BackupTrouble = {
  readonly code: TroubleCode;
  /** In a few words. */
  readonly title: Text;
  readonly message: Message;
  /** The command of the editor that sets it right. */
  readonly mend: TroubleMend;
};

/** Undefined is what is not known: of that no trouble is told. */
export type KnownOfBackups = {
  readonly sets: BackupSets;
  readonly drills: readonly DrillRecord[] | undefined;
  readonly timer: TimerTimes | undefined;
  /** Undefined also where the manifest wants no heartbeat. */
  readonly watch: WatchState | undefined;
};

const texts = {
  never: { en: 'never', fr: 'jamais' },
  ago: { en: '{age} ago', fr: 'il y a {age}' },
  off: { en: 'its timer does not run.', fr: 'sa minuterie ne tourne pas.' },
  withheld: { en: 'it found trouble or reached nobody.', fr: 'elle a trouvé un problème ou n’a joint personne.' },
  found: { en: '{lines}', fr: '{lines}' },
} as const satisfies Readonly<Record<string, Text>>;

const minute = 60_000;
const hour = 60 * minute;

/** `known` is of one plan. `now` in milliseconds since 1970. */
export function troublesOf({ plan, instance }: BackupJob, known: KnownOfBackups, now: number): readonly BackupTrouble[] {
  const trouble = (code: TroubleCode, args: MessageArgs = {}): BackupTrouble => {
    const { title, found, mend } = troubleTexts[code];
    return { code, title, message: message(found, { instance: instance.name, ...args }), mend };
  };
  const { sets, attempts, broken } = known.sets;
  const newest = newestVerifiedSet(known.sets);
  const allowed = lateAfterHours(plan);
  const failed = attempts.find(({ kind, outcome }) => kind !== 'restore' && kind !== 'restore-test' && outcome === 'failed');
  const test = attempts.find(({ kind }) => kind === 'restore-test');
  const isOld = newest !== undefined && isLate(newest, allowed, now);
  return [
    ...(newest === undefined ? [trouble('backup-missing')] : []),
    ...(isOld ? [trouble('backup-late', { age: age(newest.made, now), allowed: minutesInWords((allowed ?? 0) * 60) })] : []),
    ...(failed === undefined
      ? []
      : [trouble('backup-failed', { kind: failed.kind, code: failed.code ?? '?', detail: failed.detail ?? '' })]),
    ...(broken.length === 0 ? [] : [trouble('backup-unverified', { sets: broken.slice(0, 3).join(', ') })]),
    ...copiesOf(),
    ...(known.timer?.active === false ? [trouble('backup-not-scheduled')] : []),
    ...(test?.outcome === 'failed' ? [trouble('restore-test-failed', { code: test.code ?? '?', detail: test.detail ?? '' })] : []),
    ...testsOf(),
    ...(known.watch === undefined || known.watch.state === 'calls' ? [] : [trouble('watch-silent', { reason: reasonOf(known.watch) })]),
  ];

  function copiesOf(): readonly BackupTrouble[] {
    if ((plan.targets ?? []).length === 0 || newest === undefined) return [];
    const copied = sets.find(({ offSite }) => offSite !== undefined);
    if (copied !== undefined && !isLate(copied, offSiteLateHours(plan), now)) return [];
    // The copy of a set that was made just now is under way.
    if (copied === undefined && now - Date.parse(newest.made) < 2 * hour) return [];
    return [trouble('backup-only-here', { age: copied === undefined ? message(texts.never) : age(copied.made, now) })];
  }

  function testsOf(): readonly BackupTrouble[] {
    const every = drillHours(plan);
    const proved = lastProof(known);
    const slow = sets.find(({ restoreSeconds }) => restoreSeconds !== undefined)?.restoreSeconds;
    const most = mostRestoreSeconds(plan);
    // A day of grace: the timer comes at night.
    const isDue = every !== undefined && newest !== undefined && (proved === undefined || now - proved > (every + 24) * hour);
    const last = proved === undefined ? message(texts.never) : message(texts.ago, { age: ageInWords(Math.round((now - proved) / minute)) });
    return [
      ...(isDue ? [trouble('restore-test-due', { last, every: minutesInWords((every ?? 0) * 60) })] : []),
      ...(slow !== undefined && most !== undefined && slow > most
        ? [trouble('restore-too-slow', { seconds: Math.ceil(slow), allowed: minutesInWords(Math.round(most / 60)) })]
        : []),
    ];
  }
}

/** When a restore was last tested and succeeded, in milliseconds since 1970. Evidence outlives the set that it is of. */
export function lastProof({ sets: { sets }, drills = [] }: Pick<KnownOfBackups, 'sets' | 'drills'>): number | undefined {
  const proofs = [
    ...sets.flatMap(({ restored }) => (restored === undefined ? [] : [Date.parse(restored)])),
    ...drills.flatMap(({ outcome, ended }) => (outcome === 'done' ? [Date.parse(ended)] : [])),
  ];
  return proofs.length === 0 ? undefined : Math.max(...proofs);
}

function age(made: string, now: number): Message {
  return ageInWords(Math.round((now - Date.parse(made)) / minute));
}

function reasonOf({ state, trouble }: WatchState): Message {
  if (state === 'off') return message(texts.off);
  return trouble.length === 0 ? message(texts.withheld) : message(texts.found, { lines: trouble.join('; ') });
}
