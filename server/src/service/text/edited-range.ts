/** Which entries of an array an edit replaced, and with which others. */

/** Entries of the earlier array from `start` to `oldEnd` became those of the later one from `start` to `newEnd`. */
export type EditedRange = { readonly start: number; readonly oldEnd: number; readonly newEnd: number };

/** Entries are the same when they are one object. */
export function editedRange(before: readonly unknown[], after: readonly unknown[]): EditedRange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let [oldEnd, newEnd] = [before.length, after.length];
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd };
}

export const isNothing = ({ start, oldEnd, newEnd }: EditedRange): boolean => start === oldEnd && start === newEnd;
