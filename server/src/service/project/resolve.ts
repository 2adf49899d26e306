/** What a name leads to from where it is written: an item of the same manifest goes before those of others. */
import type { ItemList } from '../manifest/item-lists.ts';
import { question } from './asked.ts';
import { perProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';

type Item = ProjectItem<ItemList>;
type Names = Map<string, Item[]>;

const namesOf = perProject((): Map<ItemList, Names> => new Map());

export function resolve<L extends ItemList>(
  project: Project,
  from: { readonly uri: string },
  list: L,
  name: string | undefined,
): ProjectItem<L> | undefined {
  if (name === undefined) return undefined;
  const items = itemsNamed(project, list, name);
  return (items?.find(({ uri }) => uri === from.uri) ?? items?.[0]) as ProjectItem<L> | undefined;
}

const itemsNamed = question((project: Project, list: ItemList, name: string) => {
  const lists = namesOf(project);
  const names = lists.get(list) ?? readNames(project.items(list));
  lists.set(list, names);
  return names.get(name);
});

function readNames(items: readonly Item[]): Names {
  const names: Names = new Map();
  for (const item of items) {
    const known = names.get(item.name);
    if (known === undefined) names.set(item.name, [item]);
    else known.push(item);
  }
  return names;
}
