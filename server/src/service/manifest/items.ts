/** The named items written in a manifest, broken ones included, each with its place. */
import { isScalar } from 'yaml';
import type { Span } from '../findings.ts';
import { firstLine } from '../yaml/document.ts';
import { itemPath } from '../yaml/itemwise-validation.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { SchemaDocument, SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';
import type { ItemList, ItemOf } from './item-lists.ts';

export type ManifestItem = {
  readonly text: string;
  readonly part: SchemaPart;
  readonly list: ItemList;
  readonly path: Path;
  readonly name: string;
  readonly nameSpan: Span;
  /** Fields as written; nothing is promised of their types. */
  readonly fields: { readonly [field: string]: unknown };
};

/** An item that fits the schema. */
export type SoundItem<L extends ItemList> = Omit<ManifestItem, 'fields' | 'list'> & { readonly list: L; readonly fields: ItemOf[L] };

type Lists = { readonly all: Map<ItemList, readonly ManifestItem[]>; readonly sound: Map<ItemList, readonly ManifestItem[]> };

const known = new WeakMap<SchemaDocument, Lists>();

function listsOf(document: SchemaDocument): Lists {
  const lists = known.get(document) ?? { all: new Map(), sound: new Map() };
  known.set(document, lists);
  return lists;
}

/** In the order of the text; an item without a name is left out, because nothing can refer to it. */
export function itemsOf(document: SchemaDocument, list: ItemList): readonly ManifestItem[] {
  const { all } = listsOf(document);
  const items = all.get(list) ?? readItems(document, list);
  all.set(list, items);
  return items;
}

function readItems({ text, parts }: SchemaDocument, list: ItemList): readonly ManifestItem[] {
  const items: ManifestItem[] = [];
  for (const part of parts) {
    for (const [index, fields] of listOf(part, list).entries()) {
      if (!isGroup(fields)) continue;
      const name = fields['name'];
      if (typeof name === 'string') items.push(new WrittenItem({ text, part, list, index, name, fields }));
    }
  }
  return items;
}

class WrittenItem implements ManifestItem {
  readonly text: string;
  readonly part: SchemaPart;
  readonly list: ItemList;
  readonly index: number;
  readonly name: string;
  readonly fields: ManifestItem['fields'];

  constructor({ text, part, list, index, name, fields }: Omit<WrittenItem, 'path' | 'nameSpan'>) {
    this.text = text;
    this.part = part;
    this.list = list;
    this.index = index;
    this.name = name;
    this.fields = fields;
  }

  get path(): Path {
    return [this.list, this.index];
  }

  /** Most places are never asked for, and a manifest may have thousands of items. */
  get nameSpan(): Span {
    return fieldSpan(this, 'name');
  }
}

export function soundItemsOf<L extends ItemList>(document: SchemaDocument, list: L): readonly SoundItem<L>[] {
  const { sound } = listsOf(document);
  const items = sound.get(list) ?? itemsOf(document, list).filter(isSound);
  sound.set(list, items);
  return items as unknown as readonly SoundItem<L>[];
}

function listOf({ data }: SchemaPart, list: ItemList): readonly unknown[] {
  const items = isGroup(data) ? data[list] : undefined;
  return Array.isArray(items) ? items : [];
}

type Place = Pick<ManifestItem, 'text' | 'part' | 'path'>;

/** Of the value; of what holds it when the value comes from an alias or a merge key, or is not there. */
export function fieldSpan({ text, part, path }: Place, ...field: Path): Span {
  return spanAt(text, part, [...path, ...field]);
}

/** Of a value that is written at this very place, not in an alias or a merge key. */
export function exactSpan({ yaml }: SchemaPart, path: Path): Span | undefined {
  const node = locate(yaml, path)?.value;
  return isScalar(node) ? spanOf(node) : undefined;
}

/** Of a value in a part; of the nearest thing around it that stands in the text. Within one line. */
export function spanAt(text: string, { yaml }: SchemaPart, path: Path): Span {
  for (let length = path.length; length >= 0; length--) {
    const node = locate(yaml, path.slice(0, length))?.value;
    if (node !== undefined) return firstLine(text, spanOf(node));
  }
  return firstLine(text, { start: yaml.start, end: yaml.start });
}

/** Of the name of a field; of what holds it when the name does not stand in the text. */
export function fieldNameSpan(text: string, part: SchemaPart, path: Path): Span {
  const key = locate(part.yaml, path)?.key;
  return key === undefined ? spanAt(text, part, path) : firstLine(text, spanOf(key));
}

/** In a document of another version, or of none, the same fields may mean something else. */
export function isSound({ part, path }: Pick<ManifestItem, 'part' | 'path'>): boolean {
  if (part.violations.length === 0) return true;
  const broken = brokenItems(part);
  return broken !== 'all' && !broken.has(`/${path.join('/')}`);
}

const knownBroken = new WeakMap<SchemaPart, ReadonlySet<string> | 'all'>();

/** By their paths, such as `/hosts/3`. */
function brokenItems(part: SchemaPart): ReadonlySet<string> | 'all' {
  const kept = knownBroken.get(part);
  if (kept !== undefined) return kept;
  const isOfAnotherVersion = part.violations.some(
    ({ instancePath, params }) => instancePath === '/version' || (instancePath === '' && params['missingProperty'] === 'version'),
  );
  const broken = isOfAnotherVersion ? 'all' : new Set(part.violations.flatMap(({ instancePath }) => itemPath(instancePath) ?? []));
  knownBroken.set(part, broken);
  return broken;
}

/** False while a part cannot be read: the name that is not found may be in it. */
export function allKnown({ parts, templated }: SchemaDocument, list: ItemList): boolean {
  return (
    !templated && parts.every(({ readable, data }) => readable && (!isGroup(data) || data[list] === undefined || Array.isArray(data[list])))
  );
}

export function isGroup(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
