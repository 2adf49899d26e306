/** Which ports of a host the manifest opens, and to whom. */
import { isAddress } from '../../hosts/address-range.ts';
import { databaseServersOn, defaultDatabasePort, instancesOfServer, instancesOn, jumpHostOf } from '../../hosts/parts.ts';
import type { Target } from '../../step.ts';
import type { Opening } from '../../templates/firewall.ts';

export type Openings = {
  readonly openings: readonly Opening[];
  /** Hosts that are let in and whose addresses are not known. */
  readonly untold: readonly string[];
};

const defaultHttpPort = 8080;

/** Where agents of the usual tools answer the host that measures. */
const agentPorts = { prometheus: 9100, munin: 4949, zabbix: 10050, nagios: 5666 } as const;

type Wanted = Omit<Opening, 'from'> & { readonly hosts: readonly string[] };

export function openingsOf(target: Target, sshPorts: readonly number[]): Openings {
  const { host, manifest } = target;
  const wanted = [...applications(target), ...databases(target), ...measuring(target)]
    .map((opening) => ({ ...opening, hosts: [...new Set(opening.hosts)].filter((name) => name !== host) }))
    .filter(({ hosts }) => hosts.length > 0);
  const sites = (manifest.proxies ?? []).filter((proxy) => proxy.host === host);
  const systems = (manifest.services ?? []).filter((service) => service.host === host && service.ports !== undefined);
  const near = sshFrom(target);
  return {
    openings: [
      { ports: sshPorts, why: 'SSH', ...(near === undefined ? { limited: true } : { from: near.from }) },
      ...(sites.length > 0 ? [{ ports: [80, 443], why: `web: ${sites.map(({ name }) => name).join(', ')}` }] : []),
      ...systems.map(({ name, ports = [] }) => ({ ports, why: name })).filter(({ ports }) => ports.length > 0),
      ...wanted.map(({ hosts, ...opening }) => ({ ...opening, from: addressesOf(hosts, target) })),
    ],
    untold: [...new Set([...wanted.flatMap(({ hosts }) => hosts), ...(near?.hosts ?? [])])].filter(
      (name) => addressesOf([name], target).length === 0,
    ),
  };
}

/** Undefined: everybody. Besides people: the host that one jumps from, and those that bring copies of backups here. */
function sshFrom(target: Target): { readonly from: readonly string[]; readonly hosts: readonly string[] } | undefined {
  const { host, manifest } = target;
  const ranges = manifest.hosts?.find(({ name }) => name === host)?.sshFrom;
  if (ranges === undefined) return undefined;
  const own = manifest.hosts?.find(({ name }) => name === host);
  const jump = own && jumpHostOf(own);
  const here = (manifest.backupTargets ?? []).filter((place) => place.host === host).map(({ name }) => name);
  const backups = (manifest.backups ?? []).filter(({ targets = [] }) => targets.some((place) => here.includes(place)));
  const saved = (manifest.instances ?? []).filter(({ name }) => backups.some(({ instances }) => instances.includes(name)));
  const bringing = saved.flatMap((instance) => [instance.host, ...databaseHosts(target, instance.database)]);
  const hosts = [...new Set([...(jump === undefined ? [] : [jump]), ...bringing])].filter((name) => name !== host);
  return { from: [...new Set([...ranges, ...addressesOf(hosts, target)])], hosts };
}

function databaseHosts({ manifest }: Target, database: string | undefined): readonly string[] {
  return (manifest.databases ?? []).filter(({ name }) => name === database).map(({ host }) => host);
}

function applications(target: Target): readonly Wanted[] {
  const hostOf = new Map((target.manifest.proxies ?? []).map(({ name, host }) => [name, host]));
  return instancesOn(target).map(({ name, port = defaultHttpPort, proxy = '' }) => {
    const front = hostOf.get(proxy);
    return { ports: [port], hosts: front === undefined ? [] : [front], why: `proxy of ${name}` };
  });
}

function databases(target: Target): readonly Wanted[] {
  return databaseServersOn(target).map((server) => ({
    ports: [server.port ?? defaultDatabasePort],
    hosts: [...instancesOfServer(target.manifest, server).map(({ host }) => host), ...(server.allowedFrom ?? [])],
    why: `PostgreSQL ${server.name}`,
  }));
}

function measuring({ manifest: { monitoring } }: Target): readonly Wanted[] {
  const { tool, host } = monitoring ?? {};
  if (host === undefined || tool === undefined || tool === 'cloud' || tool === 'other') return [];
  return [{ ports: [agentPorts[tool]], hosts: [host], why: `monitoring by ${tool}` }];
}

/** What hosts said of themselves, and the address of the manifest where it is one. */
function addressesOf(hosts: readonly string[], { manifest, told }: Target): readonly string[] {
  const written = (manifest.hosts ?? []).filter(({ name }) => hosts.includes(name)).map(({ address }) => address);
  return [...new Set([...hosts.flatMap((name) => told?.[name]?.addresses ?? []), ...written.filter(isAddress)])];
}
