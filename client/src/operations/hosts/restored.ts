/** Names of what a restore makes beside the live data, and of what it leaves of them; the program on the host makes the same. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { archivePlanOf } from './archives.ts';
import { backupsOf } from './backups.ts';
import type { DatabaseServer, Instance } from './parts.ts';

const stamp = /^\d{8}t\d{6}z$/;

/** Of the set with this id. */
export function restoredName(database: string, set: string): string {
  return `${database}_restored_${set.toLowerCase()}`;
}

/** The time of a dump of others, in the way of the id of a set. */
export function stampOf(seconds: number): string {
  return new Date(seconds * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/** What was live before this set took its place. */
export function keptName(database: string, set: string): string {
  return `${database}_before_${set.toLowerCase()}`;
}

/** The sets that are restored beside the live database and not in use, newest first. */
export function restoredSets(database: string, names: readonly string[]): readonly string[] {
  const start = `${database}_restored_`;
  return names
    .flatMap((name) => (name.startsWith(start) && stamp.test(name.slice(start.length)) ? [name.slice(start.length).toUpperCase()] : []))
    .toSorted()
    .reverse();
}

/** Beside a database on another host than its instance: empty until something is restored into it. The role of the instance owns it. */
export function roomName(database: string): string {
  return `${database}_restore_room`;
}

/** Where that role finds what exchanges the two. */
export const doorDatabase = 'dhis2_hosting';

/** Whether sets or moments of this instance are used from another host than that of the database. */
export function hasRoom(manifest: HostingManifest, instance: Instance, server: DatabaseServer): boolean {
  if (server.host === instance.host) return false;
  return backupsOf(manifest, instance.name).length > 0 || archivePlanOf(manifest, server) !== undefined;
}

/** Of a moment out of the continuous archive. A database of PostgreSQL has a name of at most 63 bytes. */
export function momentName(database: string, moment: number): string {
  const digits = new Date(moment).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${database.slice(0, longestName - 4 - digits.length)}_at_${digits}`;
}

/** Whose name this is, in milliseconds since 1970. */
export function momentOfName(name: string): number {
  const [, day = '', time = ''] = /(\d{8})(\d{6})$/.exec(name) ?? [];
  return Date.parse(`${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
}

export const longestName = 63;

/** What was live before the moment with this name took its place. */
export function keptForMoment(database: string, moment: string): string {
  const digits = moment.slice(-14);
  return `${database.slice(0, longestName - 8 - digits.length)}_before_${digits}`;
}

/** Moments that were brought back beside the live database and are not in use, newest first. */
export function broughtBack(database: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => momentName(database, 0).slice(0, -14) === name.slice(0, -14) && /_at_\d{14}$/.test(name))
    .toSorted()
    .reverse();
}
