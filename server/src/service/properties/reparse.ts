/**
 * Reads a text that differs from the last one in one place, as it does at every keystroke: what stands before the place
 * is kept as it is, what stands behind it is moved, and only the lines between are read. The result equals
 * `parseProperties(text)`; test/service/properties/reparse.test.ts holds it to that.
 */
import { commonEnd, commonStart } from '../text/common-ends.ts';
import { firstIndex } from '../text/first-index.ts';
import type { ParsedComment, ParsedEntry } from './entry.ts';
import { type ParsedFile, parseItems, startsWithMark } from './parser.ts';

/** What `parseItems` made of a text. The items are moved in place, so the tree of the earlier text must not be used again. */
export type ParsedText = { readonly text: string; readonly file: ParsedFile };

export type Reparsed = ParsedText & {
  /** Offset in both texts: what ends before or here was kept, and nothing that was moved begins before it. */
  readonly from: number;
  readonly entries: Replaced<ParsedEntry>;
  readonly comments: Replaced<ParsedComment>;
};

/** From `place` on in the list, `replaced` gave way to `read`. All others are the same objects as before. */
type Replaced<Item> = { readonly place: number; readonly replaced: readonly Item[]; readonly read: readonly Item[] };

export function reparse(before: ParsedText, text: string): Reparsed {
  const oldText = before.text;
  const head = commonStart(oldText, text);
  const tail = commonEnd(oldText, text, head);
  const distance = text.length - oldText.length;
  const { entries, comments, errors } = before.file;

  // An item is kept when the line end behind it is kept too: nothing behind that can change how it was read.
  const keptEntries = firstIndex(entries, (entry) => entry.span.end >= head);
  const keptComments = firstIndex(comments, (comment) => comment.span.end >= head);
  const from = Math.max(entries[keptEntries - 1]?.span.end ?? 0, comments[keptComments - 1]?.span.end ?? 0);

  // Reading stops at the first item in the unchanged rest that began at the same place before.
  let entryBehind = keptEntries;
  let commentBehind = keptComments;
  const read = parseItems(text, from, (start) => {
    if (start < text.length - tail) return false;
    const oldStart = start - distance;
    entryBehind = firstIndex(entries, (entry) => entry.span.start >= oldStart);
    commentBehind = firstIndex(comments, (comment) => comment.span.start >= oldStart);
    return entries[entryBehind]?.span.start === oldStart || comments[commentBehind]?.span.start === oldStart;
  });
  for (const entry of read.entries) entry.copyTexts();
  if (read.end >= text.length) {
    entryBehind = entries.length;
    commentBehind = comments.length;
  }
  const restStart = read.end - distance;
  const entriesBehind = entries.slice(entryBehind);
  const commentsBehind = comments.slice(commentBehind);
  if (distance !== 0) {
    for (const entry of entriesBehind) entry.moveBy(distance);
    for (const comment of commentsBehind) comment.moveBy(distance);
  }
  return {
    text,
    file: {
      entries: entries.slice(0, keptEntries).concat(read.entries, entriesBehind),
      comments: comments.slice(0, keptComments).concat(read.comments, commentsBehind),
      errors: [
        ...errors.filter(({ span }) => span.start < from),
        ...read.errors,
        ...errors
          .filter(({ span }) => span.start >= restStart && read.end < text.length)
          .map(({ kind, span }) => ({ kind, span: { start: span.start + distance, end: span.end + distance } })),
      ],
      byteOrderMark: startsWithMark(text),
    },
    from,
    entries: { place: keptEntries, replaced: entries.slice(keptEntries, entryBehind), read: read.entries },
    comments: { place: keptComments, replaced: comments.slice(keptComments, commentBehind), read: read.comments },
  };
}
