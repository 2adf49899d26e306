/** The items of a list written into one value, with their places. */
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';
import { placeInValue } from './place-in-value.ts';

export type ListItem = {
  /** As the server compares it: with the blanks beside the separator. */
  readonly text: string;
  readonly span: Span;
};

/** Empty items are left out; they match nothing. */
export function listItems(text: string, entry: ConfEntry, separator = ','): readonly ListItem[] {
  let start = 0;
  return entry.value.split(separator).flatMap((item) => {
    const place = start;
    start += item.length + separator.length;
    return item.trim() === '' ? [] : [{ text: item, span: placeInValue(text, entry, place, place + item.length) }];
  });
}
