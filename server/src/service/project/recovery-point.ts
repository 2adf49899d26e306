/** How much work a backup may lose, next to how much its plan allows. */
import { type Duration, readDuration } from '../manifest/durations.ts';
import type { SoundItem } from '../manifest/items.ts';
import { longestGap, readSchedule, type Schedule } from '../manifest/schedule.ts';
import { allSound } from './absence.ts';
import { perProject } from './per-project.ts';
import { backupsByInstance, backupsIn, isProduction } from './production.ts';
import type { Project, ProjectItem } from './project.ts';

export type RecoveryPoint = {
  readonly backup: ProjectItem<'backups'>;
  readonly rpo: Duration;
  /** Minutes from one dump to the next at most, those of other backups of the same instances counted. */
  readonly gap: number;
};

/** Of a dump with an RPO. Undefined where a continuous backup stands beside it, and for what cannot be told. */
export function recoveryPointOf(project: Project, backup: ProjectItem<'backups'>): RecoveryPoint | undefined {
  const rpo = readDuration(backup.fields.rpo);
  if (rpo === undefined || backup.fields.method === 'continuous' || !hasDatabase(backup) || !allBackupsSound(project)) return undefined;
  const others = backupsByInstance(project);
  const gaps = backup.fields.instances.map((name) => gapOf((others.get(name) ?? []).filter(hasDatabase), measuredGaps(project)));
  const known = gaps.filter((gap) => gap !== undefined);
  return known.length < gaps.length || known.length === 0 ? undefined : { backup, rpo, gap: Math.max(...known) };
}

const allBackupsSound = perProject((project) => allSound(project, 'backups'));

/** By the schedules of the backups, since many share theirs. */
const measuredGaps = perProject((): Map<string, number | undefined> => new Map());

type Backups = readonly ProjectItem<'backups'>[];

const hasDatabase = ({ fields }: Pick<SoundItem<'backups'>, 'fields'>): boolean => fields.contents?.includes('database') !== false;

/** Minutes between two dumps of a production instance, where no backup of it says how much may be lost. */
export const gapsWithoutRpo = perProject(
  (project): readonly { readonly backup: SoundItem<'backups'>; readonly instance: string; readonly gap: number }[] => {
    const [own] = project.manifests;
    if (own === undefined || !allBackupsSound(project)) return [];
    const others = backupsByInstance(project);
    const told = new Set<string>();
    return backupsIn(own.document, project).flatMap(({ backup, instances }) => {
      const [instance] = instances.filter((one) => isProduction(one) && hasDatabase(backup) && !told.has(one.name));
      const backups = (others.get(instance?.name ?? '') ?? []).filter(hasDatabase);
      if (instance === undefined || backups.some(({ fields }) => fields.rpo !== undefined)) return [];
      told.add(instance.name);
      const gap = gapOf(backups, measuredGaps(project));
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
