/** Offsets in a value as the server sees it, as places in the file. */
import type { Span } from '../findings.ts';
import { sourceSpan } from '../properties/offset-map.ts';
import type { ConfEntry } from '../rules/context.ts';

/** The whole value by default, without the blanks at its ends. */
export function placeInValue(text: string, { entry, value }: ConfEntry, start = 0, end: number = value.length): Span {
  const property = entry.value;
  const cut = property.cooked.indexOf(value);
  return sourceSpan(text, property, cut + start, cut + end);
}
