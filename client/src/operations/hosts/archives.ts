/** Continuous archives: what a manifest asks of them, and where one is on its database server's host. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { type BackupPlan, backupFolder } from './backups.ts';
import { type DatabaseServer, instancesOfServer, type Served, servedInstance } from './parts.ts';

/** The plan whose archive a server keeps: the first continuous one for any of its instances. A server has one archive. */
export function archivePlanOf(manifest: HostingManifest, server: DatabaseServer): BackupPlan | undefined {
  const here = instancesOfServer(manifest, server).map(({ name }) => name);
  return (manifest.backups ?? []).find(({ method, instances }) => method === 'continuous' && instances.some((name) => here.includes(name)));
}

/** One of whose database moments can be brought back. */
export function archivedInstance(manifest: HostingManifest, name: string | undefined): Served | undefined {
  const served = servedInstance(manifest, name);
  return served === undefined || archivePlanOf(manifest, served.server) === undefined ? undefined : served;
}

export type ArchivePaths = {
  /** Given to pgBackRest as `--config-path`. */
  readonly configuration: string;
  /** Holds what encrypts the repository. */
  readonly key: string;
  readonly repository: string;
  /** Of its service and its timer, without an ending. */
  readonly unit: string;
};

const archiveConfiguration = '/etc/dhis2-hosting/archive';

/** For each server, which backup was the newest when all of its archive was last read whole, and when that was. */
export const archiveFolder = '/var/lib/dhis2-hosting-archive';

export function archivePathsOf(server: DatabaseServer, plan: BackupPlan): ArchivePaths {
  const configuration = `${archiveConfiguration}/${server.name}`;
  return {
    configuration,
    key: `${configuration}/conf.d/key.conf`,
    // No instance, whose sets are beside it, can have a name like this.
    repository: `${backupFolder(plan)}/_archive/${server.name}`,
    unit: `dhis2-hosting-archive-${server.name}`,
  };
}
