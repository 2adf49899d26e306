/** A manifest of what was found on a host, for a person to complete. Nothing secret is known of it, so nothing secret is in it. */
import { createNamer, type Draft, type DraftItem, type HostingManifest } from '@dhis2-hosting/server/service';
import { defaultDatabasePort, defaultPort } from '../hosts/parts.ts';
import type { Found } from './found.ts';
import { type FoundInstance, heapBytes, type Place, placesOf } from './instances.ts';

/** For `draftManifest` of the service, with the comments above it. */
export type FoundDraft = { readonly draft: Partial<Draft>; readonly comments: readonly string[] };

export function draftOf(found: Found, manifest: HostingManifest): FoundDraft {
  const places = placesOf(found, manifest);
  const servers = serversOf(places, manifest);
  const proxies = proxiesOf(places, manifest);
  return {
    draft: {
      hosts: places.map((place) => hostOf(place, found, manifest)),
      databases: servers.map(({ item }) => item),
      proxies: proxies.map(({ item }) => item),
      instances: places.flatMap((place) => place.instances.map((one) => instanceOf(one, places, servers, proxies))),
    },
    comments: [`Found on ${found.host} by dhis2-hosting adopt. Complete it: what a host cannot tell is not here.`],
  };
}

type Part = { readonly place: Place; readonly item: DraftItem };

/** How a host is reached stays as its manifest says. */
function hostOf({ name, guest, machine }: Place, found: Found, manifest: HostingManifest): DraftItem {
  const known = manifest.hosts?.find((host) => host.name === name);
  const os = machine?.os.known === true ? `${machine.os.value.id}-${machine.os.value.version}` : undefined;
  if (known !== undefined) return { ...known, os: os ?? known.os };
  return { name, address: guest?.address ?? name, guestOf: found.host, guestKind: 'lxd', os };
}

function serversOf(places: readonly Place[], manifest: HostingManifest): readonly Part[] {
  const nameOf = createNamer();
  return places.flatMap((place) => {
    const { postgres, databases } = place.machine ?? {};
    if (postgres?.known !== true) return [];
    const isUsed = (port: number): boolean =>
      databases?.known !== true || databases.value.some((one) => one.port === port && one.lastMigration !== undefined);
    return postgres.value.clusters
      .filter(({ online, port }) => online && isUsed(port))
      .map(({ version, port }): Part => {
        const known = manifest.databases?.find((server) => server.host === place.name && (server.port ?? defaultDatabasePort) === port);
        const name = known?.name ?? nameOf(place.guest?.name ?? 'main');
        return { place, item: { name, host: place.name, postgresqlVersion: version, ...(port === defaultDatabasePort ? {} : { port }) } };
      });
  });
}

function proxiesOf(places: readonly Place[], manifest: HostingManifest): readonly Part[] {
  const nameOf = createNamer();
  return places.flatMap((place) => {
    const found = place.machine?.proxies.known === true ? place.machine.proxies.value.filter((proxy) => proxy.running) : [];
    return found.map(({ kind, serverNames }): Part => {
      const known = manifest.proxies?.find((proxy) => proxy.host === place.name && proxy.kind === kind);
      const name = known?.name ?? nameOf(place.guest?.name ?? 'front');
      // Patterns are no names.
      return { place, item: { name, host: place.name, kind, serverNames: serverNames.filter((one) => /^[A-Za-z0-9.-]+$/.test(one)) } };
    });
  });
}

function instanceOf(one: FoundInstance, places: readonly Place[], servers: readonly Part[], proxies: readonly Part[]): DraftItem {
  const { tomcat, application, database } = one;
  const heap = heapBytes(tomcat.heap);
  const server = database && servers.find(({ place }) => isAt(place, database.host, one.place, places));
  const [port] = tomcat.ports;
  return {
    name: one.name,
    host: one.place,
    dhis2Version: application?.version,
    dhisConf: tomcat.conf?.path,
    ...(heap === undefined ? {} : { heap: `${Math.round(heap / 1024 ** 2)} MiB` }),
    javaVersion: tomcat.javaVersion?.replace(/^1\.8.*/, '8').replace(/\..*$/, ''),
    tomcatVersion: tomcat.tomcatVersion?.replace(/\..*$/, ''),
    ...(tomcat.ports.length === 1 && port !== defaultPort ? { port } : {}),
    database: server?.item['name'],
    ...(database === undefined || database.name === one.name ? {} : { databaseName: database.name }),
    ...(tomcat.conf?.databaseUser === undefined || tomcat.conf.databaseUser === one.name ? {} : { databaseUser: tomcat.conf.databaseUser }),
    proxy: proxies.length === 1 ? proxies[0]?.item['name'] : undefined,
    path: application?.path === '/' ? undefined : application?.path,
    log: logOf(tomcat),
  };
}

function logOf({ logs, unit }: FoundInstance['tomcat']): DraftItem | undefined {
  const file = logs.find((one) => one.endsWith('/catalina.out'));
  if (file !== undefined) return { file };
  return unit === undefined ? undefined : { unit };
}

/** Whether a name or address in a dhis.conf is this machine. */
function isAt({ name, guest, machine }: Place, host: string, from: string, places: readonly Place[]): boolean {
  if (['localhost', '127.0.0.1', '[::1]'].includes(host)) return name === from;
  if (guest !== undefined) return host === guest.name || host === guest.address;
  // The only database server in sight, on the machine itself.
  return machine !== undefined && host === name && places.some((place) => place.name === from);
}
