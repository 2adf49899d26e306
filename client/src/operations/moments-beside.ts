/** Moments that were brought back beside a live database, and wait for somebody to use or drop them. */
import { postgresDatabases } from './facts/postgres-databases.ts';
import { archivedInstance } from './hosts/archives.ts';
import { databaseLogin, defaultDatabasePort } from './hosts/parts.ts';
import { broughtBack, momentOfName } from './hosts/restored.ts';
import { probeHost } from './probe.ts';
import type { Target } from './step.ts';
import type { Connection } from './transport/transport.ts';

/** In milliseconds since 1970, newest first; of the host of its database. The connection is one of root. */
export async function momentsBeside(connection: Connection, target: Target, signal: AbortSignal): Promise<readonly number[]> {
  const archived = archivedInstance(target.manifest, target.instance);
  if (archived === undefined) return [];
  const names = postgresDatabases(archived.server.port ?? defaultDatabasePort);
  const known = (await probeHost(connection, [names], signal)).answer(names);
  return known.known ? broughtBack(databaseLogin(archived.instance).name, known.value).map(momentOfName) : [];
}
