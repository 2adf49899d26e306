/** The hosts and instances written in a manifest, broken ones included, each with its place. */
import type { Span } from '../findings.ts';
import { firstLine } from '../yaml/document.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { SchemaDocument, SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';

export type ItemList = 'hosts' | 'instances';

export type ManifestItem = {
  readonly text: string;
  readonly part: SchemaPart;
  readonly path: Path;
  readonly name: string;
  readonly nameSpan: Span;
  /** Fields as written; nothing is promised of their types. */
  readonly fields: { readonly [field: string]: unknown };
};

/** In the order of the text; an item without a name is left out, because nothing can refer to it. */
export function itemsOf({ text, parts }: SchemaDocument, list: ItemList): readonly ManifestItem[] {
  return parts.flatMap((part) =>
    listOf(part, list).flatMap((fields, index) => {
      if (!isGroup(fields) || typeof fields['name'] !== 'string') return [];
      const path = [list, index];
      return [{ text, part, path, name: fields['name'], nameSpan: spanAt(text, part, [...path, 'name']), fields }];
    }),
  );
}

function listOf({ data }: SchemaPart, list: ItemList): readonly unknown[] {
  const items = isGroup(data) ? data[list] : undefined;
  return Array.isArray(items) ? items : [];
}

/** Of the value; of what holds it when the value comes from an alias or a merge key. */
export function fieldSpan({ text, part, path }: ManifestItem, field: string): Span {
  return spanAt(text, part, [...path, field]);
}

function spanAt(text: string, { yaml }: SchemaPart, path: Path): Span {
  const node = locate(yaml, path)?.value ?? locate(yaml, path.slice(0, -1))?.value;
  return firstLine(text, node === undefined ? { start: yaml.range[0], end: yaml.range[0] } : spanOf(node));
}

/** In a document of another version, or of none, the same fields may mean something else. */
export function isSound({ part, path }: ManifestItem): boolean {
  const own = `/${path.join('/')}`;
  return part.violations.every(
    ({ instancePath, params }) =>
      instancePath !== own &&
      !instancePath.startsWith(`${own}/`) &&
      instancePath !== '/version' &&
      !(instancePath === '' && params['missingProperty'] === 'version'),
  );
}

/** False while a part cannot be read: the name that is not found may be in it. */
export function allHostsKnown({ parts }: SchemaDocument): boolean {
  return parts.every(({ readable, data }) => readable && (!isGroup(data) || data['hosts'] === undefined || Array.isArray(data['hosts'])));
}

function isGroup(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
