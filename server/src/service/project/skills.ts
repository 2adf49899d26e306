/** What somebody must know to look after production. */
import type { Skill } from '../generated/hosting-manifest.types.ts';
import { isProduction } from './production.ts';
import type { Project } from './project.ts';
import { isManaged, productionHosts, siteOf } from './whereabouts.ts';

export function neededSkills(project: Project): ReadonlySet<Skill> {
  const skills = new Set<Skill>();
  for (const name of productionHosts(project)) {
    const host = project.find('hosts', name);
    if (host === undefined || siteOf(project, host)?.fields.kind === 'saas') continue;
    if (host.fields.os !== undefined) skills.add(host.fields.os.startsWith('debian') ? 'debian' : 'ubuntu');
    if (host.fields.guestKind !== undefined) skills.add(host.fields.guestKind);
  }
  for (const instance of project.items('instances').filter(isProduction)) {
    if (isManaged(project, instance)) continue;
    const isContainer = project.find('hosts', instance.fields.host)?.fields.guestKind === 'docker';
    // The image of DHIS2 brings its Tomcat.
    if (!isContainer) skills.add('tomcat');
    const proxy = project.find('proxies', instance.fields.proxy);
    if (proxy !== undefined) skills.add(proxy.fields.kind);
    if (project.find('databases', instance.fields.database) !== undefined) skills.add('postgresql');
  }
  return skills;
}
