/**
 * The entries that rules about a single value look at, found in one pass for all of them: with fifty thousand lines
 * each pass more is felt at the next key.
 */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** An entry whose key the release reads. */
export type KnownEntry = ConfEntry & { readonly match: NonNullable<ConfEntry['match']> };

type Groups = { readonly live: readonly KnownEntry[]; readonly unusual: readonly KnownEntry[]; readonly unknown: readonly ConfEntry[] };

/** Entries that count: the release knows the key, and no line further down sets it again. */
export function liveEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).live;
}

/**
 * Those of them whose value is written in a way that people and the server may read differently: empty, with blanks,
 * quotes, `#`, `$`, `%`, letters outside ASCII, or with a backslash.
 */
export function unusualEntries(conf: Conf): readonly KnownEntry[] {
  return groupsOf(conf).unusual;
}

/** Entries whose key no release knows. */
export function unknownEntries(conf: Conf): readonly ConfEntry[] {
  return groupsOf(conf).unknown;
}

const unusualText = /^$|["#$%'`]|[^!-~]/;

const remembered = new WeakMap<readonly ConfEntry[], { readonly version: Dhis2Version; readonly groups: Groups }>();

function groupsOf(conf: Conf): Groups {
  const known = remembered.get(conf.entries);
  if (known !== undefined && known.version === conf.version) return known.groups;
  const groups = group(conf);
  remembered.set(conf.entries, { version: conf.version, groups });
  return groups;
}

function group({ entries, text, version, catalogue, winners }: Conf): Groups {
  const live: KnownEntry[] = [];
  const unusual: KnownEntry[] = [];
  const unknown: ConfEntry[] = [];
  const winning = winners();
  const hasDuplicates = winning.size !== entries.length;
  const hasBackslash = text.includes('\\');
  const readRows = new Map<KeyRow, boolean>();
  for (const entry of entries) {
    if (!isKnown(entry)) {
      unknown.push(entry);
      continue;
    }
    const { row } = entry.match;
    let isRead = readRows.get(row);
    if (isRead === undefined) {
      isRead = catalogue.availability(row, version).kind === 'available';
      readRows.set(row, isRead);
    }
    if (!isRead || (hasDuplicates && winning.get(entry.key) !== entry)) continue;
    live.push(entry);
    if (unusualText.test(entry.value) || (hasBackslash && isEscaped(entry))) unusual.push(entry);
  }
  return { live, unusual, unknown };
}

function isKnown(entry: ConfEntry): entry is KnownEntry {
  return entry.match !== undefined;
}

/** Each escape and each continuation makes the source longer than what the server reads. */
function isEscaped({ entry }: ConfEntry): boolean {
  const { span, cooked } = entry.value;
  return span.end - span.start !== cooked.length;
}
