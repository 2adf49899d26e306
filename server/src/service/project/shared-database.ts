/** Which database an instance writes to, and instances that are nodes of one cluster and so share theirs. */
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
