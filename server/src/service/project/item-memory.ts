/**
 * Remembers of each item which rules found something in it, and what they looked at. What they found is not kept: its
 * places move with every line above.
 */
import type { ItemList } from '../manifest/item-lists.ts';
import { type Asked, isAnsweredAlike, whatIsAsked } from './asked.ts';
import type { Project, ProjectItem } from './project.ts';
import { type Bits, isUnchanged, moment, whatIsTouched } from './sources.ts';

type Item = ProjectItem<ItemList>;

export type ItemMemory<Rule> = {
  /**
   * The rules that found something under the same circumstances, if nothing that was looked at is otherwise now. The
   * project must have been looked at (`lookAtProject`).
   */
  finders(item: Item, project: Project, circumstances: string): readonly Rule[] | undefined;
  /** `work` gives the rules that found something; undefined when one of them failed. */
  judge(item: Item, circumstances: string, work: () => readonly Rule[] | undefined): void;
};

type Known<Rule> = {
  readonly circumstances: string;
  readonly finders: readonly Rule[];
  /** Undefined when to ask again is no less effort than to judge. */
  readonly asked: Asked | undefined;
  readonly bits: Bits;
  /** When the judgement was last known to hold. */
  since: number;
};

const none: readonly never[] = [];

export function createItemMemory<Rule>(): ItemMemory<Rule> {
  // In the item itself, which is faster by far than a table of thousands.
  const judged = Symbol('judged');
  type Judged = Item & { [judged]?: Known<Rule> | undefined };
  return {
    finders(item, project, circumstances) {
      const before = (item as Judged)[judged];
      if (before?.circumstances !== circumstances) return undefined;
      if (!isUnchanged(before.bits, before.since)) {
        if (before.asked === undefined || !isAnsweredAlike(project, before.asked, before.since)) return undefined;
        before.since = moment();
      }
      return before.finders;
    },
    judge(item, circumstances, work) {
      let finders: readonly Rule[] | undefined;
      let asked: Asked | undefined;
      const { bits } = whatIsTouched(() => {
        asked = whatIsAsked(() => {
          finders = work();
        });
      });
      // Only where items are read apart do they stay the same objects while others are edited.
      (item as Judged)[judged] =
        finders === undefined ? undefined : { circumstances, finders: finders.length === 0 ? none : finders, asked, bits, since: moment() };
    },
  };
}
