/** Edits of one text, applied together. */
import type { SpanEdit } from '../findings.ts';

/** For edits in order that do not overlap. */
export function applyEdits(text: string, edits: readonly SpanEdit[]): string {
  let result = '';
  let from = 0;
  for (const { span, newText } of edits) {
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from);
}

/** Two edits that begin at one place have no order of their own, so one of them waits. */
const conflict = (a: SpanEdit, b: SpanEdit): boolean =>
  a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);

const meets = (edit: SpanEdit, before: SpanEdit | undefined): boolean => before !== undefined && conflict(edit, before);

/** As many of the groups as fit beside each other, the earlier one winning; each as a whole or not at all. */
export function compatible<Group extends { readonly edits: readonly SpanEdit[] }>(groups: readonly Group[]): readonly Group[] {
  const taken = createPlaces();
  return groups.filter(({ edits }) => {
    const ordered = inOrder(edits);
    const fits = ordered.every((one, i) => taken.isFree(one) && !meets(one, ordered[i - 1]));
    if (fits) for (const one of edits) taken.add(one);
    return fits;
  });
}

/** The edits taken so far, in the order of the text, so that neighbours are found by halving. */
function createPlaces(): { isFree(edit: SpanEdit): boolean; add(edit: SpanEdit): void } {
  const places: SpanEdit[] = [];
  /** Index of the first place that begins at or after the offset. */
  const indexAt = (offset: number): number => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle]?.span.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    isFree(edit) {
      const index = indexAt(edit.span.start);
      return !meets(edit, places[index - 1]) && !meets(edit, places[index]);
    },
    add: (edit) => places.splice(indexAt(edit.span.start), 0, edit),
  };
}

export function inOrder(edits: readonly SpanEdit[]): readonly SpanEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
