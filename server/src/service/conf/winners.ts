/** Which entry counts for each key, kept from one version of a text to the next. */
import type { ConfEntry } from '../rules/context.ts';

export type Winners = {
  map(): ReadonlyMap<string, ConfEntry>;
  /** The winners of `entries`, in which `read` took the place of `replaced`. This object must not be used again. */
  after(entries: readonly ConfEntry[], replaced: readonly ConfEntry[], read: readonly ConfEntry[]): Winners;
};

export function createWinners(entries: readonly ConfEntry[], known?: Map<string, ConfEntry>): Winners {
  let map = known;
  const built = () => {
    if (map === undefined) {
      map = new Map();
      for (const entry of entries) map.set(entry.key, entry);
    }
    return map;
  };
  return {
    map: built,
    after(next, replaced, read) {
      // Only a text without duplicates can be followed: else the winner of a deleted line is some earlier one.
      if (map === undefined || map.size !== entries.length) return createWinners(next);
      for (const { key } of replaced) map.delete(key);
      for (const entry of read) map.set(entry.key, entry);
      return createWinners(next, map.size === next.length ? map : undefined);
    },
  };
}
