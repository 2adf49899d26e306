/**
 * What makes a finding the same one after lines were inserted above it: its rule, the key or path it stands at, and
 * which of several such findings it is. The text of the line takes no part: it may hold a secret, which a hash that
 * leaves the house would help to guess.
 */
import { createHash } from 'node:crypto';
import type { FileReport } from './reporters/report.ts';

export type Identity = { readonly rule: string; readonly place: string };

/** Counts from 0 in the order of the text: the second `duplicate-key` of a key is 1. */
export function countEqual<T>(items: readonly T[], nameOf: (item: T) => string): readonly number[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count;
  });
}

export function identitiesOf({ findings, placeOf }: FileReport): readonly Identity[] {
  return findings.map((finding) => ({ rule: finding.rule, place: placeOf(finding) }));
}

/** One for each finding of the file, in their order; `scope` sets apart what would be equal otherwise. */
export function fingerprintsOf(file: FileReport, scope = ''): readonly string[] {
  const names = identitiesOf(file).map(({ rule, place }) => [scope, rule, place].join('\0'));
  const ordinals = countEqual(names, (name) => name);
  return names.map((name, index) =>
    createHash('sha256')
      .update(`${name}\0${ordinals[index] ?? 0}`)
      .digest('hex')
      .slice(0, 32),
  );
}
