/** Which instances a database server, a proxy or a host serves. */
import { byKeyPerProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

type Instance = ProjectItem<'instances'>;
type Server = 'databases' | 'proxies';

const behindProxies = byKeyPerProject((project) => tenants(project, 'proxies', ({ fields }) => fields.proxy));
const inDatabases = byKeyPerProject((project) => tenants(project, 'databases', ({ fields }) => fields.database));

export function tenantsOfProxy(project: Project, { fields }: ProjectItem<'proxies'>): readonly Instance[] {
  return behindProxies(project, fields) ?? [];
}

export function tenantsOfDatabase(project: Project, { fields }: ProjectItem<'databases'>): readonly Instance[] {
  return inDatabases(project, fields) ?? [];
}

/** By the data of the server. */
function tenants(
  project: Project,
  list: Server,
  nameIn: (instance: Instance) => string | undefined,
): ReadonlyMap<object, readonly Instance[]> {
  const found = new Map<object, Instance[]>();
  for (const instance of project.items('instances')) {
    const server = resolve(project, instance, list, nameIn(instance));
    if (server === undefined) continue;
    const known = found.get(server.fields);
    if (known === undefined) found.set(server.fields, [instance]);
    else known.push(instance);
  }
  return found;
}
