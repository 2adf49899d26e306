/** In which versions a key exists. */
import type { Availability, KeyRow } from './catalogue.ts';
import { boundOf, compareVersions, type Dhis2Version, isWithin, newestPatches, releaseOf } from './versions.ts';

const available: Availability = { kind: 'available' };

/** The patch range of the very release decides; only without one do the releases around it. */
export function availability(row: KeyRow, version: Dhis2Version): Availability {
  const range = rangeOf(row, releaseOf(version));
  if (range !== undefined) {
    if (range.since !== undefined && !isWithin(version, { since: range.since })) return { kind: 'added-later', since: range.since };
    return range.until !== undefined && isWithin(version, { since: range.until }) ? removed(row, range.until) : available;
  }
  if (isOnItsWay(row, version)) return available;
  if (isBeforeFirst(row, version)) return { kind: 'added-later', since: firstVersion(row) };
  if (row.removedIn === undefined || !isWithin(version, { since: row.removedIn })) return available;
  return removed(row, rangeOf(row, row.removedIn)?.until ?? row.removedIn);
}

/** On the branch of the release: a patch newer than those the facts were read from most likely has the key. */
function isOnItsWay(row: KeyRow, version: Dhis2Version): boolean {
  const release = releaseOf(version);
  const newest = newestPatches[release];
  if (newest === undefined || version.length < 3 || row.onUnreleasedPatchBranchOf?.includes(release) !== true) return false;
  return compareVersions(version, boundOf(newest)) > 0;
}

/** First version with the key, to the patch. */
function firstVersion(row: KeyRow): string {
  return rangeOf(row, row.since)?.since ?? row.since;
}

function rangeOf(row: KeyRow, release: string) {
  return row.patchRanges?.find((range) => range.release === release);
}

/** `2.35` without a patch is where the facts begin, not where the key began (schemas/dhis-conf-key.schema.json). */
function isBeforeFirst(row: KeyRow, version: Dhis2Version): boolean {
  const first = firstVersion(row);
  return first !== '2.35' && compareVersions(version, boundOf(first)) < 0;
}

function removed(row: KeyRow, removedIn: string): Availability {
  return { kind: 'removed', removedIn, renamedTo: row.renamedTo };
}
