/** In which order the hosts of one installation are provisioned. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { instancesOn, serverOf } from './parts.ts';

/**
 * Hosts of instances come first, because they make the passwords; those of databases next; those of instances again, where
 * their database is elsewhere, because only now they can start; those of proxies last, so that nothing is public before it
 * works. A host of all is there once.
 */
export function provisioningOrder(manifest: HostingManifest): readonly string[] {
  const hosts = (manifest.hosts ?? []).map(({ name }) => name);
  const has = (list: readonly { readonly host: string }[] | undefined, host: string): boolean =>
    list?.some((item) => item.host === host) === true;
  const applications = hosts.filter((host) => has(manifest.instances, host));
  const waiting = applications.filter((host) =>
    instancesOn({ manifest, host, now: 0 }).some((instance) => (serverOf(manifest, instance)?.host ?? host) !== host),
  );
  const databases = hosts.filter((host) => has(manifest.databases, host));
  const proxies = hosts.filter((host) => has(manifest.proxies, host));
  const rounds = [...applications, ...databases.filter((host) => !applications.includes(host)), ...waiting];
  // A host of instances that is also the proxy of others waits for those.
  const last = proxies.filter((host) => !rounds.includes(host) || serves(manifest, host));
  const others = hosts.filter((host) => ![...rounds, ...last].includes(host));
  return [...others, ...rounds, ...last];
}

function serves(manifest: HostingManifest, host: string): boolean {
  const own = new Set((manifest.proxies ?? []).filter((proxy) => proxy.host === host).map(({ name }) => name));
  return (manifest.instances ?? []).some(({ proxy, host: of }) => proxy !== undefined && own.has(proxy) && of !== host);
}
