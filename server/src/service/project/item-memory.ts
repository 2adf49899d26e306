/**
 * Remembers the items in which no rule found anything, with what the rules asked. An item with a finding is judged again
 * each time: its places move with every line above it.
 */
import type { ItemList } from '../manifest/item-lists.ts';
import { type Asked, isAnsweredAlike, whatIsAsked } from './asked.ts';
import type { Project, ProjectItem } from './project.ts';

type Item = ProjectItem<ItemList>;

export type ItemMemory = {
  /** Nothing was found under the same circumstances, and nothing that was asked then is answered in another way now. */
  isClean(item: Item, project: Project, circumstances: string): boolean;
  /** `work` says whether the item is clean. */
  judge(item: Item, circumstances: string, work: () => boolean): void;
};

type Known = { readonly circumstances: string; readonly asked: Asked };

export function createItemMemory(): ItemMemory {
  // By list, because an item is in another one as soon as the list has another name.
  const known = new Map<ItemList, WeakMap<object, Known>>();
  return {
    isClean({ list, fields }, project, circumstances) {
      const before = known.get(list)?.get(fields);
      return before?.circumstances === circumstances && isAnsweredAlike(project, before.asked);
    },
    judge({ list, part, fields }, circumstances, work) {
      let isClean = false;
      const asked = whatIsAsked(() => {
        isClean = work();
      });
      const inList = known.get(list) ?? new WeakMap<object, Known>();
      known.set(list, inList);
      // Where items are read apart, no two share their data, as they do through aliases.
      if (isClean && asked !== undefined && part.lists?.has(list)) inList.set(fields, { circumstances, asked });
      else inList.delete(fields);
    },
  };
}
