/** What was restored or brought back beside a live database, and waits for somebody to use or drop it. */
import { postgresDatabases } from './facts/postgres-databases.ts';
import { archivePlanOf } from './hosts/archives.ts';
import { databaseLogin, defaultDatabasePort, servedInstance } from './hosts/parts.ts';
import { broughtBack, momentOfName, restoredSets } from './hosts/restored.ts';
import { probeHost } from './probe.ts';
import type { Target } from './step.ts';
import type { Connection } from './transport/transport.ts';

export type RestoredBeside = {
  /** Ids, newest first. On another host than the instance's there is one at most, in a room of its own, and it is not among them. */
  readonly sets: readonly string[];
  /** In milliseconds since 1970, newest first; empty where no moments are kept. */
  readonly moments: readonly number[];
};

/** Of the host of the instance's database. The connection is one of root. */
export async function askRestored(
  connection: Connection,
  { manifest, instance: name }: Target,
  signal: AbortSignal,
): Promise<RestoredBeside> {
  const served = servedInstance(manifest, name);
  if (served === undefined) return { sets: [], moments: [] };
  const { instance, server } = served;
  const names = postgresDatabases(server.port ?? defaultDatabasePort);
  const known = (await probeHost(connection, [names], signal)).answer(names);
  const there = known.known ? known.value : [];
  const { name: live } = databaseLogin(instance);
  return {
    sets: restoredSets(live, there),
    moments: archivePlanOf(manifest, server) === undefined ? [] : broughtBack(live, there).map(momentOfName),
  };
}
