/** Where an instance stands: what its references lead to, as far as they lead anywhere. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { NamedConf } from '../manifest/conf-addresses.ts';
import { createProject, type Project, type ProjectItem, type ProjectManifest } from './project.ts';

export type Placement = {
  readonly project: Project;
  readonly instance: ProjectItem<'instances'>;
  readonly host: ProjectItem<'hosts'> | undefined;
  readonly database: ProjectItem<'databases'> | undefined;
  readonly databaseHost: ProjectItem<'hosts'> | undefined;
  readonly proxy: ProjectItem<'proxies'> | undefined;
};

function placementOf(project: Project, instance: ProjectItem<'instances'>): Placement {
  const { fields } = instance;
  const database = project.find('databases', fields.database);
  return {
    project,
    instance,
    host: project.find('hosts', fields.host),
    database,
    databaseHost: project.find('hosts', database?.fields.host),
    proxy: project.find('proxies', fields.proxy),
  };
}

/** Of the instance that a `dhis.conf` is named by. */
export function placementOfConf(
  named: NamedConf | undefined,
  manifests: readonly ProjectManifest[],
  confAt: (uri: string) => ConfDocument | undefined,
): Placement | undefined {
  const own = named && manifests.find(({ uri }) => uri === named.manifestUri);
  if (named === undefined || own === undefined) return undefined;
  const project = createProject(own, manifests, confAt);
  const instance = project.find('instances', named.instance);
  return instance && placementOf(project, instance);
}
