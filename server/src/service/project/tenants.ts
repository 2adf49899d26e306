/** Which instances a database server, a proxy or a host serves. */
import type { ItemList } from '../manifest/item-lists.ts';
import { perProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

type Instance = ProjectItem<'instances'>;
type Server = 'databases' | 'proxies';
type Tenants<L extends Server> = ReadonlyMap<ProjectItem<L>, readonly Instance[]>;

export const tenantsOfProxies = perProject((project) => tenants(project, 'proxies', ({ fields }) => fields.proxy));
export const tenantsOfDatabases = perProject((project) => tenants(project, 'databases', ({ fields }) => fields.database));

function tenants<L extends Server>(project: Project, list: L, nameIn: (instance: Instance) => string | undefined): Tenants<L> {
  const found = new Map<ProjectItem<L>, Instance[]>();
  for (const instance of project.items('instances')) {
    const server = resolve(project, instance, list, nameIn(instance));
    if (server === undefined) continue;
    const known = found.get(server);
    if (known === undefined) found.set(server, [instance]);
    else known.push(instance);
  }
  return found;
}

/** Items of one manifest, as the project knows them. */
export function ownItems<L extends ItemList>(project: Project, uri: string, list: L): readonly ProjectItem<L>[] {
  return project.items(list).filter((item) => item.uri === uri);
}
