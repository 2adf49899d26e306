/**
 * Did you mean: known keys near to a mistyped one. A slip of case or separator (`CONNECTION_URL`, `pool.maxsize`)
 * counts as nearer than any slip of letters. The placeholders of a pattern keep what the administrator wrote there.
 */
import { unreadKeys } from '../generated/key-list.ts';
import { distanceWithin, slipsAllowed } from '../text/similarity.ts';
import { availability } from './availability.ts';
import type { Catalogue, KeyMatch, KeyRow } from './catalogue.ts';
import { keyNameFor } from './key-names.ts';
import { type Dhis2Version, formatVersion } from './versions.ts';

const most = 3;
/** Two generous files of nothing but unknown keys; then the memory starts anew. */
const remembered = 20_000;

type Lookup = (key: string) => KeyMatch | undefined;
type Candidate = { readonly key: string; readonly bare: string; readonly letters: number; readonly row: KeyRow };
type Found = { readonly key: string; readonly distance: number };

export function createNearKeys(rows: readonly KeyRow[], lookup: Lookup): Catalogue['near'] {
  let memory = new Map<string, readonly string[]>();
  let exact: readonly (readonly Candidate[])[] | undefined;
  const patterns = byFirstPart(rows);
  return (key, version) => {
    const name = `${formatVersion(version)} ${key}`;
    const known = memory.get(name);
    if (known !== undefined) return known;
    exact ??= byLength(rows);
    const wanted = { key, bare: bareForm(key), limit: slipsAllowed(key.length), version, lookup };
    const found = [...nearExact(exact, wanted), ...nearPatterns(patterns, wanted), ...declaredSlip(wanted)];
    const answer = nearestOf(found, key);
    if (memory.size >= remembered) memory = new Map();
    memory.set(name, answer);
    return answer;
  };
}

type Wanted = {
  readonly key: string;
  readonly bare: string;
  readonly limit: number;
  readonly version: Dhis2Version;
  readonly lookup: Lookup;
};

function bareForm(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9<>]/g, '');
}

