/**
 * Lists of the entries for which a test holds, kept from one text to the next: a keystroke in a file of fifty thousand
 * lines tests the line it changed and no other. Rules about single lines name what they suspect in such a list and then
 * look at the few entries in it with all they know of the file.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import { firstIndex } from '../text/first-index.ts';
import type { ConfDocument } from './conf-document.ts';

export type Release = { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/**
 * Must tell the same of the same arguments, and look at nothing in the text but what the entry covers: while an entry
 * stays the same object it is not tested again.
 */
export type EntryTest<E extends ConfEntry> = (entry: E, release: Release, text: string) => boolean;

/** Asked for the entries of a file, which come in the order of the text. */
export type EntryList<E extends ConfEntry> = {
  (conf: ConfDocument & Release): readonly E[];
  /** Those of the list for which another test holds as well. */
  where(test: EntryTest<E>): EntryList<E>;
};

/** A test with the one that its entries have passed before. */
type Tested = { readonly of: Tested | undefined; readonly test: EntryTest<ConfEntry> };

export function entriesWhere<E extends ConfEntry>(test: (entry: ConfEntry, release: Release) => entry is E): EntryList<E>;
export function entriesWhere(test: EntryTest<ConfEntry>): EntryList<ConfEntry>;
export function entriesWhere(test: EntryTest<ConfEntry>): EntryList<ConfEntry> {
  return listOf({ of: undefined, test });
}

/** The list without entries that a line further down sets again. */
export function winnersOf<E extends ConfEntry>(list: EntryList<E>): EntryList<E> {
  const winning = (conf: ConfDocument & Release) => {
    const winners = conf.winners();
    const all = list(conf);
    return winners.size === conf.entries.length ? all : all.filter((entry) => winners.get(entry.key) === entry);
  };
  return Object.assign(winning, { where: (test: EntryTest<E>) => winnersOf(list.where(test)) });
}

function listOf<E extends ConfEntry>(tested: Tested): EntryList<E> {
  const list = (conf: ConfDocument & Release) => conf.lists.entries(tested, conf) as readonly E[];
  return Object.assign(list, { where: (test: EntryTest<E>) => listOf<E>({ of: tested, test: test as EntryTest<ConfEntry> }) });
}

type Kept = {
  readonly version: Dhis2Version;
  readonly passed: readonly ConfEntry[];
  /** Read since the list was last asked for. */
  readonly untested: readonly ConfEntry[];
};

/** The lists of one text. */
export type EntryLists = {
  entries(tested: Tested, release: Release): readonly ConfEntry[];
  /** Those of a text in which `read` took the place of `replaced`. This object must not be used again. */
  after(next: Text, replaced: readonly ConfEntry[], read: readonly ConfEntry[]): EntryLists;
};

type Text = { readonly text: string; readonly entries: readonly ConfEntry[] };

/** With more new lines than these a list is made anew. */
const mostUntested = 64;

export function createEntryLists({ text, entries }: Text, known: Map<Tested, Kept> = new Map()): EntryLists {
  const list = (tested: Tested, release: Release): readonly ConfEntry[] => {
    const kept = known.get(tested);
    const isKept = kept !== undefined && kept.version === release.version;
    if (isKept && kept.untested.length === 0) return kept.passed;
    const passed = isKept
      ? withInserted(
          kept.passed,
          kept.untested.filter((entry) => passes(tested, entry, release, text)),
        )
      : (tested.of === undefined ? entries : list(tested.of, release)).filter((entry) => tested.test(entry, release, text));
    known.set(tested, { version: release.version, passed, untested: [] });
    return passed;
  };
  return {
    entries: list,
    after(next, replaced, read) {
      const gone = new Set(replaced);
      const stays = (entry: ConfEntry) => !gone.has(entry);
      for (const [tested, { version, passed, untested }] of known) {
        const waiting = [...untested.filter(stays), ...read];
        if (waiting.length > mostUntested) known.delete(tested);
        else known.set(tested, { version, passed: gone.size === 0 ? passed : passed.filter(stays), untested: waiting });
      }
      return createEntryLists(next, known);
    },
  };
}

function passes({ of, test }: Tested, entry: ConfEntry, release: Release, text: string): boolean {
  return (of === undefined || passes(of, entry, release, text)) && test(entry, release, text);
}

function withInserted(entries: readonly ConfEntry[], inserted: readonly ConfEntry[]): readonly ConfEntry[] {
  return inserted.reduce((before, entry) => {
    const { start } = entry.entry.span;
    const place = firstIndex(before, (other) => other.entry.span.start > start);
    return before.toSpliced(place, 0, entry);
  }, entries);
}
