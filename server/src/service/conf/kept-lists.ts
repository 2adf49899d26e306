/**
 * Lists of the items of a text for which a test holds, kept from one text to the next: a keystroke in a file of fifty
 * thousand lines tests the line it changed and no other.
 */
import { firstIndex } from '../text/first-index.ts';

/** What became of the items of a text: `replaced` gave way to `read`, all others are the same objects. */
export type Change<Item> = {
  /** No item that ends before this offset was replaced or read, and none that begins before it stands behind those. */
  readonly from: number;
  readonly replaced: readonly Item[];
  readonly read: readonly Item[];
};

/** How a list is made in full, and whether a single item belongs to it. Both must agree. */
export type Test<Item> = {
  readonly all: () => readonly Item[];
  readonly passes: (item: Item) => boolean;
};

export type KeptLists<Item> = {
  /** In the order of the text. A list is made anew when `circumstances` are other ones than the last time. */
  list(name: object, circumstances: unknown, test: Test<Item>): readonly Item[];
  follow(change: Change<Item>): void;
};

type Kept<Item> = {
  readonly circumstances: unknown;
  readonly passed: readonly Item[];
  /** Read since the list was last asked for. */
  readonly untested: readonly Item[];
};

/** With more new lines than these a list is made anew. */
const mostUntested = 64;

export function createKeptLists<Item>(startOf: (item: Item) => number): KeptLists<Item> {
  const known = new Map<object, Kept<Item>>();

  const withInserted = (items: readonly Item[], item: Item): readonly Item[] => {
    const start = startOf(item);
    return items.toSpliced(
      firstIndex(items, (other) => startOf(other) > start),
      0,
      item,
    );
  };
  /** Items that are replaced by one change stand together. */
  const without = (items: readonly Item[], { from, replaced }: Change<Item>): readonly Item[] => {
    const first = firstIndex(items, (item) => startOf(item) >= from);
    let end = first;
    while (end < items.length && replaced.includes(items[end] as Item)) end++;
    return end === first ? items : items.toSpliced(first, end - first);
  };

  return {
    list(name, circumstances, { all, passes }) {
      const kept = known.get(name);
      const isKept = kept !== undefined && kept.circumstances === circumstances;
      if (isKept && kept.untested.length === 0) return kept.passed;
      const passed = isKept ? kept.untested.filter(passes).reduce(withInserted, kept.passed) : all();
      known.set(name, { circumstances, passed, untested: [] });
      return passed;
    },
    follow(change) {
      const { replaced, read } = change;
      for (const [name, { circumstances, passed, untested }] of known) {
        const waiting = [...untested.filter((item) => !replaced.includes(item)), ...read];
        if (replaced.length + waiting.length > mostUntested) known.delete(name);
        else known.set(name, { circumstances, passed: without(passed, change), untested: waiting });
      }
    },
  };
}
