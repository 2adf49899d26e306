/** Machines and places: what falls together when one of them falls. */
import { question } from './asked.ts';
import { perProject } from './per-project.ts';
import { isProduction } from './production.ts';
import type { Project, ProjectItem } from './project.ts';

type Host = ProjectItem<'hosts'>;

/** Guests of guests are no deeper than this; a circle of hosts ends here too. */
const deepest = 8;

/** The host and the hosts it runs in, from the inside out. */
export function shellsOf(project: Project, host: Host | undefined): readonly Host[] {
  const shells: Host[] = [];
  for (let shell = host; shell !== undefined && shells.length < deepest; shell = project.find('hosts', shell.fields.guestOf)) {
    if (shells.includes(shell)) break;
    shells.push(shell);
  }
  return shells;
}

/** The machine that can be touched. */
export function machineOf(project: Project, host: Host | undefined): Host | undefined {
  return shellsOf(project, host).at(-1);
}

/** A container stands where its machine stands. */
export function siteOf(project: Project, host: Host | undefined): ProjectItem<'sites'> | undefined {
  const site = shellsOf(project, host).find(({ fields }) => fields.site !== undefined)?.fields.site;
  return project.find('sites', site);
}

/** Hosts whose loss is a loss of the instance: its own and that of its database. */
export function hostsOf(project: Project, { fields }: Pick<ProjectItem<'instances'>, 'fields'>): readonly Host[] {
  const database = project.find('databases', fields.database);
  const hosts = [project.find('hosts', fields.host), project.find('hosts', database?.fields.host)];
  return hosts.filter((host, i): host is Host => host !== undefined && hosts.indexOf(host) === i);
}

/** Names of the hosts that production rests on: those of instances, databases and proxies, and what these run in. */
export const productionHosts = perProject((project): ReadonlySet<string> => {
  const instances = project.items('instances').filter(isProduction);
  const hosts = instances.flatMap((instance) => {
    const proxy = project.find('proxies', instance.fields.proxy);
    return [...hostsOf(project, instance), project.find('hosts', proxy?.fields.host)];
  });
  return new Set(hosts.flatMap((host) => shellsOf(project, host)).map(({ name }) => name));
});

export const isProductionHost = question((project: Project, host: string) => productionHosts(project).has(host));

/** The provider runs it, and does the work that others plan here. */
export function isManaged(project: Project, { fields }: Pick<ProjectItem<'instances'>, 'fields'>): boolean {
  return siteOf(project, project.find('hosts', fields.host))?.fields.kind === 'saas';
}
