/** How much work a backup may lose, next to how much its plan allows. */
import { inMinutes, readDuration } from '../manifest/durations.ts';
import { longestGap, readSchedule, type Schedule } from '../manifest/schedule.ts';
import { backupsByInstance, type CoveringBackup } from './production.ts';
import type { Project, ProjectItem } from './project.ts';

export type RecoveryPoint = CoveringBackup & {
  /** In minutes. */
  readonly allowed: number;
  /** Minutes from one dump to the next at most, those of other backups of the same instances counted. */
  readonly gap: number;
};

/** Of the dumps with an RPO. Left out are those that a continuous backup stands beside, and what cannot be told. */
export function recoveryPoints(project: Project, backups: readonly CoveringBackup[]): readonly RecoveryPoint[] {
  const measured = new Map<string, number | undefined>();
  const others = backupsByInstance(project);
  return backups.flatMap((covering) => {
    const { fields } = covering.backup;
    const rpo = readDuration(fields.rpo);
    if (rpo === undefined || fields.method === 'continuous' || fields.contents?.includes('database') === false) return [];
    const gaps = fields.instances.map((name) => gapOf((others.get(name) ?? []).filter(hasDatabase), measured));
    const known = gaps.filter((gap) => gap !== undefined);
    return known.length < gaps.length || known.length === 0 ? [] : [{ ...covering, allowed: inMinutes(rpo), gap: Math.max(...known) }];
  });
}

type Backups = readonly ProjectItem<'backups'>[];

const hasDatabase = ({ fields }: ProjectItem<'backups'>): boolean => fields.contents?.includes('database') !== false;

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
