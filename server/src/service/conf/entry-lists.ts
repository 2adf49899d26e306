/**
 * Rules about single lines name what they suspect in a list that is kept while the file is edited (kept-lists.ts), and
 * then look at the few entries in it with all they know of the file.
 */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

export type Release = { readonly version: Dhis2Version; readonly catalogue: Catalogue };

type Conf = ConfDocument & Release;

/** An entry whose key some release reads. */
export type KnownEntry = ConfEntry & { readonly match: NonNullable<ConfEntry['match']> };

/**
 * Must tell the same of the same arguments, and look at nothing in the text but what the entry covers: while an entry
 * stays the same object it is not tested again.
 */
export type EntryTest<Entry extends ConfEntry> = (entry: Entry, release: Release, text: string) => boolean;

/** Asked for the entries of a file, which come in the order of the text. */
export type EntryList<Entry extends ConfEntry> = {
  (conf: Conf): readonly Entry[];
  /** Those of the list for which another test holds as well. */
  where(test: EntryTest<Entry>): EntryList<Entry>;
};

export function entriesWhere(test: EntryTest<ConfEntry>): EntryList<ConfEntry> {
  const passes = (entry: ConfEntry, conf: Conf) => test(entry, conf, conf.text);
  return keptList((conf) => conf.entries.filter((entry) => passes(entry, conf)), passes);
}

/** Rows are few and differ in shape, so they are asked once and not for every line. */
export function entriesOfRows(test: (row: KeyRow, release: Release) => boolean): EntryList<KnownEntry> {
  return keptList(
    (conf) => {
      const places = [...byRow(conf.entries)].flatMap(([row, places]) => (test(row, conf) ? places : []));
      return Array.from(Uint32Array.from(places).sort(), (place) => conf.entries[place] as KnownEntry);
    },
    ({ match }, conf) => match !== undefined && test(match.row, conf),
  );
}

/** The list without entries that a line further down sets again. */
export function winnersOf<Entry extends ConfEntry>(list: EntryList<Entry>): EntryList<Entry> {
  const winning = (conf: Conf) => {
    const winners = conf.winners();
    const all = list(conf);
    return winners.size === conf.entries.length ? all : all.filter((entry) => winners.get(entry.key) === entry);
  };
  return Object.assign(winning, { where: (test: EntryTest<Entry>) => winnersOf(list.where(test)) });
}

/** `passes` is asked of entries of the type of the list, or tells whether an entry is. */
function keptList<Entry extends ConfEntry>(
  all: (conf: Conf) => readonly Entry[],
  passes: (entry: ConfEntry, conf: Conf) => boolean,
): EntryList<Entry> {
  const name = {};
  const list = (conf: Conf) =>
    conf.lists.list(name, conf.version, { all: () => all(conf), passes: (entry) => passes(entry, conf) }) as readonly Entry[];
  const where = (test: EntryTest<Entry>): EntryList<Entry> => {
    const passesToo = (entry: Entry, conf: Conf) => test(entry, conf, conf.text);
    return keptList(
      (conf) => list(conf).filter((entry) => passesToo(entry, conf)),
      (entry, conf) => passes(entry, conf) && passesToo(entry as Entry, conf),
    );
  };
  return Object.assign(list, { where });
}

type PlacesByRow = ReadonlyMap<KeyRow, readonly number[]>;

const remembered = new WeakMap<readonly ConfEntry[], PlacesByRow>();

function byRow(entries: readonly ConfEntry[]): PlacesByRow {
  const known = remembered.get(entries);
  if (known !== undefined) return known;
  const places = new Map<KeyRow, number[]>();
  for (const [place, { match }] of entries.entries()) {
    if (match === undefined) continue;
    const same = places.get(match.row);
    if (same === undefined) places.set(match.row, [place]);
    else same.push(place);
  }
  remembered.set(entries, places);
  return places;
}
