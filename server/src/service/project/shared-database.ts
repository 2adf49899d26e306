/** Which database an instance writes to, and instances that are nodes of one cluster and so share theirs. */
import { byKeyPerProject } from './per-project.ts';
import { backupsOf, hasDatabase, isBackedUp } from './production.ts';
import type { Project, ProjectItem } from './project.ts';
import { addressKey, publicAddress } from './public-address.ts';
import { resolve } from './resolve.ts';

type Instance = ProjectItem<'instances'>;

/** Undefined when the server is not known. */
export function databaseKey(project: Project, instance: Instance): string | undefined {
  const server = resolve(project, instance, 'databases', instance.fields.database);
  return server && `${server.uri} ${server.name} ${instance.fields.databaseName ?? instance.name}`;
}

/**
 * Nodes of one installation behind one address: on different hosts, for the same purpose, with the same release. What
 * the plan leaves open may be the same.
 */
export function mayBeCluster(project: Project, one: Instance, other: Instance): boolean {
  const hosts = [one, other].map((instance) => resolve(project, instance, 'hosts', instance.fields.host) ?? instance.fields.host);
  if (hosts[0] === hosts[1]) return false;
  const addresses = [publicAddress(project, one), publicAddress(project, other)].map((address) => address && addressKey(address));
  return (
    areAlike(databaseKey(project, one), databaseKey(project, other)) &&
    areAlike(addresses[0], addresses[1]) &&
    areAlike(one.fields.purpose, other.fields.purpose) &&
    areAlike(one.fields.dhis2Version, other.fields.dhis2Version)
  );
}

const areAlike = <T>(a: T | undefined, b: T | undefined): boolean => a === undefined || b === undefined || a === b;

/** Some backup covers the database of this instance by naming another node of its cluster. */
export function isBackedUpWithCluster(project: Project, instance: string): boolean {
  return backedUpWithCluster(project, instance) === true;
}

const backedUpWithCluster = byKeyPerProject((project): ReadonlyMap<string, true> => {
  const byDatabase = new Map<string, Instance[]>();
  for (const instance of project.items('instances')) {
    // Of a server that the plan does not know, the name it goes by.
    const key = databaseKey(project, instance) ?? `${instance.fields.database} ${instance.fields.databaseName ?? instance.name}`;
    byDatabase.set(key, [...(byDatabase.get(key) ?? []), instance]);
  }
  const covered = [...byDatabase.values()].flatMap((nodes) => {
    const saved = nodes.length < 2 ? [] : nodes.filter((node) => databaseIsBackedUp(project, node.name));
    return nodes.filter((node) => saved.some((other) => other !== node && mayBeCluster(project, node, other)));
  });
  return new Map(covered.map(({ name }) => [name, true]));
});

/** A backup with a mistake counts: what it holds is not known. */
function databaseIsBackedUp(project: Project, instance: string): boolean {
  const sound = backupsOf(project, instance);
  return sound.length === 0 ? isBackedUp(project, instance) : sound.some(hasDatabase);
}
