/** A host as it is found, whoever made it, and the containers on it. Only looks; what a host did not tell is unknown with a reason. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { isOperationError, type OperationErrorCode } from '../errors.ts';
import type { Answer, Fact } from '../fact.ts';
import { type FoundBackups, foundBackups } from '../facts/found-backups.ts';
import { type FoundDatabase, foundDatabases } from '../facts/found-databases.ts';
import { type FoundProxy, foundProxies } from '../facts/found-proxies.ts';
import { type FoundTomcat, foundTomcats } from '../facts/found-tomcats.ts';
import { foundTools, type KnownTool } from '../facts/found-tools.ts';
import { type LxdGuest, type LxdGuests, lxdGuests } from '../facts/lxd-guests.ts';
import { type OsRelease, osRelease } from '../facts/os-release.ts';
import { type Postgres, postgres } from '../facts/postgres.ts';
import { probeHost } from '../probe.ts';
import { guestConnection } from '../transport/guest.ts';
import type { Connection } from '../transport/transport.ts';

export type FoundMachine = {
  readonly os: Answer<OsRelease>;
  readonly tools: Answer<readonly KnownTool[]>;
  readonly tomcats: Answer<readonly FoundTomcat[]>;
  readonly postgres: Answer<Postgres>;
  readonly databases: Answer<readonly FoundDatabase[]>;
  readonly proxies: Answer<readonly FoundProxy[]>;
  readonly backups: Answer<FoundBackups>;
};

export type FoundGuest = LxdGuest & {
  /** Undefined when it is not running, and when it could not be asked. */
  readonly machine: FoundMachine | undefined;
  readonly failure?: OperationErrorCode;
};

export type Found = FoundMachine & {
  /** Name in the manifest. */
  readonly host: string;
  readonly guests: Answer<{ readonly tool: LxdGuests['tool']; readonly guests: readonly FoundGuest[] } | 'none'>;
};

/** Where the manifest says that sets of backups are made. */
export function backupFolders({ backups = [] }: HostingManifest): readonly string[] {
  return [...new Set(backups.flatMap(({ folder }) => folder ?? []))];
}

/** `backupFolders`: where the manifest says that backups of the host are. The connection is one of root. Throws OperationError. */
export async function findOn(connection: Connection, host: string, backupFolders: readonly string[], signal: AbortSignal): Promise<Found> {
  const { machine, guests } = await look(connection, backupFolders, signal);
  if (!guests.known || guests.value === 'none') return { ...machine, host, guests: guests.known ? { known: true, value: 'none' } : guests };
  const { tool } = guests.value;
  const asked: FoundGuest[] = [];
  // One after another: each is a process of the host, and there may be dozens.
  for (const guest of guests.value.guests) asked.push(await lookInto(connection, tool, guest, signal));
  return { ...machine, host, guests: { known: true, value: { tool, guests: asked } } };
}

async function look(
  connection: Connection,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly machine: FoundMachine; readonly guests: Answer<LxdGuests | 'none'> }> {
  const backups = foundBackups(...folders);
  const asked: readonly Fact<unknown>[] = [osRelease, foundTools, foundTomcats, postgres, foundDatabases, foundProxies, backups, lxdGuests];
  const facts = await probeHost(connection, asked, signal);
  return {
    machine: {
      os: facts.answer(osRelease),
      tools: facts.answer(foundTools),
      tomcats: facts.answer(foundTomcats),
      postgres: facts.answer(postgres),
      databases: facts.answer(foundDatabases),
      proxies: facts.answer(foundProxies),
      backups: facts.answer(backups),
    },
    guests: facts.answer(lxdGuests),
  };
}

async function lookInto(parent: Connection, tool: LxdGuests['tool'], guest: LxdGuest, signal: AbortSignal): Promise<FoundGuest> {
  if (!guest.running) return { ...guest, machine: undefined };
  try {
    return { ...guest, machine: (await look(guestConnection(parent, tool, guest.name), [], signal)).machine };
  } catch (error) {
    if (signal.aborted || !isOperationError(error) || error.code === 'connection-lost') throw error;
    return { ...guest, machine: undefined, failure: error.code };
  }
}
