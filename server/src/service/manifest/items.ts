/** The named items written in a manifest, broken ones included, each with its place. */
import { isScalar } from 'yaml';
import type { Span } from '../findings.ts';
import { editedRange, isNothing } from '../text/edited-range.ts';
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

/** A list in one part, and where that is in the text that was read last. */
type Home = { readonly list: ItemList; text: string; part: SchemaPart; data: readonly unknown[] };

type Written = { readonly items: readonly WrittenItem[]; readonly homes: readonly Home[] };

type Lists = { readonly all: Map<ItemList, Written>; readonly sound: Map<ItemList, readonly ManifestItem[]>; readonly line: object };

const known = new WeakMap<SchemaDocument, Lists>();

function listsOf(document: SchemaDocument): Lists {
  const lists = known.get(document) ?? { all: new Map(), sound: new Map(), line: {} };
  known.set(document, lists);
  return lists;
}

/** The same object for a document and those read anew from it after edits. */
export function lineOf(document: SchemaDocument): object {
  return listsOf(document).line;
}

/**
 * Items that the edit left as they are stay the same objects and are found in the new text, and so do lists of such items
 * alone. So whoever kept something about an item or a list knows by its identity whether that still holds.
 */
export function takeOverItems(before: SchemaDocument, now: SchemaDocument): void {
  const earlier = known.get(before);
  if (earlier === undefined) return;
  known.delete(before);
  const lists: Lists = { all: new Map(), sound: new Map(), line: earlier.line };
  for (const [list, { items, homes }] of earlier.all) {
    if (homes.length !== now.parts.length || !homes.every(({ data }, i) => canTakeOver(data, now.parts[i], list))) continue;
    const wasBroken = homes.map(({ part }) => brokenIn(part, list));
    const byHome = itemsByHome(items);
    const taken = homes.map((home, i) => takeOver(home, byHome.get(home) ?? [], now.text, now.parts[i] ?? home.part));
    const isUntouched = taken.every(({ isSame }) => isSame);
    lists.all.set(list, { items: isUntouched ? items : taken.flatMap(({ items }) => items), homes });
    const sound = earlier.sound.get(list);
    const isAsSound = isUntouched && homes.every(({ part }, i) => isSameSet(wasBroken[i], brokenIn(part, list)));
    if (sound !== undefined && isAsSound) lists.sound.set(list, sound);
  }
  known.set(now, lists);
}

/** Where items are read apart, their data stay the same objects until they are edited, and no two share theirs. */
function canTakeOver(old: readonly unknown[], part: SchemaPart | undefined, list: ItemList): boolean {
  return part !== undefined && (part.lists?.has(list) === true || (old.length === 0 && listOf(part, list).length === 0));
}

/** In one walk: a stream may have thousands of documents, each with a home of its own. */
function itemsByHome(items: readonly WrittenItem[]): ReadonlyMap<Home, readonly WrittenItem[]> {
  const byHome = new Map<Home, WrittenItem[]>();
  for (const item of items) {
    const there = byHome.get(item.home);
    if (there === undefined) byHome.set(item.home, [item]);
    else there.push(item);
  }
  return byHome;
}

type Taken = { readonly items: readonly WrittenItem[]; readonly isSame: boolean };

function takeOver(home: Home, items: readonly WrittenItem[], text: string, part: SchemaPart): Taken {
  const data = listOf(part, home.list);
  const edited = editedRange(home.data, data);
  home.text = text;
  home.part = part;
  home.data = data;
  if (isNothing(edited)) return { items, isSame: true };
  const { start, oldEnd, newEnd } = edited;
  const before = items.filter(({ index }) => index < start);
  const after = items.filter(({ index }) => index >= oldEnd);
  for (const item of after) item.index += newEnd - oldEnd;
  return { items: [...before, ...itemsFrom(home, start, newEnd), ...after], isSame: false };
}

/** In the order of the text; an item without a name is left out, because nothing can refer to it. */
export function itemsOf(document: SchemaDocument, list: ItemList): readonly ManifestItem[] {
  const { all } = listsOf(document);
  const written = all.get(list) ?? readItems(document, list);
  all.set(list, written);
  return written.items;
}

function readItems({ text, parts }: SchemaDocument, list: ItemList): Written {
  const homes = parts.map((part): Home => ({ text, part, list, data: listOf(part, list) }));
  return { items: homes.flatMap((home) => itemsFrom(home, 0, home.data.length)), homes };
}

function itemsFrom(home: Home, from: number, to: number): readonly WrittenItem[] {
  const items: WrittenItem[] = [];
  for (let index = from; index < to; index++) {
    const fields = home.data[index];
    if (!isGroup(fields)) continue;
    const name = fields['name'];
    if (typeof name === 'string') items.push(new WrittenItem(home, index, name, fields));
  }
  return items;
}

class WrittenItem implements ManifestItem {
  readonly home: Home;
  index: number;
  readonly name: string;
  readonly fields: ManifestItem['fields'];

  constructor(home: Home, index: number, name: string, fields: ManifestItem['fields']) {
    this.home = home;
    this.index = index;
    this.name = name;
    this.fields = fields;
  }

  get text(): string {
    return this.home.text;
  }

  get part(): SchemaPart {
    return this.home.part;
  }

  get list(): ItemList {
    return this.home.list;
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

/** All is broken in a document of another version. */
function brokenIn(part: SchemaPart | undefined, list: ItemList): ReadonlySet<string> {
  const broken = part === undefined ? 'all' : brokenItems(part);
  return broken === 'all' ? new Set(['all']) : new Set([...broken].filter((path) => path.startsWith(`/${list}/`)));
}

const isSameSet = (a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean =>
  a?.size === b.size && [...a].every((one) => b.has(one));

/** False while a part cannot be read: the name that is not found may be in it. */
export function allKnown({ parts, templated }: SchemaDocument, list: ItemList): boolean {
  return (
    !templated && parts.every(({ readable, data }) => readable && (!isGroup(data) || data[list] === undefined || Array.isArray(data[list])))
  );
}

export function isGroup(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
