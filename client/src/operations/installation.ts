/** Several hosts of one installation: in which order they are provisioned, and what they have to know of each other. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { mayPass } from './errors.ts';
import { told } from './facts/told.ts';
import { instancesOn, jumpHostOf, proxyOf, serverOf } from './hosts/parts.ts';
import { probeHost } from './probe.ts';
import type { HostTold } from './step.ts';
import type { Connection } from './transport/transport.ts';

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

/**
 * What the related hosts tell of themselves. One that cannot be reached now is left out: the plan says what it would have
 * to know of it. Throws what waiting does not cure, such as a changed host key.
 */
export async function askRelated(
  manifest: HostingManifest,
  host: string,
  connect: (host: string) => Promise<Connection>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, HostTold>>> {
  const answers = await Promise.all(
    relatedHosts(manifest, host).map(async (name) => {
      try {
        return [name, await askTold(await connect(name), manifest, name, signal)] as const;
      } catch (error) {
        if (!mayPass(error)) throw error;
        return [name, undefined] as const;
      }
    }),
  );
  return Object.fromEntries(answers.flatMap(([name, answer]) => (answer === undefined ? [] : [[name, answer]])));
}

/** Undefined when the host's answer is not understood. */
async function askTold(
  connection: Connection,
  manifest: HostingManifest,
  host: string,
  signal: AbortSignal,
): Promise<HostTold | undefined> {
  const fact = told(manifest, host);
  const answer = (await probeHost(connection, [fact], signal)).answer(fact);
  return answer.known ? answer.value : undefined;
}
