/** Offsets in a value as the server sees it, as places in the file. */
import type { Span } from '../findings.ts';
import { sourceSpans } from '../properties/offset-map.ts';
import type { ConfEntry } from '../rules/context.ts';

/** The whole value by default, without the blanks at its ends. */
export function placeInValue(text: string, entry: ConfEntry, start = 0, end: number = entry.value.length): Span {
  return placesInValue(text, entry)(start, end);
}

/** The same for many places of one value, which is read once. */
export function placesInValue(text: string, { entry, value }: ConfEntry): (start: number, end: number) => Span {
  const property = entry.value;
  const cut = property.cooked.indexOf(value);
  const place = sourceSpans(text, property);
  return (start, end) => place(cut + start, cut + end);
}
