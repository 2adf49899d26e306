/** Recipes about the backups of one instance. */
import { archivedInstance } from '../hosts/archives.ts';
import { type BackupJob, backupJobsOn } from '../hosts/backups.ts';
import { type DatabaseServer, type Instance, servedInstance, serverOf } from '../hosts/parts.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { copyOffSite } from '../steps/copy-off-site.ts';
import { makeSet } from '../steps/make-set.ts';
import { proveSet } from '../steps/prove-set.ts';
import { restoreDump } from '../steps/restore-dump.ts';
import { restoreScrubbed } from '../steps/restore-scrubbed.ts';
import { restoreSet } from '../steps/restore-set.ts';
import { restoredAdmin } from '../steps/restored-admin.ts';
import { useMoment } from '../steps/use-moment.ts';
import { useRestored } from '../steps/use-restored.ts';

const backUp: Recipe = {
  id: 'back-up',
  title: { en: 'Back up now', fr: 'Sauvegarder maintenant' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => jobsOf(target).map(({ job }) => makeSet(job)),
};

const copyAway: Recipe = {
  id: 'copy-off-site',
  title: { en: 'Copy off site', fr: 'Copier hors site' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => jobsOf(target).map(({ job }) => copyOffSite(job)),
};

export const testRestore: Recipe = {
  id: 'test-restore',
  title: { en: 'Test a restore', fr: 'Essayer une restauration' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => jobsOf(target).map(({ job }) => proveSet(job)),
};

export const restore: Recipe = {
  id: 'restore',
  title: { en: 'Restore beside the live data', fr: 'Restaurer à côté des données actuelles' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => first(target).map(({ job, server }) => restoreSet(job, server)),
};

export const restoreForStaging: Recipe = {
  id: 'restore-scrubbed',
  title: { en: 'Restore for staging, without personal data', fr: 'Restaurer pour la préproduction, sans données personnelles' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => first(target).map(({ job, server }) => restoreScrubbed(job, server)),
};

/** On the host of the database, where the dumps are that others made of it. */
export const restoreDumpOfOthers: Recipe = {
  id: 'restore-dump',
  title: {
    en: 'Restore a dump of others beside the live data',
    fr: 'Restaurer une sauvegarde d’un autre outil à côté des données actuelles',
  },
  about: 'instance',
  steps: ({ manifest, instance: name }) => {
    const served = servedInstance(manifest, name);
    return served === undefined ? [] : [restoreDump(served.instance, served.server)];
  },
};

export const switchToRestored: Recipe = {
  id: 'use-restored',
  title: { en: 'Use what was restored', fr: 'Utiliser ce qui a été restauré' },
  about: 'instance',
  holds: 'instance',
  typed: true,
  steps: (target) => {
    const archived = archivedInstance(target.manifest, target.instance);
    const sets = first(target).flatMap(({ job, server }) => withAdmin(job.instance, useRestored(job, server)));
    if (archived === undefined || (target.moment === undefined && sets.length > 0)) return target.moment === undefined ? sets : [];
    return withAdmin(archived.instance, useMoment(archived.instance, archived.server, target.moment));
  },
};

function withAdmin(instance: Instance, use: Step): readonly Step[] {
  return [use, restoredAdmin(instance, use.id)];
}

type Served = { readonly job: BackupJob; readonly server: DatabaseServer };

/** Of the instance, the plans that make dumps. */
function jobsOf(target: Target): readonly Served[] {
  return backupJobsOn(target).flatMap((job) => {
    const server = serverOf(target.manifest, job.instance);
    const isMeant = job.instance.name === target.instance && job.plan.method !== 'continuous' && server !== undefined;
    return isMeant ? [{ job, server }] : [];
  });
}

/** A restore is of one set: that of the first plan. */
function first(target: Target): readonly Served[] {
  return jobsOf(target).slice(0, 1);
}

export const backupRecipes: readonly Recipe[] = [
  backUp,
  copyAway,
  testRestore,
  restore,
  restoreForStaging,
  restoreDumpOfOthers,
  switchToRestored,
];
