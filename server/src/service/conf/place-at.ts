/** What stands at an offset of a `dhis.conf`, and which part of the text a completion there replaces. */
import type { Span } from '../findings.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

export type PlaceInConf =
  /** In a comment; `versionValue` is true behind `# dhis2-version:`. */
  | { readonly kind: 'comment'; readonly span: Span; readonly versionValue: boolean }
  | { readonly kind: 'value'; readonly span: Span; readonly entry: ConfEntry }
  /** In a key or where one may begin; `entry` is the line's entry when there is one. */
  | { readonly kind: 'key'; readonly span: Span; readonly entry: ConfEntry | undefined; readonly hasSeparator: boolean };

export function placeAt(conf: ConfDocument, offset: number): PlaceInConf {
  const comment = conf.file.comments.find(({ span }) => span.start < offset && offset <= span.end);
  if (comment !== undefined) return commentPlace(conf.text, comment.span, offset);
  const entry = entryAt(conf.entries, offset);
  if (entry === undefined) return { kind: 'key', span: { start: offset, end: offset }, entry: undefined, hasSeparator: false };
  const { key, separator, value } = entry.entry;
  if (offset <= key.span.end) {
    return { kind: 'key', span: key.span, entry, hasSeparator: separator.end > separator.start };
  }
  return { kind: 'value', span: offset < value.span.start ? { start: offset, end: value.span.end } : value.span, entry };
}

/** The entry whose lines hold the offset; entries are in the order of the text. */
export function entryAt(entries: readonly ConfEntry[], offset: number): ConfEntry | undefined {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = entries[middle];
    if (candidate === undefined) return undefined;
    if (offset < candidate.entry.span.start) high = middle - 1;
    else if (offset > candidate.entry.span.end) low = middle + 1;
    else return candidate;
  }
  return undefined;
}

function commentPlace(text: string, span: Span, offset: number): PlaceInConf {
  const lead = /^[#!]\s*dhis2-version\s*[:=]\s*/.exec(text.slice(span.start, span.end));
  const start = span.start + (lead?.[0].length ?? 0);
  const inVersion = lead !== null && offset >= start;
  return { kind: 'comment', span: inVersion ? { start, end: span.end } : { start: offset, end: offset }, versionValue: inVersion };
}
