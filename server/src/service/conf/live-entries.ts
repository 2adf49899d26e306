/**
 * The entries that rules about single lines look at. All but the unknown ones and those of other releases count: the
 * release knows the key, and no line further down sets it again.
 */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { checkValue, isFreeType } from '../catalogue/value-types.ts';
import { isWithin } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import { entriesOfRows, entriesWhere, type Release, winnersOf } from './entry-lists.ts';

/** Entries whose value is of the wrong kind, and all keys of a pool: those depend on the pool, which another line chooses. */
export const wrongEntries = winnersOf(entriesOfRows((row, release) => isRead(row, release) && !isFreeType(row.type))).where(
  ({ match: { row }, value }, { version }) => row.poolTypes !== undefined || checkValue(row, value, version) !== undefined,
);

/**
 * Entries whose value is written in a way that people and the server may read differently: empty, with blanks, quotes,
 * `#`, `$`, `%`, letters outside ASCII, or with a backslash.
 */
export const unusualEntries = winnersOf(entriesOfRows(isRead).where((entry) => isUnusual(entry.value) || isEscaped(entry)));

/** Entries whose key or value is deprecated somewhere, whose key is an alias or has no effect in some version. */
export const retiringEntries = winnersOf(
  entriesOfRows(
    (row, release) =>
      isAvailable(row, release) && (row.deprecatedSince ?? row.deprecatedValues ?? row.ineffective ?? row.aliasOf) !== undefined,
  ),
);

/** Entries whose value is a secret by the key. */
export const secretEntries = winnersOf(entriesOfRows((row, release) => isRead(row, release) && row.secret === true));

/** Entries whose key no release knows. */
export const unknownEntries = entriesWhere(({ match }) => match === undefined);

/** Entries whose key other releases know. */
export const entriesOfOtherReleases = entriesOfRows((row, release) => !isAvailable(row, release));

function isAvailable(row: KeyRow, { version, catalogue }: Release): boolean {
  return catalogue.availability(row, version).kind === 'available';
}

/** A version may have the key and make nothing of its value: then it does not matter how that is written. */
function isRead(row: KeyRow, release: Release): boolean {
  return isAvailable(row, release) && row.ineffective?.some((span) => isWithin(release.version, span)) !== true;
}

/** Printable ASCII but for the blank and `"#$%'` and the backtick; one class, because it is asked of every line. */
const unusualCharacter = /[^!&(-_a-~]/;

const isUnusual = (value: string) => value === '' || unusualCharacter.test(value);

/** Each escape and each continuation makes the source longer than what the server reads. */
function isEscaped({ entry }: ConfEntry): boolean {
  const { span, cooked } = entry.value;
  return span.end - span.start !== cooked.length;
}
