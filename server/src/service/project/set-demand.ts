/** What the sets that backups keep take of the disks of hosts, as far as the plan says where they lie. */
import type { Disk, Retention } from '../generated/hosting-manifest.types.ts';
import { bytesOf, diskInWords } from '../manifest/quantities.ts';
import { leastKept } from '../manifest/retention.ts';
import { readSchedule } from '../manifest/schedule.ts';
import { type Message, message } from '../messages.ts';
import { hostOfTarget } from './copy-places.ts';
import { perProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

type Host = ProjectItem<'hosts'>;
type Backup = ProjectItem<'backups'>;

/** A disk as its host describes it. */
export type DiskPlace = { readonly host: Host; readonly index: number; readonly disk: Disk; readonly bytes: number };

export type SetTerm = { readonly backup: Backup; readonly bytes: number; readonly words: Message };

export type SetDemand = { readonly place: DiskPlace; readonly terms: readonly SetTerm[] };

/**
 * Each disk with the sets that certainly lie on it together. Where a set may be made on the host of the instance or on
 * that of its database, or on one of several disks, it is held alone against the largest.
 */
export const setDemands = perProject((project): readonly SetDemand[] => {
  const byDisk = new Map<string, SetDemand>();
  const alone: SetDemand[] = [];
  const add = (place: DiskPlace, term: SetTerm) => {
    const key = `${place.index} ${place.host.path.join('/')} ${place.host.uri}`;
    const known = byDisk.get(key);
    byDisk.set(key, { place, terms: [...(known?.terms ?? []), term] });
  };
  for (const backup of project.items('backups')) {
    const { retention, offsiteRetention, folder, method, encryption, targets } = backup.fields;
    if (method === 'continuous') continue;
    const kept = termOf(backup, retention);
    const [place, isCertain] = kept === undefined ? nowhere : placeOnHost(project, backup, folder);
    if (place !== undefined && kept !== undefined && isCertain) add(place, kept);
    if (place !== undefined && kept !== undefined && !isCertain) alone.push({ place, terms: [kept] });
    // These keep what several sets share once.
    const copies = encryption?.method === 'restic' || encryption?.method === 'pgbackrest' ? undefined : (offsiteRetention ?? retention);
    const copy = termOf(backup, copies);
    for (const target of copy === undefined ? [] : (targets ?? [])) {
      const there = placeAtTarget(project, backup, target);
      if (there !== undefined && copy !== undefined) add(there, copy);
    }
  }
  return [...byDisk.values(), ...alone];
});

function termOf(backup: Backup, retention: Retention | undefined): SetTerm | undefined {
  const size = bytesOf(backup.fields.expectedSize);
  if (size === undefined || retention === undefined) return undefined;
  const reading = readSchedule(backup.fields.schedule);
  if (reading?.kind !== 'sound') return undefined;
  const count = leastKept(retention, reading.schedule);
  const args = { name: backup.name, size: diskInWords(size), count, sum: diskInWords(size * count) };
  const words = message({ en: '`{name}` {size} × {count} = {sum}', fr: '`{name}` {size} × {count} = {sum}' }, args);
  return { backup, bytes: size * count, words };
}

/** The disk, and whether there is no other that it might be. */
function placeOnHost(project: Project, backup: Backup, folder: string | undefined): readonly [DiskPlace | undefined, boolean] {
  const hosts = new Set<Host>();
  for (const name of backup.fields.instances) {
    const instance = resolve(project, backup, 'instances', name);
    const host = instance && resolve(project, instance, 'hosts', instance.fields.host);
    const database = instance && resolve(project, instance, 'databases', instance.fields.database);
    const other = database && resolve(project, database, 'hosts', database.fields.host);
    if (host === undefined || (other === undefined && mayBeElsewhere(project, instance))) return nowhere;
    for (const one of [host, other]) if (one !== undefined) hosts.add(one);
  }
  const places = [...hosts].map((host) => diskFor(host, folder));
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length || known.length === 0) return nowhere;
  return [
    known.reduce((most, place) => (place.bytes > most.bytes ? place : most)),
    known.length === 1 && (folder !== undefined || known[0]?.host.fields.disks?.length === 1),
  ];
}

const nowhere = [undefined, false] as const;

/** An instance that names no database has it on its own host where the plan knows no database server at all. */
function mayBeElsewhere(project: Project, instance: ProjectItem<'instances'> | undefined): boolean {
  return instance?.fields.database !== undefined || project.items('databases').length > 0;
}

function placeAtTarget(project: Project, backup: Backup, name: string): DiskPlace | undefined {
  const target = resolve(project, backup, 'backupTargets', name);
  const host = target && hostOfTarget(project, target);
  return target?.fields.path === undefined || host === undefined ? undefined : diskFor(host, target.fields.path);
}

/** The file system that holds a folder; the largest one while no folder is written. A list without the root leaves it open. */
function diskFor(host: Host, folder: string | undefined): DiskPlace | undefined {
  const places = (host.fields.disks ?? []).flatMap((disk, index) => {
    const bytes = bytesOf(disk.size);
    return bytes === undefined ? [] : [{ host, index, disk, bytes }];
  });
  if (!places.some(({ disk }) => disk.mount === '/')) return undefined;
  const holding = folder === undefined ? places : places.filter(({ disk }) => isWithin(folder, disk.mount));
  const rank = (place: DiskPlace) => (folder === undefined ? place.bytes : place.disk.mount.length);
  return holding.reduce<DiskPlace | undefined>((best, place) => (best === undefined || rank(place) > rank(best) ? place : best), undefined);
}

function isWithin(folder: string, mount: string): boolean {
  const root = mount.replace(/\/+$/, '');
  return folder === root || folder.startsWith(`${root}/`);
}
