/** The entries a range of the text touches, found by halving: editors ask for what is on the screen of a long file. */
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';

export function entriesWithin(entries: readonly ConfEntry[], { start, end }: Span): readonly ConfEntry[] {
  const from = firstIndex(entries, ({ entry }) => entry.span.end >= start);
  const to = firstIndex(entries, ({ entry }) => entry.span.start > end);
  return entries.slice(from, to);
}

/** First index whose entry passes, where all behind it do too. */
function firstIndex(entries: readonly ConfEntry[], passes: (entry: ConfEntry) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry !== undefined && passes(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}
