/** How the backups of a host are: what command line and tree show, and whether somebody has to look. */
import { type BackupAttempt, type BackupSet, backupSets, isLate, newestVerifiedSet } from './facts/backup-sets.ts';
import { backupJobsOn, lateAfterHours, mostRestoreSeconds, setsFolder } from './hosts/backups.ts';
import { probeHost } from './probe.ts';
import type { Target } from './step.ts';
import type { Connection } from './transport/transport.ts';

export type BackupReport = {
  readonly instance: string;
  readonly plan: string;
  readonly schedule: string;
  /** Undefined when the host did not answer in a way that is understood. */
  readonly sets: readonly BackupSet[] | undefined;
  /** Of this plan; the last of each kind. */
  readonly attempts: readonly BackupAttempt[];
  /** No verified set, or one that is older than the plan allows. */
  readonly late: boolean;
  /** The last set, restore test or retention came to nothing. */
  readonly failed: boolean;
  /** The last restore test took longer than the plan allows (`rto`). */
  readonly slow: boolean;
};

/** Of all dumps that the manifest wants on this host. The connection is one of root. */
export async function reportBackups(connection: Connection, target: Target, signal: AbortSignal): Promise<readonly BackupReport[]> {
  const jobs = backupJobsOn(target);
  const asked = jobs.map((job) => ({ job, fact: backupSets(job.instance.name, setsFolder(job)) }));
  const facts = await probeHost(
    connection,
    asked.map(({ fact }) => fact),
    signal,
  );
  return asked.map(({ job: { plan, instance }, fact }) => {
    const answer = facts.answer(fact);
    const base = { instance: instance.name, plan: plan.name, schedule: plan.schedule };
    if (!answer.known) return { ...base, sets: undefined, attempts: [], late: true, failed: false, slow: false };
    const attempts = answer.value.attempts.filter((attempt) => attempt.plan === plan.name);
    const sets = answer.value.sets.filter((set) => set.plan === plan.name);
    return {
      ...base,
      sets,
      attempts,
      late: isLate(newestVerifiedSet(answer.value, plan.name), lateAfterHours(plan), target.now),
      failed: attempts.some(({ kind, outcome }) => kind !== 'restore' && outcome === 'failed'),
      slow: isSlow(sets, mostRestoreSeconds(plan)),
    };
  });
}

function isSlow(sets: readonly BackupSet[], most: number | undefined): boolean {
  const measured = sets.find(({ restoreSeconds }) => restoreSeconds !== undefined)?.restoreSeconds;
  return measured !== undefined && most !== undefined && measured > most;
}
