/** What a plan certainly does not say. A field with a mistake in it is there, and of a broken text nothing is certain. */
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import { isGroup, itemsOf, soundItemsOf } from '../manifest/items.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { questionOnce } from './asked.ts';
import type { Project } from './project.ts';

/** No manifest of the installation has the field at its top. */
export const lacks = questionOnce(({ manifests }: Project, field: keyof HostingManifest) =>
  manifests.every(
    ({ document: { templated, parts } }) =>
      !templated && parts.every(({ readable, data }) => readable && (!isGroup(data) || data[field] === undefined)),
  ),
);

/** All items of a list are known with all their fields, in every manifest. */
export const allSound = questionOnce(
  (project: Project, list: ItemList) =>
    project.knowsAll(list) &&
    project.manifests.every(
      ({ document }) =>
        soundItemsOf(document, list).length === itemsOf(document, list).length &&
        countOf(document, list) === itemsOf(document, list).length,
    ),
);

/** Those without a name included. */
function countOf({ parts }: ManifestDocument, list: ItemList): number {
  const lists = parts.map(({ data }) => (isGroup(data) ? data[list] : undefined));
  return lists.reduce<number>((sum, items) => sum + (Array.isArray(items) ? items.length : 0), 0);
}
