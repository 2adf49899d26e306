/** Where a set is restored: a database beside the live one, or, where that is on another host, the room that was made there. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../../fact.ts';
import { type HeldInRoom, heldInRoom } from '../../facts/held-in-room.ts';
import { postgresDatabases } from '../../facts/postgres-databases.ts';
import { type BackupJob, jobName } from '../../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort } from '../../hosts/parts.ts';
import { restoredName, restoredSets, roomName } from '../../hosts/restored.ts';
import type { Problem } from '../../step.ts';
import { backupProgram } from '../../templates/backup.ts';

const texts = {
  there: { en: '{name} is there already.', fr: '{name} existe déjà.' },
  thereTodo: {
    en: 'Use it, or drop it first if nobody needs it.',
    fr: 'Utilisez-la, ou supprimez-la d’abord si personne n’en a besoin.',
  },
  none: {
    en: '{host} has no database {name} to restore into, or does not let this host in.',
    fr: '{host} n’a pas de base {name} où restaurer, ou ne laisse pas entrer cet hôte.',
  },
  noneTodo: { en: 'Provision {host}.', fr: 'Mettez {host} en service.' },
  full: { en: '{name} on {host} holds the set {set} already.', fr: '{name}, sur {host}, contient déjà le jeu {set}.' },
  fullTodo: {
    en: 'Use it, or empty it first: `sudo python3 -IB {program} forget {job} {set}`.',
    fr: 'Utilisez-la, ou videz-la d’abord : `sudo python3 -IB {program} forget {job} {set}`.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Names of databases on this host, or what is in the room elsewhere. */
export type Taken = readonly string[] | HeldInRoom;

export function takenFact(job: BackupJob, server: DatabaseServer): Fact<Taken> {
  const { port = defaultDatabasePort } = server;
  return server.host === job.instance.host ? postgresDatabases(port) : heldInRoom(backupProgram, jobName(job));
}

const isHere = (taken: Taken): taken is readonly string[] => Array.isArray(taken);

export type Place = { readonly name: string; readonly problem?: Problem };

export function placeFor(job: BackupJob, server: DatabaseServer, taken: Taken, set: string): Place {
  const { name: live } = databaseLogin(job.instance);
  if (isHere(taken)) {
    const name = restoredName(live, set);
    return taken.includes(name) ? { name, problem: { why: message(texts.there, { name }), todo: message(texts.thereTodo) } } : { name };
  }
  const name = roomName(live);
  const args = { name, host: server.host, program: backupProgram, job: jobName(job) };
  switch (taken.state) {
    case 'none':
      return { name, problem: { why: message(texts.none, args), todo: message(texts.noneTodo, args) } };
    case 'holds': {
      const words = { ...args, set: taken.set };
      return { name, problem: { why: message(texts.full, words), todo: message(texts.fullTodo, words) } };
    }
    case 'empty':
    case 'unset':
      return { name };
  }
}

/** Why nothing can be restored there, whatever set it is; what is not set up yet may come to be. */
export function lacksRoom(job: BackupJob, server: DatabaseServer, taken: HeldInRoom): Problem | undefined {
  return taken.state === 'none' ? placeFor(job, server, taken, '').problem : undefined;
}

/** The set that is restored beside the live database, the newest of several unless one is wanted, and its name there. */
export function restoredBeside(job: BackupJob, taken: Taken, wanted?: string): { readonly set: string; readonly name: string } | undefined {
  const { name: live } = databaseLogin(job.instance);
  const isWanted = (set: string): boolean => wanted === undefined || set === wanted;
  if (!isHere(taken)) return taken.state === 'holds' && isWanted(taken.set) ? { set: taken.set, name: roomName(live) } : undefined;
  const set = restoredSets(live, taken).find(isWanted);
  return set === undefined ? undefined : { set, name: restoredName(live, set) };
}

/** Elsewhere it is looked at by what exchanges the two. */
export function isKept(taken: Taken, kept: string): boolean {
  return isHere(taken) && taken.includes(kept);
}