/** Which characters a text holds, as bits: letters one each, digits and the rest shared. */
function lettersOf(bare: string): number {
  let bits = 0;
  for (let i = 0; i < bare.length; i++) bits |= 1 << (bare.charCodeAt(i) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function byLength(rows: readonly KeyRow[]): readonly (readonly Candidate[])[] {
  const buckets: Candidate[][] = [];
  for (const row of rows) {
    if (row.pattern) continue;
    const bare = bareForm(row.key);
    const bucket = buckets[bare.length] ?? [];
    bucket.push({ key: row.key, bare, letters: lettersOf(bare), row });
    buckets[bare.length] = bucket;
  }
  return buckets;
}

function* nearExact(buckets: readonly (readonly Candidate[] | undefined)[], wanted: Wanted): Generator<Found> {
  const length = wanted.bare.length;
  const letters = lettersOf(wanted.bare);
  for (let n = Math.max(0, length - wanted.limit); n <= length + wanted.limit; n++) {
    for (const candidate of buckets[n] ?? []) {
      // A slip brings in one letter and takes out one at most: a cheap look before the costly one.
      if (bitsIn(letters ^ candidate.letters) > 2 * wanted.limit) continue;
      const distance = slips(wanted, candidate.key, candidate.bare);
      if (distance !== undefined) yield* usable(candidate.row, candidate.key, distance, wanted);
    }
  }
}

/** Half a slip when only case and separators differ, so that such keys come first. */
function slips({ key, bare, limit }: Wanted, candidate: string, candidateBare: string): number | undefined {
  if (bare === candidateBare) return key === candidate ? 0 : 0.5;
  return distanceWithin(bare, candidateBare, limit);
}

/** A removed key stands for the one that took over, if there is one. */
function* usable(row: KeyRow, key: string, distance: number, wanted: Wanted, depth = 0): Generator<Found> {
  const state = availability(row, wanted.version);
  if (state.kind === 'available') {
    if (row.aliasOf === undefined) yield { key, distance };
    return;
  }
  const successor =
    row.renamedTo === undefined || depth > 2 ? undefined : wanted.lookup(keyNameFor(row.renamedTo, placeholdersIn(key, wanted)));
  if (successor !== undefined && row.renamedTo !== undefined) {
    yield* usable(successor.row, keyNameFor(row.renamedTo, successor.placeholders), distance, wanted, depth + 1);
  }
}

function placeholdersIn(key: string, { lookup }: Wanted): { readonly [name: string]: string } {
  return lookup(key)?.placeholders ?? {};
}

type PatternFamily = { readonly rows: readonly KeyRow[]; readonly templates: readonly (readonly string[])[] };

/** Patterns by the letters of their first part, which a mistyped key is held against before its other parts. */
function byFirstPart(rows: readonly KeyRow[]): ReadonlyMap<string, PatternFamily> {
  const families = new Map<string, PatternFamily>();
  for (const row of rows) {
    if (!row.pattern) continue;
    const template = row.key.split('.');
    const name = literalOf(template[0]);
    const family = families.get(name);
    families.set(name, { rows: [...(family?.rows ?? []), row], templates: [...(family?.templates ?? []), template] });
  }
  return families;
}

/** The first part without placeholder, digits and case: `read<n>` and `Raed1` are one slip apart. */
function literalOf(part = ''): string {
  return part.replace(/<\w+>|\d+/g, '').toLowerCase();
}

function* nearPatterns(families: ReadonlyMap<string, PatternFamily>, wanted: Wanted): Generator<Found> {
  const parts = wanted.key.split('.');
  const name = literalOf(parts[0]);
  for (const [first, { rows, templates }] of families) {
    if (distanceWithin(first, name, 2) === undefined) continue;
    for (const [i, row] of rows.entries()) {
      const key = filledIn(row, templates[i] ?? [], parts);
      const distance = key === undefined ? undefined : slips(wanted, key, bareForm(key));
      if (key !== undefined && distance !== undefined && wanted.lookup(key)?.row === row) yield* usable(row, key, distance, wanted);
    }
  }
}

/** The pattern with the parts of the mistyped key in its placeholders, if it has as many parts. */
function filledIn(row: KeyRow, template: readonly string[], parts: readonly string[]): string | undefined {
  const open = template.at(-1)?.startsWith('<') === true;
  if (open ? parts.length < template.length : parts.length !== template.length) return undefined;
  const filled = template.map((part, i) => {
    const written = open && i === template.length - 1 ? parts.slice(i).join('.') : (parts[i] ?? '');
    return part.replace(/<(\w+)>/, (_, name: string) =>
      row.placeholders?.[name]?.type === 'integer' ? (/\d+/.exec(written)?.[0] ?? '') : written,
    );
  });
  return filled.join('.');
}

/** Mistakes of published documentation, whatever their distance. */
function* declaredSlip({ key, version, lookup }: Wanted): Generator<Found> {
  const meant = unreadKeys.find((unread) => unread.key === key)?.didYouMean;
  const match = meant === undefined ? undefined : lookup(meant);
  if (meant !== undefined && match !== undefined && availability(match.row, version).kind === 'available')
    yield { key: meant, distance: 0.5 };
}

function nearestOf(found: readonly Found[], key: string): readonly string[] {
  const best = new Map<string, number>();
  for (const { key: candidate, distance } of found) {
    if (candidate !== key) best.set(candidate, Math.min(distance, best.get(candidate) ?? Number.POSITIVE_INFINITY));
  }
  const sorted = [...best].sort(([a, left], [b, right]) => left - right || (a < b ? -1 : 1));
  const nearestDistance = sorted[0]?.[1] ?? 0;
  return sorted
    .filter(([, distance]) => distance <= nearestDistance + 1)
    .slice(0, most)
    .map(([candidate]) => candidate);
}
