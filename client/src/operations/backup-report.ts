/** How the backups of a host are: what command line and tree show, and whether somebody has to look. */
import { type BackupTrouble, lastProof, troublesOf } from './backup-troubles.ts';
import {
  type AwaySet,
  type BackupAttempt,
  type BackupSet,
  type BackupSets,
  backupSets,
  isLate,
  newestVerifiedSet,
} from './facts/backup-sets.ts';
import { type DrillRecord, drillRecords } from './facts/drill-records.ts';
import { timerTimes } from './facts/timer-times.ts';
import { watchState } from './facts/watch-state.ts';
import {
  type BackupJob,
  type BackupPlan,
  backupJobsOn,
  drillHours,
  lateAfterHours,
  mostRestoreSeconds,
  setsFolder,
} from './hosts/backups.ts';
import { type Facts, probeHost } from './probe.ts';
import type { Target } from './step.ts';
import { backupUnit } from './templates/backup-units.ts';
import type { Connection } from './transport/transport.ts';

export type BackupReport = {
  readonly instance: string;
  readonly plan: string;
  readonly schedule: string;
  /** When the host was asked; ISO 8601, UTC. */
  readonly asked: string;
  /** What the manifest said of the plan then. */
  readonly planned: BackupPlan;
  /** Undefined when the host did not answer in a way that is understood. */
  readonly sets: readonly BackupSet[] | undefined;
  /** Names of folders of sets that are not whole. */
  readonly broken: readonly string[];
  /** Not on the host any more, and at the targets of the plan. */
  readonly away?: readonly AwaySet[];
  /** Of this plan; the last of each kind. */
  readonly attempts: readonly BackupAttempt[];
  /** Restore tests of this plan, newest first; undefined when that is not known. */
  readonly drills: readonly DrillRecord[] | undefined;
  /** When a restore was last tested and succeeded; ISO 8601, UTC. */
  readonly proved?: string;
  /** When the timer makes the next set; ISO 8601, UTC. Undefined when it does not run, and when that is not known. */
  readonly next?: string;
  /** What the plan allows; undefined where it does not say. */
  readonly lateAfterHours?: number;
  readonly drillHours?: number;
  readonly restoreWithinSeconds?: number;
  /** No verified set, or one that is older than the plan allows. */
  readonly late: boolean;
  /** The last set, restore test or retention came to nothing. */
  readonly failed: boolean;
  /** The last restore test took longer than the plan allows (`rto`). */
  readonly slow: boolean;
  /** How the sets grew: from the oldest of the last month to the newest. */
  readonly sizeTrend?: { readonly percent: number; readonly days: number };
  /** All that somebody has to look at, the most urgent first. Empty also when nothing is known: see `sets`. */
  readonly troubles: readonly BackupTrouble[];
};

/** Of all dumps that the manifest wants on this host. The connection is one of root. */
export async function reportBackups(connection: Connection, target: Target, signal: AbortSignal): Promise<readonly BackupReport[]> {
  const jobs = backupJobsOn(target);
  const facts = await probeHost(connection, [...jobs.flatMap((job) => Object.values(factsOf(job))), watchState], signal);
  return jobs.map((job) => reportOf(job, facts, target));
}

function factsOf(job: BackupJob) {
  return {
    sets: backupSets(job.instance.name, setsFolder(job)),
    drills: drillRecords(job.instance.name),
    timer: timerTimes(`${backupUnit(job)}.timer`),
  };
}

function reportOf(job: BackupJob, facts: Facts, { manifest, now }: Target): BackupReport {
  const { plan, instance } = job;
  const asked = factsOf(job);
  const [sets, drills, timer, watch] = [
    facts.answer(asked.sets),
    facts.answer(asked.drills),
    facts.answer(asked.timer),
    facts.answer(watchState),
  ];
  const tests = drills.known ? drills.value.filter((drill) => drill.plan === plan.name) : undefined;
  const next = timer.known ? timer.value.next : undefined;
  const base = {
    ...{ instance: instance.name, plan: plan.name, schedule: plan.schedule, asked: new Date(now).toISOString(), planned: plan },
    ...{ drills: tests, ...(next === undefined ? {} : { next: new Date(next * 1000).toISOString() }), ...allowedBy(plan) },
  };
  if (!sets.known) return { ...base, sets: undefined, broken: [], attempts: [], late: true, failed: false, slow: false, troubles: [] };
  const own: BackupSets = {
    sets: sets.value.sets.filter((set) => set.plan === plan.name),
    attempts: sets.value.attempts.filter((attempt) => attempt.plan === plan.name),
    broken: sets.value.broken,
  };
  const known = {
    ...{ sets: own, drills: tests, timer: timer.known ? timer.value : undefined },
    watch: watch.known && manifest.monitoring?.heartbeat !== undefined ? watch.value : undefined,
  };
  const troubles = troublesOf(job, known, now);
  const proved = lastProof(known);
  return {
    ...base,
    ...own,
    ...(sets.value.away === undefined ? {} : { away: sets.value.away.filter((set) => set.plan === plan.name) }),
    ...sizeTrendOf(own.sets),
    ...(proved === undefined ? {} : { proved: new Date(proved).toISOString() }),
    late: isLate(newestVerifiedSet(own), lateAfterHours(plan), now),
    failed: own.attempts.some(({ kind, outcome }) => kind !== 'restore' && outcome === 'failed'),
    slow: troubles.some(({ code }) => code === 'restore-too-slow'),
    troubles,
  };
}

function allowedBy(plan: BackupPlan): Pick<BackupReport, 'lateAfterHours' | 'drillHours' | 'restoreWithinSeconds'> {
  const [late, drill, restore] = [lateAfterHours(plan), drillHours(plan), mostRestoreSeconds(plan)];
  return {
    ...(late === undefined ? {} : { lateAfterHours: late }),
    ...(drill === undefined ? {} : { drillHours: drill }),
    ...(restore === undefined ? {} : { restoreWithinSeconds: restore }),
  };
}

/** Nothing for a single set. */
function sizeTrendOf(sets: readonly BackupSet[]): Pick<BackupReport, 'sizeTrend'> {
  const [newest, ...others] = sets;
  if (newest === undefined) return {};
  const ageOf = ({ made }: BackupSet): number => (Date.parse(newest.made) - Date.parse(made)) / 86_400_000;
  const before = others.findLast((set) => set.bytes > 0 && ageOf(set) <= 31);
  if (before === undefined) return {};
  return { sizeTrend: { percent: Math.round(((newest.bytes - before.bytes) * 100) / before.bytes), days: Math.round(ageOf(before)) } };
}
