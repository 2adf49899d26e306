/** Where ranges are after an edit of the text around them. */
export type PlainPosition = { readonly line: number; readonly character: number };
export type PlainRange = { readonly start: PlainPosition; readonly end: PlainPosition };

export type Change = { readonly range: PlainRange; readonly text: string };

/** Of a range that the edit touches, all that is left of it and all that is new belongs to it. */
export function shifted(ranges: readonly PlainRange[], changes: readonly Change[]): readonly PlainRange[] {
  // The places of the changes are those before all of them, so the last one in the text comes first.
  const upwards = changes.toSorted((a, b) => compare(b.range.start, a.range.start));
  return upwards.reduce((moved, change) => moved.map((range) => shift(range, change)), ranges);
}

function shift({ start, end }: PlainRange, change: Change): PlainRange {
  const isBefore = compare(change.range.end, start) < 0;
  const from = isBefore ? moved(start, change) : compare(change.range.start, start) < 0 ? change.range.start : start;
  const to = compare(change.range.start, end) > 0 ? end : compare(end, change.range.end) < 0 ? endOf(change) : moved(end, change);
  return { start: from, end: to };
}

/** Of a place that is not before the end of the change. */
function moved({ line, character }: PlainPosition, change: Change): PlainPosition {
  const { end } = change.range;
  const newEnd = endOf(change);
  return { line: line + newEnd.line - end.line, character: line === end.line ? character + newEnd.character - end.character : character };
}

function endOf({ range: { start }, text }: Change): PlainPosition {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  return { line: start.line + lines.length - 1, character: lines.length === 1 ? start.character + last : last };
}

function compare(a: PlainPosition, b: PlainPosition): number {
  return a.line === b.line ? a.character - b.character : a.line - b.line;
}
