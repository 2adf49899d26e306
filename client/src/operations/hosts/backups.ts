/** What a manifest says of the backups of an instance, and where they are on its host. */
import { besideHeap, bytesOf, type HostingManifest } from '@dhis2-hosting/server/service';
import type { Target } from '../step.ts';
import { type Instance, type ItemOf, instancesOn } from './parts.ts';

export type BackupPlan = ItemOf<'backups'>;

/** One plan with dumps for one instance: what a timer is for. Continuous plans are of a server; see archives.ts. */
export type BackupJob = { readonly plan: BackupPlan; readonly instance: Instance };

/** Account on the host and role in PostgreSQL. An instance's account begins with `dhis2-`, so it is none of those. */
export const backupAccount = 'backup-dhis2';

/** What the program knows of sets beyond what is in them. */
export const backupState = '/var/lib/dhis2-hosting-backup';

export function backupJobsOn(target: Target): readonly BackupJob[] {
  return instancesOn(target).flatMap((instance) =>
    backupsOf(target.manifest, instance.name)
      .filter(({ method }) => method !== 'continuous')
      .map((plan) => ({ plan, instance })),
  );
}

export function backupsOf({ backups = [] }: HostingManifest, instance: string): readonly BackupPlan[] {
  return backups.filter(({ instances }) => instances.includes(instance));
}

export function jobName({ plan, instance }: BackupJob): string {
  return `${plan.name}.${instance.name}`;
}

export function backupFolder({ folder = '/var/backups/dhis2' }: BackupPlan): string {
  return folder.replace(/(?<=.)\/+$/, '');
}

/** Of one instance: a folder for each set, by the time it was made. */
export function setsFolder({ plan, instance }: BackupJob): string {
  return `${backupFolder(plan)}/${instance.name}`;
}

const hoursIn: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24, week: 168, month: 720, year: 8760 };
/** A set is not there at the minute its timer fires. */
const graceHours = 2;

/** Hours after which the newest set is too old; undefined when the plan does not say. */
export function lateAfterHours({ rpo, schedule }: BackupPlan): number | undefined {
  const within = rpo ?? (isDaily(schedule) ? '1 day' : undefined);
  return within === undefined ? undefined : hoursOf(within) + graceHours;
}

/** How often a restore is tested; undefined when the plan does not ask for it. */
export function drillHours({ restoreTest }: BackupPlan): number | undefined {
  return restoreTest === undefined ? undefined : hoursOf(restoreTest.every);
}

/** In MiB: what a server that a restore test starts gets for its heap, and all that it may take. */
export type StartMemory = { readonly heap: number; readonly memory: number };

const mebibyte = 1024 ** 2;
/** It has no users, so that less than the live one has is enough to start. */
const mostHeap = 2048;
/** Classes of DHIS2, compiled code, buffers, and the program that watches the start. */
const besideStart = 512;

/** Undefined when the plan does not want that the test starts DHIS2. */
export function startMemory({ plan, instance }: BackupJob): StartMemory | undefined {
  if (plan.restoreTest?.start !== true) return undefined;
  const own = bytesOf(instance.heap);
  const heap = own === undefined ? mostHeap : Math.min(mostHeap, Math.floor(own / mebibyte));
  return { heap, memory: Math.ceil(heap * besideHeap) + besideStart };
}

/** Seconds that a restore may take; undefined when the plan does not say. */
export function mostRestoreSeconds({ rto }: BackupPlan): number | undefined {
  return rto === undefined ? undefined : Math.round(partHoursOf(rto) * 3600);
}

/** On each day of the month and of the week. Whoever backs up at other times says by `rpo` how late is late. */
function isDaily(schedule: string): boolean {
  return schedule
    .split(' ')
    .slice(2)
    .every((field) => field === '*');
}

function hoursOf(duration: string): number {
  return Math.ceil(partHoursOf(duration));
}

/** As the schema writes durations. */
function partHoursOf(duration: string): number {
  const [count, unit = ''] = duration.split(' ');
  return Number(count) * (hoursIn[unit.replace(/s$/, '')] ?? 24);
}
