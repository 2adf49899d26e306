/** All that the manifests say of the installation a host belongs to. */
import { type HostingManifest, readInstallation } from '@dhis2-hosting/server/service';
import { type HostEntry, type ManifestSource, textOf } from '../inventory/inventory.ts';

/**
 * Undefined while a manifest has a mistake or cannot be read. Where two manifests have a host of that name they are two
 * installations, and the host's own counts.
 */
export function installationOf({ id, host, place }: HostEntry, sources: readonly ManifestSource[]): HostingManifest | undefined {
  const together = id === host.name ? sources : sources.filter(({ uri }) => uri === place.uri);
  return together.every((source) => 'text' in source) ? readInstallation(together.flatMap(textOf)) : undefined;
}

export type PlannedDatabase = NonNullable<HostingManifest['databases']>[number];

export function databaseOf({ instances = [], databases = [] }: HostingManifest, instance: string): PlannedDatabase | undefined {
  const database = instances.find(({ name }) => name === instance)?.database;
  return databases.find(({ name }) => name === database);
}
