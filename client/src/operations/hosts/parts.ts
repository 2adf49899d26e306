/** What a host has to do with the instances of a manifest, and where things of an instance are on it. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import type { Target } from '../step.ts';

export type ItemOf<L extends keyof HostingManifest> = NonNullable<HostingManifest[L]> extends readonly (infer T)[] ? T : never;

export type Instance = ItemOf<'instances'>;
export type DatabaseServer = ItemOf<'databases'>;
export type ProxyServer = ItemOf<'proxies'>;

/** The host that SSH goes through: named, or the parent of a container of LXD, whose network the parent alone is in. */
export function jumpHostOf({
  jumpHost,
  guestOf,
  guestKind,
}: Pick<ItemOf<'hosts'>, 'jumpHost' | 'guestOf' | 'guestKind'>): string | undefined {
  return jumpHost ?? (guestKind === 'lxd' ? guestOf : undefined);
}

export function instancesOn({ manifest, host }: Target): readonly Instance[] {
  return (manifest.instances ?? []).filter((instance) => instance.host === host);
}

export function databaseServersOn({ manifest, host }: Target): readonly DatabaseServer[] {
  return (manifest.databases ?? []).filter((server) => server.host === host);
}

export function serverOf(manifest: HostingManifest, { database }: Instance): DatabaseServer | undefined {
  return manifest.databases?.find(({ name }) => name === database);
}

export type Served = { readonly instance: Instance; readonly server: DatabaseServer };

/** Undefined when the manifest has no such instance, or does not have its database. */
export function servedInstance(manifest: HostingManifest, name: string | undefined): Served | undefined {
  const instance = manifest.instances?.find((each) => each.name === name);
  const server = instance === undefined ? undefined : serverOf(manifest, instance);
  return instance === undefined || server === undefined ? undefined : { instance, server };
}

export function proxyOf(manifest: HostingManifest, { proxy }: Instance): ProxyServer | undefined {
  return manifest.proxies?.find(({ name }) => name === proxy);
}

export function instancesOfServer(manifest: HostingManifest, server: DatabaseServer): readonly Instance[] {
  return (manifest.instances ?? []).filter(({ database }) => database === server.name);
}

export function proxiesOn({ manifest, host }: Target): readonly ProxyServer[] {
  return (manifest.proxies ?? []).filter((proxy) => proxy.host === host);
}

export function instancesOfProxy(manifest: HostingManifest, proxy: ProxyServer): readonly Instance[] {
  return (manifest.instances ?? []).filter((instance) => instance.proxy === proxy.name);
}

/** Of the database and of its owner, unless the manifest names them. PostgreSQL folds no quoted name. */
export function databaseLogin({ name, databaseName = name, databaseUser = name }: Instance): {
  readonly name: string;
  readonly user: string;
} {
  return { name: databaseName, user: databaseUser };
}

export const defaultPort = 8080;
export const defaultDatabasePort = 5432;

export type InstancePaths = {
  readonly user: string;
  /** `DHIS2_HOME`: dhis.conf, logs and uploads. */
  readonly home: string;
  readonly conf: string;
  /** Of root only. */
  readonly secrets: string;
  /** Tomcat's `CATALINA_BASE`, of root. */
  readonly base: string;
  readonly unit: string;
};

export const releasesFolder = '/opt/dhis2/releases';

export function pathsOf({ name, dhisConf = `/var/lib/dhis2/${name}/dhis.conf` }: Instance): InstancePaths {
  return {
    user: `dhis2-${name}`,
    home: dhisConf.replace(/\/[^/]*$/, ''),
    conf: dhisConf,
    secrets: `/etc/dhis2/${name}`,
    base: `/opt/dhis2/instances/${name}`,
    unit: `dhis2@${name}.service`,
  };
}

/** Of its connector on its host, with the context path. */
export function localAddress({ port = defaultPort, path = '/' }: Instance): string {
  return `http://127.0.0.1:${port}${path === '/' ? '' : path}`;
}
