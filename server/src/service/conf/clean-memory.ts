/**
 * Remembers what was judged and found clean, so that a keystroke in a long file does not judge the rest again. What was
 * found wanting is judged every time: its finding names a place, and places move.
 */
export type CleanMemory<T extends object> = {
  /** Whether the thing was clean in these circumstances; `judge` says how many findings it gives. */
  isClean(thing: T, circumstances: string, judge: () => number): boolean;
};

export function createCleanMemory<T extends object>(): CleanMemory<T> {
  const clean = new WeakMap<T, string>();
  return {
    isClean(thing, circumstances, judge) {
      if (clean.get(thing) === circumstances) return true;
      if (judge() > 0) return false;
      clean.set(thing, circumstances);
      return true;
    },
  };
}
