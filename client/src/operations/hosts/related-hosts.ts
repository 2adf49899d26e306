/** Which hosts of a manifest have to do with each other. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { jumpHostOf, proxyOf, serverOf } from './parts.ts';

/**
 * Hosts that a plan of this one has to know something of: those that it shares an instance with, and those that are let in
 * for another reason.
 */
export function relatedHosts(manifest: HostingManifest, host: string): readonly string[] {
  const groups = (manifest.instances ?? []).map((instance) => {
    const server = serverOf(manifest, instance);
    const places = manifest.backupTargets?.filter(({ name }) => targetsOf(manifest, instance.name).includes(name)) ?? [];
    const hosts = [instance.host, server?.host, proxyOf(manifest, instance)?.host, ...(server?.allowedFrom ?? [])];
    return [...hosts, ...places.map((place) => place.host)];
  });
  const own = manifest.hosts?.find(({ name }) => name === host);
  const jump = own && jumpHostOf(own);
  const related = new Set([...groups.filter((group) => group.includes(host)).flat(), jump, manifest.monitoring?.host]);
  return (manifest.hosts ?? []).map(({ name }) => name).filter((name) => name !== host && related.has(name));
}

function targetsOf({ backups = [] }: HostingManifest, instance: string): readonly string[] {
  return backups.filter(({ instances }) => instances.includes(instance)).flatMap(({ targets = [] }) => targets);
}
