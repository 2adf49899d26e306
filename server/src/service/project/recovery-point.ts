/** How much work a backup may lose, next to how much its plan allows. */
import { type Duration, longestMinutes, readDuration } from '../manifest/durations.ts';
import { type SoundItem, soundItemsOf } from '../manifest/items.ts';
import { longestGap, readSchedule, type Schedule } from '../manifest/schedule.ts';
import { remembered } from '../text/remembered.ts';
import { allSound } from './absence.ts';
import { perProject } from './per-project.ts';
import { backupsOf, coveredBy, hasDatabase, isProduction } from './production.ts';
import type { Project, ProjectItem } from './project.ts';

export type RecoveryPoint = {
  readonly backup: SoundItem<'backups'>;
  readonly rpo: Duration;
  /** Minutes from one dump to the next at most, those of other backups of the same instances counted. */
  readonly gap: number;
};

/**
 * Of a dump with an RPO. Undefined for those that a continuous backup stands beside, and for what cannot be told.
 */
export function recoveryPointOf(project: Project, backup: ProjectItem<'backups'>): RecoveryPoint | undefined {
  const { fields } = backup;
  const rpo = readDuration(fields.rpo);
  if (rpo === undefined || fields.method === 'continuous' || !hasDatabase(backup) || !allSound(project, 'backups')) return undefined;
  const gaps = fields.instances.map((name) => gapOf(backupsOf(project, name).filter(hasDatabase)));
  const known = gaps.filter((gap) => gap !== undefined);
  return known.length < gaps.length || known.length === 0 ? undefined : { backup, rpo, gap: Math.max(...known) };
}

/** A schedule of months meets an RPO of months, however long a month is. */
export const isMet = ({ gap, rpo }: RecoveryPoint): boolean => gap <= longestMinutes(rpo);

type Backups = readonly ProjectItem<'backups'>[];

/** Minutes between two dumps of a production instance, where no backup of it says how much may be lost. */
export const gapsWithoutRpo = perProject(
  (project): readonly { readonly backup: SoundItem<'backups'>; readonly instance: string; readonly gap: number }[] => {
    const [own] = project.manifests;
    if (own === undefined || !allSound(project, 'backups')) return [];
    const told = new Set<string>();
    return soundItemsOf(own.document, 'backups').flatMap((backup) => {
      // It says so itself.
      if (backup.fields.rpo !== undefined || own.document.templated) return [];
      const instances = coveredBy(project, backup);
      const [instance] = instances.filter((one) => isProduction(one) && hasDatabase(backup) && !told.has(one.name));
      const backups = backupsOf(project, instance?.name ?? '').filter(hasDatabase);
      if (instance === undefined || backups.some(({ fields }) => fields.rpo !== undefined)) return [];
      told.add(instance.name);
      const gap = gapOf(backups);
      return gap === undefined ? [] : [{ backup, instance: instance.name, gap }];
    });
  },
);

function gapOf(backups: Backups): number | undefined {
  if (backups.some(({ fields }) => fields.method === 'continuous')) return undefined;
  return gapOfAll([...new Set(backups.map(({ fields }) => fields.schedule))].sort().join('\n'));
}

/** Of schedules, one on each line. */
const gapOfAll = remembered((texts: string): number | undefined => {
  const schedules: Schedule[] = [];
  for (const text of texts.split('\n')) {
    const reading = readSchedule(text);
    if (reading?.kind !== 'sound') return undefined;
    schedules.push(reading.schedule);
  }
  return longestGap(schedules);
});
