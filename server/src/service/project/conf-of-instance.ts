/** The `dhis.conf` of an instance, with the version that it is read for. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { type Dhis2Version, newestRelease, parseVersion } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { findVersionLine } from '../conf/resolve-version.ts';
import type { Project, ProjectItem } from './project.ts';

export type InstanceConf = ConfDocument & { readonly uri: string; readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** Undefined when the instance names none or its text is not known. */
export function confOfInstance(project: Project, instance: ProjectItem<'instances'>): InstanceConf | undefined {
  const conf = project.confOf(instance);
  if (conf === undefined) return undefined;
  const planned = parseVersion(instance.fields.dhis2Version ?? '');
  const version = findVersionLine(conf)?.version ?? planned ?? parseVersion(newestRelease) ?? [];
  return { ...conf, version, catalogue };
}
