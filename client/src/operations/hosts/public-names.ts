/** The addresses that people type, as the manifest gives them. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { type Instance, instancesOfProxy, type ProxyServer, proxyOf } from './parts.ts';

function publicName(instance: Instance, manifest: HostingManifest): string | undefined {
  return instance.serverName ?? proxyOf(manifest, instance)?.serverNames[0];
}

/** Without a slash at the end; undefined without a proxy. */
export function publicUrl(instance: Instance, manifest: HostingManifest): string | undefined {
  const name = publicName(instance, manifest);
  if (name === undefined) return undefined;
  const scheme = proxyOf(manifest, instance)?.tls?.mode === 'none' ? 'http' : 'https';
  return `${scheme}://${name}${(instance.path ?? '/').replace(/\/$/, '')}`;
}

/** All names that a proxy answers for, with the instances behind each. */
export function sitesOf(proxy: ProxyServer, manifest: HostingManifest): ReadonlyMap<string, readonly Instance[]> {
  const sites = new Map<string, Instance[]>(proxy.serverNames.map((name) => [name, []]));
  for (const instance of instancesOfProxy(manifest, proxy)) {
    const name = publicName(instance, manifest) ?? '';
    sites.set(name, [...(sites.get(name) ?? []), instance]);
  }
  return sites;
}
