/** The hosts and instances written in a manifest, broken ones included, each with its place. */
import type { Span } from '../findings.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { Path } from '../yaml/schema-walk.ts';
import type { ManifestDocument, ManifestPart } from './manifest-document.ts';

export type ItemList = 'hosts' | 'instances';

export type ManifestItem = {
  readonly part: ManifestPart;
  readonly path: Path;
  readonly name: string;
  readonly nameSpan: Span;
  /** Fields as written; nothing is promised of their types. */
  readonly fields: { readonly [field: string]: unknown };
};

/** In the order of the text; an item without a name is left out, because nothing can refer to it. */
export function itemsOf({ parts }: ManifestDocument, list: ItemList): readonly ManifestItem[] {
  return parts.flatMap((part) => listOf(part, list).flatMap((fields, index) => itemOf(part, [list, index], fields)));
}

function listOf({ data }: ManifestPart, list: ItemList): readonly unknown[] {
  const items = isGroup(data) ? data[list] : undefined;
  return Array.isArray(items) ? items : [];
}

function itemOf(part: ManifestPart, path: Path, fields: unknown): readonly ManifestItem[] {
  if (!isGroup(fields) || typeof fields['name'] !== 'string') return [];
  const item = { part, path, name: fields['name'], fields };
  return [{ ...item, nameSpan: fieldSpan(item, 'name') }];
}

/** Of the value; of the item when the value comes from an alias or a merge key. */
export function fieldSpan({ part, path }: Pick<ManifestItem, 'part' | 'path'>, field: string): Span {
  const node = locate(part.yaml, [...path, field])?.value ?? locate(part.yaml, path)?.value;
  return node === undefined ? { start: part.yaml.range[0], end: part.yaml.range[0] } : spanOf(node);
}

/** False while a part cannot be read: the name that is not found may be in it. */
export function allHostsKnown({ parts }: ManifestDocument): boolean {
  return parts.every(({ readable, data }) => readable && (!isGroup(data) || data['hosts'] === undefined || Array.isArray(data['hosts'])));
}

function isGroup(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
