/** First index whose item passes, found by halving: the items behind one that passes must pass too. */
export function firstIndex<T>(items: readonly T[], passes: (item: T, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && passes(item, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
