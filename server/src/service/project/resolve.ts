/** What a name leads to from where it is written: an item of the same manifest goes before those of others. */
import type { ItemList } from '../manifest/item-lists.ts';
import type { Project, ProjectItem } from './project.ts';

export function resolve<L extends ItemList>(
  project: Project,
  from: { readonly uri: string },
  list: L,
  name: string | undefined,
): ProjectItem<L> | undefined {
  return name === undefined ? undefined : project.findFrom(from.uri, list, name);
}
