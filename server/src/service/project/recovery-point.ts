/** How much work a backup may lose, next to how much its plan allows. */
import { type Duration, readDuration } from '../manifest/durations.ts';
import { type SoundItem, soundItemsOf } from '../manifest/items.ts';
import { longestGap, readSchedule, type Schedule } from '../manifest/schedule.ts';
import { allSound } from './absence.ts';
import { perProject } from './per-project.ts';
import { backupsByInstance, backupsIn, isProduction } from './production.ts';
import type { ProjectItem } from './project.ts';

export type RecoveryPoint = {
  readonly backup: SoundItem<'backups'>;
  readonly rpo: Duration;
  /** Minutes from one dump to the next at most, those of other backups of the same instances counted. */
  readonly gap: number;
};

/**
 * Of the dumps with an RPO in the manifest that asks. Left out are those that a continuous backup stands beside, and
 * what cannot be told.
 */
export const recoveryPoints = perProject((project): readonly RecoveryPoint[] => {
  const [own] = project.manifests;
  if (own === undefined || !allSound(project, 'backups')) return [];
  const measured = new Map<string, number | undefined>();
  const others = backupsByInstance(project);
  return soundItemsOf(own.document, 'backups').flatMap((backup) => {
    const rpo = readDuration(backup.fields.rpo);
    if (rpo === undefined || backup.fields.method === 'continuous' || !hasDatabase(backup)) return [];
    const gaps = backup.fields.instances.map((name) => gapOf((others.get(name) ?? []).filter(hasDatabase), measured));
    const known = gaps.filter((gap) => gap !== undefined);
    return known.length < gaps.length || known.length === 0 ? [] : [{ backup, rpo, gap: Math.max(...known) }];
  });
});

type Backups = readonly ProjectItem<'backups'>[];

const hasDatabase = ({ fields }: Pick<SoundItem<'backups'>, 'fields'>): boolean => fields.contents?.includes('database') !== false;

/** Minutes between two dumps of a production instance, where no backup of it says how much may be lost. */
export const gapsWithoutRpo = perProject(
  (project): readonly { readonly backup: SoundItem<'backups'>; readonly instance: string; readonly gap: number }[] => {
    const [own] = project.manifests;
    if (own === undefined || !allSound(project, 'backups')) return [];
    const measured = new Map<string, number | undefined>();
    const others = backupsByInstance(project);
    const told = new Set<string>();
    return backupsIn(own.document, project).flatMap(({ backup, instances }) => {
      const [instance] = instances.filter((one) => isProduction(one) && hasDatabase(backup) && !told.has(one.name));
      const backups = (others.get(instance?.name ?? '') ?? []).filter(hasDatabase);
      if (instance === undefined || backups.some(({ fields }) => fields.rpo !== undefined)) return [];
      told.add(instance.name);
      const gap = gapOf(backups, measured);
      return gap === undefined ? [] : [{ backup, instance: instance.name, gap }];
    });
  },
);

function gapOf(backups: Backups, measured: Map<string, number | undefined>): number | undefined {
  if (backups.some(({ fields }) => fields.method === 'continuous')) return undefined;
  const texts = [...new Set(backups.map(({ fields }) => fields.schedule))].sort();
  const key = texts.join('\n');
  if (!measured.has(key)) measured.set(key, gapOfAll(texts));
  return measured.get(key);
}

function gapOfAll(texts: readonly string[]): number | undefined {
  const schedules: Schedule[] = [];
  for (const text of texts) {
    const reading = readSchedule(text);
    if (reading?.kind !== 'sound') return undefined;
    schedules.push(reading.schedule);
  }
  return longestGap(schedules);
}
