/** Where copies of backups go, and what they would be lost together with. */
import { perProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { hostsOf, machineOf, siteOf } from './whereabouts.ts';

/** From near to far: the same machine, the same site, the same region of the same provider. */
export type Nearness = 'machine' | 'site' | 'region';

type Host = ProjectItem<'hosts'>;
type Target = ProjectItem<'backupTargets'>;

/** The project with its hosts by address, which is looked up for every target. */
export type Places = { readonly project: Project; readonly byAddress: ReadonlyMap<string, Host> };

export const placesOf = perProject(
  (project): Places => ({
    project,
    byAddress: new Map(project.items('hosts').map((host) => [host.fields.address.toLowerCase(), host])),
  }),
);

/** The host that keeps the copies, by its name or by its address. */
export function hostOfTarget({ project, byAddress }: Places, { fields }: Target): Host | undefined {
  if (fields.host !== undefined) return project.find('hosts', fields.host);
  return byAddress.get((fields.address ?? hostNameOf(fields.endpoint))?.toLowerCase() ?? '');
}

export function siteOfTarget(places: Places, target: Target): ProjectItem<'sites'> | undefined {
  const { project } = places;
  return target.fields.site === undefined ? siteOf(project, hostOfTarget(places, target)) : project.find('sites', target.fields.site);
}

/** What a target shares with a host of the instance; undefined when that is nothing, or not known. */
function nearnessOf(places: Places, target: Target, instance: ProjectItem<'instances'>): Nearness | undefined {
  const { project } = places;
  const hosts = hostsOf(project, instance);
  const machine = machineOf(project, hostOfTarget(places, target));
  if (machine !== undefined && hosts.some((host) => machineOf(project, host) === machine)) return 'machine';
  const place = siteOfTarget(places, target);
  if (place === undefined) return undefined;
  const sites = hosts.map((host) => siteOf(project, host));
  if (sites.includes(place)) return 'site';
  const { provider, region } = place.fields;
  if (provider === undefined || region === undefined) return undefined;
  return sites.some((site) => site?.fields.provider === provider && site.fields.region === region) ? 'region' : undefined;
}

const fromNear: readonly Nearness[] = ['machine', 'site', 'region'];

/** Of the target that is furthest away from the instance. */
export function nearestLoss(places: Places, targets: readonly Target[], instance: ProjectItem<'instances'>): Nearness | undefined {
  const found = targets.map((target) => nearnessOf(places, target, instance));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return fromNear.findLast((nearness) => found.includes(nearness));
}

function hostNameOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/(\[[^\]]+\]|[^/:]+)/i.exec(url)?.[1];
}
