/** The order of the documentation: chapters, and in each the keys as the catalogue has them. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { type GroupId, groupIds } from '../catalogue/groups.ts';
import { once } from '../once.ts';
import type { ConfEntry } from '../rules/context.ts';
import { idInKey } from './provider-places.ts';

export type PlaceInCatalogue = {
  /** Undefined for a key that no release knows. */
  readonly group: GroupId | undefined;
  /** The provider, replica or tenant whose keys stay together; empty for a key of its own. */
  readonly block: string;
  /** Chapter, kind of block, block, place in the block. */
  readonly numbers: readonly number[];
};

/** What of an entry decides its place. */
export type KeyInFile = Pick<ConfEntry, 'key' | 'match'>;

const rowNumbers: () => ReadonlyMap<KeyRow, number> = once(() => new Map(catalogue.rows.map((row, index) => [row, index])));

/** Makes the places of the entries of one file; asked in the order of the file, which is the order of named blocks. */
export function createPlaces(): (entry: KeyInFile) => PlaceInCatalogue {
  const appearance = new Map<string, number>();
  return (entry) => {
    const { row, kind, id } = blockOf(entry);
    const group = row?.group ?? (kind === undefined ? undefined : 'oidc');
    const number = row === undefined ? catalogue.rows.length : (rowNumbers().get(row) ?? 0);
    const block = kind === undefined ? '' : `${kind}${id}`;
    const first = kind === undefined ? number : catalogue.rows.findIndex(({ key }) => key.startsWith(`${kind}<`));
    const chapter = group === undefined ? groupIds.length : groupIds.indexOf(group);
    return { group, block, numbers: [chapter, first, blockNumber(block, id, appearance), number] };
  };
}

/** Equal places are for the caller to keep in order. */
export function comparePlaces(a: PlaceInCatalogue, b: PlaceInCatalogue): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A mistyped name of a provider stays with the provider. */
function blockOf({ key, match }: KeyInFile): {
  readonly row: KeyRow | undefined;
  readonly kind: string | undefined;
  readonly id: string;
} {
  const row = match?.row;
  if (row === undefined) {
    const provider = idInKey(key);
    return { row, kind: provider && 'oidc.provider.', id: provider?.id ?? '' };
  }
  const open = row.key.indexOf('<');
  return { row, kind: open < 0 ? undefined : row.key.slice(0, open), id: Object.values(match?.placeholders ?? {})[0] ?? '' };
}

/** Numbers count; names come in the order in which the file has them. */
function blockNumber(block: string, id: string, appearance: Map<string, number>): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  const known = appearance.get(block) ?? appearance.size;
  appearance.set(block, known);
  return known;
}
