/** A parsed `dhis.conf` with what the catalogue says of each line. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PropertiesFile, PropertyEntry } from '../properties/ast.ts';
import { type ParsedFile, parseProperties, serverValue } from '../properties/parser.ts';
import { reparse } from '../properties/reparse.ts';
import type { ConfEntry } from '../rules/context.ts';
import { createLineIndex, type LineIndex } from '../text/lines.ts';
import { createEntryLists, type EntryLists } from './entry-lists.ts';
import { createWinners, type Winners } from './winners.ts';

export type ConfDocument = {
  readonly text: string;
  readonly file: PropertiesFile;
  readonly entries: readonly ConfEntry[];
  readonly lines: LineIndex;
  /** The entry that counts for each key: the last one. Built at the first question, for all rules and features. */
  winners(): ReadonlyMap<string, ConfEntry>;
  readonly lists: EntryLists;
  /** How this text differs from the one before it, for what is remembered from one to the next. */
  readonly change?: EntryChange;
};

/** In `before`, the entries `replaced` gave way to `read`; all others are the same objects in both texts. */
export type EntryChange = {
  readonly before: readonly ConfEntry[];
  readonly replaced: readonly ConfEntry[];
  readonly read: readonly ConfEntry[];
};

/** A document as the cache keeps it, from which the next version of the text is read. */
export type ReusableConf = ConfDocument & { readonly file: ParsedFile; readonly winnersOf: Winners };

export function readConf(text: string, catalogue: Catalogue): ReusableConf {
  const file = parseProperties(text);
  const entries = file.entries.map((entry) => confEntry(entry, catalogue));
  return composed(text, file, entries, createWinners(entries), createEntryLists({ text, entries }));
}

/** The same for a text that follows another one; the document of the earlier text must not be used again. */
export function rereadConf(before: ReusableConf, text: string, catalogue: Catalogue): ReusableConf {
  const { file, head, tail } = reparse(before, text);
  const end = file.entries.length - tail;
  const read = file.entries.slice(head, end).map((entry) => confEntry(entry, catalogue));
  const replaced = before.entries.slice(head, before.entries.length - tail);
  const entries = before.entries.slice(0, head).concat(read, before.entries.slice(before.entries.length - tail));
  const change = { before: before.entries, replaced, read };
  const lists = before.lists.after({ text, entries }, replaced, read);
  return { ...composed(text, file, entries, before.winnersOf.after(entries, replaced, read), lists), change };
}

function confEntry(entry: PropertyEntry, catalogue: Catalogue): ConfEntry {
  const key = entry.key.cooked;
  return { entry, key, value: serverValue(entry.value), match: catalogue.lookup(key) };
}

function composed(text: string, file: ParsedFile, entries: readonly ConfEntry[], winnersOf: Winners, lists: EntryLists): ReusableConf {
  return { text, file, entries, lines: createLineIndex(text), winners: winnersOf.map, winnersOf, lists };
}
