/** A parsed `dhis.conf` with what the catalogue says of each line. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PropertiesFile, PropertyComment, PropertyEntry } from '../properties/ast.ts';
import { type ParsedFile, parseProperties, serverValue } from '../properties/parser.ts';
import { reparse } from '../properties/reparse.ts';
import type { ConfEntry } from '../rules/context.ts';
import { createLineIndex, type LineIndex } from '../text/lines.ts';
import { type Change, createKeptLists, type KeptLists } from './kept-lists.ts';
import { createWinners, type Winners } from './winners.ts';

export type ConfDocument = {
  readonly text: string;
  readonly file: PropertiesFile;
  readonly entries: readonly ConfEntry[];
  readonly lines: LineIndex;
  /** The entry that counts for each key: the last one. Built at the first question, for all rules and features. */
  winners(): ReadonlyMap<string, ConfEntry>;
  /** For entry-lists.ts and comments-where.ts. */
  readonly lists: KeptLists<ConfEntry>;
  readonly commentLists: KeptLists<PropertyComment>;
  /** How this text differs from the one before it, for what is remembered from one to the next. */
  readonly change?: EntryChange;
};

export type EntryChange = Change<ConfEntry> & { readonly before: readonly ConfEntry[] };

/** A document as the cache keeps it, from which the next version of the text is read. */
export type ReusableConf = ConfDocument & { readonly file: ParsedFile; readonly winnersOf: Winners };

export function readConf(text: string, catalogue: Catalogue): ReusableConf {
  const file = parseProperties(text);
  const entries = file.entries.map((entry) => confEntry(entry, catalogue));
  return {
    ...parts(text, file, entries, createWinners(entries)),
    lists: createKeptLists(({ entry }) => entry.span.start),
    commentLists: createKeptLists(({ span }) => span.start),
  };
}

/** The same for a text that follows another one; the document of the earlier text must not be used again. */
export function rereadConf(before: ReusableConf, text: string, catalogue: Catalogue): ReusableConf {
  const { lists, commentLists } = before;
  const { file, from, entries: changed, comments } = reparse(before, text);
  const end = changed.place + changed.replaced.length;
  const replaced = before.entries.slice(changed.place, end);
  const read = changed.read.map((entry) => confEntry(entry, catalogue));
  const entries = before.entries.slice(0, changed.place).concat(read, before.entries.slice(end));
  const change = { before: before.entries, from, replaced, read };
  lists.follow(change);
  commentLists.follow({ from, ...comments });
  return { ...parts(text, file, entries, before.winnersOf.after(entries, replaced, read)), lists, commentLists, change };
}

function confEntry(entry: PropertyEntry, catalogue: Catalogue): ConfEntry {
  const key = entry.key.cooked;
  return { entry, key, value: serverValue(entry.value), match: catalogue.lookup(key) };
}

function parts(text: string, file: ParsedFile, entries: readonly ConfEntry[], winnersOf: Winners) {
  return { text, file, entries, lines: createLineIndex(text), winners: winnersOf.map, winnersOf };
}
