/** Instances that people depend on, and the backups that keep them safe. */
import { type SoundItem, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { byKeyPerProject } from './per-project.ts';
import { namesGivenIn, type Project, type ProjectItem } from './project.ts';

type Instance = Pick<SoundItem<'instances'>, 'fields'>;

export const isProduction = ({ fields }: Instance): boolean => fields.purpose === 'production';

/** By the name of a proxy or a database: a production instance that it serves, of several the last. */
const servedBy = (field: 'proxy' | 'database') =>
  byKeyPerProject((project) => {
    const production = project.items('instances').filter(isProduction);
    return new Map(production.map(({ name, fields }) => [fields[field], name]));
  });

export const productionBehind = servedBy('proxy');
const productionOn = servedBy('database');

export const isProductionDatabase = (project: Project, database: string): boolean => productionOn(project, database) !== undefined;

/** Those that one manifest has; none while it is a template, whose values are not known. */
export function productionIn(document: ManifestDocument): readonly SoundItem<'instances'>[] {
  return document.templated ? [] : soundItemsOf(document, 'instances').filter(isProduction);
}

export const hasDatabase = ({ fields }: Pick<SoundItem<'backups'>, 'fields'>): boolean => fields.contents?.includes('database') !== false;

/** Some backup covers it, maybe one with a mistake. */
export function isBackedUp(project: Project, instance: string): boolean {
  return backedUpNames(project, instance) === true;
}

const backedUpNames = byKeyPerProject((project) => {
  const given = namesGivenIn(project, 'backups').filter(({ field }) => field.path[2] === 'instances');
  return new Map(given.flatMap(({ names }) => [...names].map((name) => [name, true] as const)));
});

/** The first of its manifest that names the instance, where several would say the same of it. */
export function isFirstBackup(project: Project, backup: ProjectItem<'backups'>, instance: string): boolean {
  return backupsOf(project, instance).find(({ uri }) => uri === backup.uri)?.fields === backup.fields;
}

/** As far as they are known. */
export function coveredBy(project: Project, { fields }: Pick<SoundItem<'backups'>, 'fields'>): readonly ProjectItem<'instances'>[] {
  return fields.instances.flatMap((name) => project.find('instances', name) ?? []);
}

/** All sound backups that name the instance, in the order of the manifests. */
export function backupsOf(project: Project, instance: string): readonly ProjectItem<'backups'>[] {
  return backupsByInstance(project, instance) ?? [];
}

const backupsByInstance = byKeyPerProject((project): ReadonlyMap<string, readonly ProjectItem<'backups'>[]> => {
  const byInstance = new Map<string, ProjectItem<'backups'>[]>();
  for (const backup of project.items('backups')) {
    for (const name of backup.fields.instances) {
      const known = byInstance.get(name);
      if (known === undefined) byInstance.set(name, [backup]);
      else known.push(backup);
    }
  }
  return byInstance;
});
