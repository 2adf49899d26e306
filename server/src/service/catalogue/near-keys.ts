/**
 * Did you mean: known keys near to a mistyped one. A slip of case or separator (`CONNECTION_URL`, `pool.maxsize`)
 * counts as nearer than any slip of letters. The placeholders of a pattern keep what the administrator wrote there.
 */
import { unreadKeys } from '../generated/key-list.ts';
import { once } from '../once.ts';
import { distanceWithin, slipsAllowed } from '../text/similarity.ts';
import { availability } from './availability.ts';
import type { Catalogue, KeyMatch, KeyRow } from './catalogue.ts';
import { keyNameFor } from './key-names.ts';
import { bareForm, createNearPatterns } from './near-patterns.ts';
import { couldBeNear, type Spelling, spellingOf } from './spelling.ts';
import { type Dhis2Version, formatVersion } from './versions.ts';

const most = 3;
/** More than a generous file of nothing but unknown keys; then the memory starts anew. */
const remembered = 60_000;
const none: readonly string[] = [];

type Lookup = (key: string) => KeyMatch | undefined;
type Candidate = { readonly key: string; readonly bare: string; readonly spelling: Spelling; readonly row: KeyRow };
type Found = { readonly key: string; readonly distance: number };

export function createNearKeys(rows: readonly KeyRow[], lookup: Lookup): Catalogue['near'] {
  let memory = new Map<string, readonly string[]>();
  let exact: readonly (readonly Candidate[])[] | undefined;
  const nearPatterns = createNearPatterns(rows);
  return (key, version) => {
    const name = `${formatVersion(version)} ${key}`;
    const known = memory.get(name);
    if (known !== undefined) return known;
    exact ??= byLength(rows);
    const wanted = { key, bare: bareForm(key), limit: slipsAllowed(key.length), version, lookup };
    const found: Found[] = [];
    addExact(found, exact, wanted);
    for (const { row, key: name, distance } of nearPatterns(key, wanted.limit)) {
      if (lookup(name)?.row === row) addUsable(found, row, name, distance, wanted);
    }
    addDeclared(found, wanted);
    const answer = found.length === 0 ? none : nearestOf(found, key);
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

function byLength(rows: readonly KeyRow[]): readonly (readonly Candidate[])[] {
  const buckets: Candidate[][] = [];
  for (const row of rows) {
    if (row.pattern) continue;
    const bare = bareForm(row.key);
    const bucket = buckets[bare.length] ?? [];
    bucket.push({ key: row.key, bare, spelling: spellingOf(bare), row });
    buckets[bare.length] = bucket;
  }
  return buckets;
}

function addExact(found: Found[], buckets: readonly (readonly Candidate[] | undefined)[], wanted: Wanted): void {
  const { length } = wanted.bare;
  const spelling = spellingOf(wanted.bare);
  for (let n = Math.max(0, length - wanted.limit); n <= length + wanted.limit; n++) {
    for (const candidate of buckets[n] ?? []) {
      if (!couldBeNear(spelling, candidate.spelling, wanted.limit)) continue;
      const distance = slips(wanted, candidate.key, candidate.bare);
      if (distance !== undefined) addUsable(found, candidate.row, candidate.key, distance, wanted);
    }
  }
}

/** Half a slip when only case and separators differ, so that such keys come first. */
function slips({ key, bare, limit }: Wanted, candidate: string, candidateBare: string): number | undefined {
  if (bare === candidateBare) return key === candidate ? 0 : 0.5;
  return distanceWithin(bare, candidateBare, limit);
}

/** A removed key stands for the one that took over, if there is one. */
function addUsable(found: Found[], row: KeyRow, key: string, distance: number, wanted: Wanted, depth = 0): void {
  const state = availability(row, wanted.version);
  if (state.kind === 'available') {
    if (row.aliasOf === undefined) found.push({ key, distance });
    return;
  }
  const successor =
    row.renamedTo === undefined || depth > 2 ? undefined : wanted.lookup(keyNameFor(row.renamedTo, placeholdersIn(key, wanted)));
  if (successor !== undefined && row.renamedTo !== undefined) {
    addUsable(found, successor.row, keyNameFor(row.renamedTo, successor.placeholders), distance, wanted, depth + 1);
  }
}

function placeholdersIn(key: string, { lookup }: Wanted): { readonly [name: string]: string } {
  return lookup(key)?.placeholders ?? {};
}

const declaredSlips: () => ReadonlyMap<string, string> = once(
  () => new Map(unreadKeys().flatMap(({ key, didYouMean }) => (didYouMean === undefined ? [] : [[key, didYouMean]]))),
);

/** Mistakes of published documentation, whatever their distance. */
function addDeclared(found: Found[], { key, version, lookup }: Wanted): void {
  const meant = declaredSlips().get(key);
  const match = meant === undefined ? undefined : lookup(meant);
  if (meant !== undefined && match !== undefined && availability(match.row, version).kind === 'available')
    found.push({ key: meant, distance: 0.5 });
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
