/** The entries a range of the text touches, found by halving: editors ask for what is on the screen of a long file. */
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';
import { firstIndex } from '../text/first-index.ts';

export function entriesWithin(entries: readonly ConfEntry[], { start, end }: Span): readonly ConfEntry[] {
  const from = firstIndex(entries, ({ entry }) => entry.span.end >= start);
  const to = firstIndex(entries, ({ entry }) => entry.span.start > end);
  return entries.slice(from, to);
}
