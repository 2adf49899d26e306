/**
 * The entries that rules about a single line look at, found in one pass for all of them: with fifty thousand lines
 * each pass more is felt at the next key. But for the unknown ones they are entries that count: the release knows the
 * key, and no line further down sets it again.
 */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { isFreeType } from '../catalogue/value-types.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** An entry whose key the release reads. */
export type KnownEntry = ConfEntry & { readonly match: NonNullable<ConfEntry['match']> };

type Groups = {
  readonly typed: readonly KnownEntry[];
  readonly unusual: readonly KnownEntry[];
  readonly retiring: readonly KnownEntry[];
  readonly secret: readonly KnownEntry[];
  readonly unknown: readonly ConfEntry[];
};

/** Entries with a value that can be of the wrong kind. */
export function typedEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).typed;
}

/**
 * Entries whose value is written in a way that people and the server may read differently: empty, with blanks, quotes,
 * `#`, `$`, `%`, letters outside ASCII, or with a backslash.
 */
export function unusualEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).unusual;
}

/** Entries whose key or value is deprecated somewhere, whose key is an alias or has no effect in some version. */
export function retiringEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).retiring;
}

/** Entries whose value is a secret by the key. */
export function secretEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).secret;
}

/** Entries whose key no release knows. */
export function unknownEntries(conf: Conf): readonly ConfEntry[] {
  return groupsOf(conf).unknown;
}

/** Printable ASCII but for the blank and `"#$%'` and the backtick; one class, because it is asked of every line. */
const unusualCharacter = /[^!&(-_a-~]/;

const isUnusual = (value: string) => value === '' || unusualCharacter.test(value);

const remembered = new WeakMap<readonly ConfEntry[], { readonly version: Dhis2Version; readonly groups: Groups }>();

function groupsOf(conf: Conf): Groups {
  const known = remembered.get(conf.entries);
  if (known !== undefined && known.version === conf.version) return known.groups;
  const groups = group(conf);
  remembered.set(conf.entries, { version: conf.version, groups });
  return groups;
}

function group({ entries, text, version, catalogue, winners }: Conf): Groups {
  const groups = {
    typed: [] as KnownEntry[],
    unusual: [] as KnownEntry[],
    retiring: [] as KnownEntry[],
    secret: [] as KnownEntry[],
    unknown: [] as ConfEntry[],
  };
  const winning = winners();
  const hasDuplicates = winning.size !== entries.length;
  const hasBackslash = text.includes('\\');
  const readings = new Map<KeyRow, Reading>();
  for (const entry of entries) {
    if (!isKnown(entry)) {
      groups.unknown.push(entry);
      continue;
    }
    const { row } = entry.match;
    let reading = readings.get(row);
    if (reading === undefined) {
      reading = readingOf(row, version, catalogue);
      readings.set(row, reading);
    }
    if (!reading.known || (hasDuplicates && winning.get(entry.key) !== entry)) continue;
    if (reading.retiring) groups.retiring.push(entry);
    if (!reading.used) continue;
    if (reading.typed) groups.typed.push(entry);
    if (reading.secret) groups.secret.push(entry);
    if (isUnusual(entry.value) || (hasBackslash && isEscaped(entry))) groups.unusual.push(entry);
  }
  return groups;
}

/** What a version makes of a key. Rows differ in shape, so they are asked once and not for every line. */
type Reading = {
  readonly known: boolean;
  /** False: the version has the key but makes nothing of its value, so it does not matter how it is written. */
  readonly used: boolean;
  readonly typed: boolean;
  readonly retiring: boolean;
  readonly secret: boolean;
};

function readingOf(row: KeyRow, version: Dhis2Version, catalogue: Catalogue): Reading {
  return {
    known: catalogue.availability(row, version).kind === 'available',
    used: row.ineffective?.some((span) => isWithin(version, span)) !== true,
    typed: !isFreeType(row.type),
    retiring: (row.deprecatedSince ?? row.deprecatedValues ?? row.ineffective ?? row.aliasOf) !== undefined,
    secret: row.secret === true,
  };
}

function isKnown(entry: ConfEntry): entry is KnownEntry {
  return entry.match !== undefined;
}

/** Each escape and each continuation makes the source longer than what the server reads. */
function isEscaped({ entry }: ConfEntry): boolean {
  const { span, cooked } = entry.value;
  return span.end - span.start !== cooked.length;
}
