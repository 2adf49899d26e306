/** All fixes that are right without asking. One fix may bring the next to light, so it goes on until none is left. */
import type { Finding, Fix, SpanEdit } from '../findings.ts';
import { applyEdits, compatible, inOrder } from '../text/edits.ts';
import { edit, editsOf, piecesOf } from '../text/pieces.ts';

export type FixedText = {
  readonly text: string;
  /** What leads there from the text given: in order, never overlapping. */
  readonly edits: readonly SpanEdit[];
  /** Fixes applied, those included that a later one wrote over. */
  readonly count: number;
};

/** Fixes that undo each other must not go on for ever. */
const mostRounds = 20;

export function fixAll(text: string, findingsOf: (text: string) => readonly Finding[]): FixedText {
  const seen = new Set([text]);
  let fixed = text;
  let pieces = piecesOf(text);
  let count = 0;
  for (let round = 0; round < mostRounds; round++) {
    const fixes = preferredFixes(findingsOf(fixed));
    const edits = inOrder(fixes.flatMap((fix) => fix.edits));
    const next = applyEdits(fixed, edits);
    if (seen.has(next)) break;
    seen.add(next);
    fixed = next;
    pieces = edit(pieces, edits);
    count += fixes.length;
  }
  return { text: fixed, edits: editsOf(pieces, text.length), count };
}

/** One for each finding where there is one; of those that meet at a place only the first. */
export function preferredFixes(findings: readonly Finding[]): readonly Fix[] {
  return compatible(findings.flatMap(({ fixes }) => fixes.find(({ preferred }) => preferred) ?? []));
}
