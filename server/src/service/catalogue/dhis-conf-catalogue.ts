/** The catalogue over the generated rows. */
import { keyRows } from '../generated/key-list.ts';
import { once } from '../once.ts';
import { availability as availabilityOf } from './availability.ts';
import type { Availability, Catalogue, KeyMatch, KeyRow } from './catalogue.ts';
import { createNearKeys } from './near-keys.ts';
import { createPatternIndex } from './pattern-index.ts';
import { type Dhis2Version, isWithin, lastBegun } from './versions.ts';

const made = once(() => createCatalogue(keyRows()));

/** One for the whole service: it holds no state but memories. The rows are read when something is first asked. */
export const catalogue: Catalogue = {
  get rows() {
    return made().rows;
  },
  lookup: (key) => made().lookup(key),
  availability: (row, version) => made().availability(row, version),
  defaultOf,
  valuesOf,
  near: (key, version) => made().near(key, version),
};

function createCatalogue(rows: readonly KeyRow[]): Omit<Catalogue, 'defaultOf' | 'valuesOf'> {
  const exact = new Map<string, KeyMatch>();
  for (const row of rows) if (row.pattern === undefined) exact.set(row.key, { row, placeholders: {} });
  const patterns = createPatternIndex(rows);
  const lookup = (key: string) => exact.get(key) ?? patterns.lookup(key);
  /** Before a provider's name was reserved, its keys were those of any provider. */
  const inQuestion = (row: KeyRow, version: Dhis2Version): Availability => {
    const state = availabilityOf(row, version);
    if (row.formerPattern === undefined || state.kind !== 'added-later') return state;
    const former = rows.find(({ key }) => key === row.formerPattern);
    return former === undefined ? state : availabilityOf(former, version);
  };
  const availability = rememberLast(inQuestion);
  const near = createNearKeys(rows, lookup);
  return { rows, lookup, availability, near };
}

/** A document asks for thousands of entries and one version; the last answer of a row is nearly always the right one. */
function rememberLast(answer: Catalogue['availability']): Catalogue['availability'] {
  const last = new WeakMap<KeyRow, { readonly version: Dhis2Version; readonly state: Availability }>();
  return (row, version) => {
    const known = last.get(row);
    if (known?.version === version) return known.state;
    const state = answer(row, version);
    last.set(row, { version, state });
    return state;
  };
}

/** What the server takes when the key is absent; an empty text is no default an administrator could use. */
export function defaultOf(row: KeyRow, version: Dhis2Version): string | undefined {
  const effective = row.effectiveDefault?.find((span) => isWithin(version, span))?.value;
  const declared = row.defaultByVersion === undefined ? row.default : lastBegun(version, row.defaultByVersion)?.value;
  return effective || declared || undefined;
}

export function valuesOf(row: KeyRow, version: Dhis2Version): readonly string[] | undefined {
  if (row.valuesByVersion === undefined) return row.values;
  return (row.valuesByVersion.find((span) => isWithin(version, span)) ?? row.valuesByVersion[0])?.values;
}
