/**
 * Habits from other file formats that become part of a value: comments behind it, quotes around it, blanks that are
 * none. Each has its own rule, which explains the value better than `wrong-value` could.
 */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { oddBlank } from '../text/odd-blanks.ts';
import type { KnownEntry } from './entry-lists.ts';

/** Offsets in the value: where the blanks before the comment begin, where its words begin. */
export type TrailingComment = { readonly start: number; readonly words: number; readonly certain: boolean };

/** Types whose values hold neither blanks nor `#`. */
const oneWordTypes: ReadonlySet<KeyRow['type']> = new Set([
  'boolean',
  'integer',
  'number',
  'duration',
  'size',
  'port',
  'enum',
  'host',
  'class',
]);
const freeTypes: ReadonlySet<KeyRow['type']> = new Set(['string', 'secret', 'path']);

// Each run of blanks is tried from its start only: thousands of blanks must not take seconds.
const commentInOneWord = /(?<!\s)\s*#+|(?<!\s)\s+(?:[!;]|\/\/|--)/;
const commentInUrlOrList = /(?:^|(?<!\s)\s+)#+/;
const commentInFreeText = /(?:^|(?<!\s)\s+)#+(?=\s+\S)|(?<!\s)\s{2,}#+/;
const commentAfterVariable = /^\$\{[^{}]*\}\s+#+/;

export function trailingComment({ value, match }: KnownEntry): TrailingComment | undefined {
  const { type } = match.row;
  if (commentAfterVariable.test(value)) return found(value, /\s+#+/, true);
  if (value.includes('${') || value.includes('{{')) return undefined;
  if (oneWordTypes.has(type)) return found(value, commentInOneWord, true);
  if (freeTypes.has(type)) return found(value, commentInFreeText, false);
  return found(value, commentInUrlOrList, true);
}

function found(value: string, marker: RegExp, certain: boolean): TrailingComment | undefined {
  const match = marker.exec(value);
  return match === null ? undefined : { start: match.index, words: match.index + match[0].length, certain };
}

const quotePairs: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
  ['„', '“'],
]);

/** What stands between a pair of quotes around the whole value. */
export function textInQuotes(value: string): string | undefined {
  const [open = ''] = value;
  const close = quotePairs.get(open);
  if (close === undefined || value.length < 2 || !value.endsWith(close)) return undefined;
  const inner = value.slice(1, -1);
  return inner.includes(open) || inner.includes(close) ? undefined : inner;
}

/** Labels are shown to users as they are, quotes and all; somebody may want them. */
export function mayWantQuotes({ match }: KnownEntry): boolean {
  return match.row.key.endsWith('.display_alias');
}

/** True when a rule of its own speaks of the way the value is written. */
export function isWrittenOddly(entry: KnownEntry): boolean {
  const { value } = entry;
  return (
    value === '' ||
    oddBlank.test(value) ||
    (textInQuotes(value) !== undefined && !mayWantQuotes(entry)) ||
    trailingComment(entry) !== undefined
  );
}
