/** What a name leads to from where it is written: an item of the same manifest goes before those of others. */
import type { ItemList } from '../manifest/item-lists.ts';
import { perProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';

type Item = ProjectItem<ItemList>;
type Names = Map<string, readonly Item[]>;

const namesOf = perProject((): Map<ItemList, Names> => new Map());

export function resolve<L extends ItemList>(
  project: Project,
  from: { readonly uri: string },
  list: L,
  name: string | undefined,
): ProjectItem<L> | undefined {
  if (name === undefined) return undefined;
  const lists = namesOf(project);
  const names = lists.get(list) ?? readNames(project.items(list));
  lists.set(list, names);
  const items = names.get(name);
  return (items?.find(({ uri }) => uri === from.uri) ?? items?.[0]) as ProjectItem<L> | undefined;
}

function readNames(items: readonly Item[]): Names {
  const names: Names = new Map();
  for (const item of items) names.set(item.name, [...(names.get(item.name) ?? []), item]);
  return names;
}
