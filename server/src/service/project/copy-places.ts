/** Where copies of backups go, and what they would be lost together with. */
import { byKeyPerProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { hostsOf, machineOf, siteOf } from './whereabouts.ts';

/** From near to far: the same machine, the same site, the same region of the same provider. */
export type Nearness = 'machine' | 'site' | 'region';

type Host = ProjectItem<'hosts'>;
type Target = ProjectItem<'backupTargets'>;

const hostsByAddress = byKeyPerProject(
  (project): ReadonlyMap<string, Host> => new Map(project.items('hosts').map((host) => [host.fields.address.toLowerCase(), host])),
);

/** The host that keeps the copies, by its name or by its address. */
export function hostOfTarget(project: Project, { fields }: Target): Host | undefined {
  if (fields.host !== undefined) return project.find('hosts', fields.host);
  return hostsByAddress(project, (fields.address ?? hostNameOf(fields.endpoint))?.toLowerCase() ?? '');
}

export function siteOfTarget(project: Project, target: Target): ProjectItem<'sites'> | undefined {
  return target.fields.site === undefined ? siteOf(project, hostOfTarget(project, target)) : project.find('sites', target.fields.site);
}

/** What a target shares with a host of the instance; undefined when that is nothing, or not known. */
function nearnessOf(project: Project, target: Target, instance: ProjectItem<'instances'>): Nearness | undefined {
  const hosts = hostsOf(project, instance);
  const machine = machineOf(project, hostOfTarget(project, target));
  if (machine !== undefined && hosts.some((host) => machineOf(project, host) === machine)) return 'machine';
  const place = siteOfTarget(project, target);
  if (place === undefined) return undefined;
  const sites = hosts.map((host) => siteOf(project, host));
  if (sites.includes(place)) return 'site';
  const { provider, region } = place.fields;
  if (provider === undefined || region === undefined) return undefined;
  return sites.some((site) => site?.fields.provider === provider && site.fields.region === region) ? 'region' : undefined;
}

const fromNear: readonly Nearness[] = ['machine', 'site', 'region'];

/** Of the target that is furthest away from the instance. */
export function nearestLoss(project: Project, targets: readonly Target[], instance: ProjectItem<'instances'>): Nearness | undefined {
  const found = targets.map((target) => nearnessOf(project, target, instance));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return fromNear.findLast((nearness) => found.includes(nearness));
}

function hostNameOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/(\[[^\]]+\]|[^/:]+)/i.exec(url)?.[1];
}
