/**
 * DHIS2 releases. They are not semantic versions: `2.41.3.1` is a hotfix of a patch, and from 42 on people write
 * `42.1` for `2.42.1`.
 */

/** Numbers from the left: 2.41.3.1 is [2, 41, 3, 1]. Two numbers alone mean "the newest patch of this release". */
export type Dhis2Version = readonly number[];

/** Releases the catalogue knows, oldest first. Source: dhis2/dhis2-core tags 2.35.0 to 2.43.1, read 2026-08-22. */
export const knownReleases = ['2.35', '2.36', '2.37', '2.38', '2.39', '2.40', '2.41', '2.42', '2.43'] as const;

/** The newest patches when the facts were read; later ones may differ from them. */
export const newestPatches: { readonly [release: string]: string } = {
  '2.35': '2.35.14',
  '2.36': '2.36.13.2',
  '2.37': '2.37.10',
  '2.38': '2.38.7',
  '2.39': '2.39.10.1',
  '2.40': '2.40.12',
  '2.41': '2.41.9.1',
  '2.42': '2.42.5.2',
  '2.43': '2.43.1',
};

/** What is assumed when nothing names a version. */
export const newestRelease = '2.43';

/** Understands `2.41`, `2.41.3.1`, `41`, `42.1`, `v2.41`, and a suffix such as `-SNAPSHOT`; undefined for other text. */
export function parseVersion(text: string): Dhis2Version | undefined {
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= mostParsed) parsed.clear();
  const version = read(text);
  parsed.set(text, version);
  return version;
}

/** So that a text gives the same object again: what is remembered of a document is remembered for a version. */
const parsed = new Map<string, Dhis2Version | undefined>();
const mostParsed = 100;

function read(text: string): Dhis2Version | undefined {
  const match = /^v?(\d{1,4}(?:\.\d{1,4}){0,3})(?:-[\w.-]+)?$/.exec(text.trim());
  const numbers = match?.[1]?.split('.').map(Number);
  const first = numbers?.[0];
  if (numbers === undefined || first === undefined) return undefined;
  if (first === 2) return numbers.length > 1 ? numbers : undefined;
  return first >= 35 ? [2, ...numbers] : undefined;
}

export function formatVersion(version: Dhis2Version): string {
  return version.join('.');
}

/** `2.41` of `2.41.3.1`. */
export function releaseOf(version: Dhis2Version): string {
  return version.slice(0, 2).join('.');
}

/** Below zero when `a` is older. A bare release counts as its own newest patch, so 2.41 is newer than 2.41.9.1. */
export function compareVersions(a: Dhis2Version, b: Dhis2Version): number {
  for (let i = 0; i < 4; i++) {
    const left = a[i] ?? missing(a, i);
    const right = b[i] ?? missing(b, i);
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** A missing patch means the newest one; a missing hotfix of a named patch means none. */
function missing(version: Dhis2Version, place: number): number {
  return version.length <= 2 && place >= 2 ? Number.POSITIVE_INFINITY : 0;
}

/** A stretch of versions: from `since` on, up to but not with `until`. */
export type VersionSpan = { readonly since?: string; readonly until?: string };

export function isWithin(version: Dhis2Version, { since, until }: VersionSpan): boolean {
  if (since !== undefined && compareVersions(version, boundOf(since)) < 0) return false;
  return until === undefined || compareVersions(version, boundOf(until)) < 0;
}

/** The latest of some spans that has begun; for lists that say where something changed. */
export function lastBegun<T extends { readonly since: string }>(version: Dhis2Version, changes: readonly T[]): T | undefined {
  return changes.findLast(({ since }) => isWithin(version, { since })) ?? changes[0];
}

const bounds = new Map<string, Dhis2Version>();

/** A bound in the data. There a release alone means its first patch, the other way round than with people. */
export function boundOf(text: string): Dhis2Version {
  let bound = bounds.get(text);
  if (bound === undefined) {
    const numbers = text.split('.').map(Number);
    bound = numbers.length === 2 ? [...numbers, 0] : numbers;
    bounds.set(text, bound);
  }
  return bound;
}
