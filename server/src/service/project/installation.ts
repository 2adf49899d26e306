/** All manifests of an installation, none of them before the others, and what a name in one of them leads to. */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { createProject, namesIn, type Project, type ProjectManifest } from './project.ts';

export type Installation = {
  readonly manifests: readonly ProjectManifest[];
  /** As the manifest sees it. */
  projectOf(manifest: ProjectManifest): Project;
  /** Address of the manifest that holds what a name in another one leads to. */
  ownerOf(from: ProjectManifest, list: ItemList, name: string): string | undefined;
};

/** The asking manifest may not be among those that are known. */
export function createInstallation(
  known: readonly ProjectManifest[],
  confAt: (uri: string) => ConfDocument | undefined,
  own?: ProjectManifest,
): Installation {
  const manifests = own === undefined || known.some(({ uri }) => uri === own.uri) ? known : [own, ...known];
  const has = (manifest: ProjectManifest, list: ItemList, name: string) => namesIn(manifest, list).has(name);
  return {
    manifests,
    projectOf: (manifest) => createProject(manifest, manifests, confAt),
    ownerOf: (from, list, name) => (has(from, list, name) ? from : manifests.find((other) => has(other, list, name)))?.uri,
  };
}
