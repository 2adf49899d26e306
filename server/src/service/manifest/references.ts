/** Fields whose value is the name of an item: where they are, and what they name. Read from `x-reference` of the schema. */
import type { Span } from '../findings.ts';
import type { SchemaDocument, SchemaPart } from '../yaml/schema-document.ts';
import { type Path, type SchemaNode, schemaAt } from '../yaml/schema-walk.ts';
import { type ItemList, isItemList } from './item-lists.ts';
import { isGroup, spanAt } from './items.ts';
import { manifestSchema } from './manifest-schema.ts';

export type Reference = {
  readonly text: string;
  readonly part: SchemaPart;
  /** Of the field, or of the item of its list. */
  readonly path: Path;
  readonly to: ItemList;
  readonly name: string;
  readonly span: Span;
};

/** `*` stands for every item of a list. */
export type ReferenceField = { readonly path: readonly string[]; readonly to: ItemList };

/** Deeper than any field of the schema. */
const deepest = 8;

let fields: readonly ReferenceField[] | undefined;

export function referenceFields(): readonly ReferenceField[] {
  fields ??= fieldsBelow([], manifestSchema());
  return fields;
}

function fieldsBelow(path: readonly string[], node: SchemaNode | undefined): readonly ReferenceField[] {
  if (node === undefined || path.length > deepest) return [];
  const to = node['x-reference'];
  if (isItemList(to)) return [{ path, to }];
  const below = (step: string, child: string | number) => {
    const inside = [...path, step];
    return fieldsBelow(inside, schemaAt(manifestSchema(), [...asPath(path), child]));
  };
  if (node.type === 'array') return below('*', 0);
  return Object.keys(node.properties ?? {}).flatMap((name) => below(name, name));
}

const asPath = (steps: readonly string[]): Path => steps.map((step) => (step === '*' ? 0 : step));

const known = new WeakMap<SchemaDocument, readonly Reference[]>();

/** All references of a manifest that are text, sound or not, field by field of the schema. */
export function referencesOf(document: SchemaDocument): readonly Reference[] {
  const found = known.get(document) ?? readReferences(document);
  known.set(document, found);
  return found;
}

function readReferences({ text, parts }: SchemaDocument): readonly Reference[] {
  return parts.flatMap((part) => referenceFields().flatMap((field) => referencesBy(field, text, part)));
}

export type ItemRange = { readonly from: number; readonly to: number };

/** Those of one field of the schema; `within` are the items of the list at the top that are looked at, all when it is not given. */
export function referencesBy(
  { path, to }: ReferenceField,
  text: string,
  part: SchemaPart,
  within?: ItemRange,
  isWanted: (name: string) => boolean = () => true,
): readonly Reference[] {
  const references: Reference[] = [];
  const tell = (name: string, at: Path) => {
    if (isWanted(name)) references.push(new WrittenReference({ text, part, path: at.slice(), to, name }));
  };
  const items = within === undefined ? undefined : topList(part, { path, to });
  if (within === undefined || items === undefined) eachName(part.data, path, 0, [], tell);
  else for (let i = within.from; i < within.to; i++) eachName(items[i], path, 2, [path[0] ?? '', i], tell);
  return references;
}

/** The names alone, in their order. */
export function namesBy({ path }: ReferenceField, { data }: Pick<SchemaPart, 'data'>): readonly string[] {
  const names: string[] = [];
  eachName(data, path, 0, [], (name) => names.push(name));
  return names;
}

/** The list at the top of the document that the field is in. */
export function topList({ data }: Pick<SchemaPart, 'data'>, { path: [top = '', star] }: ReferenceField): readonly unknown[] | undefined {
  const list = star === '*' && isGroup(data) ? data[top] : undefined;
  return Array.isArray(list) ? list : undefined;
}

class WrittenReference implements Reference {
  readonly text: string;
  readonly part: SchemaPart;
  readonly path: Path;
  readonly to: ItemList;
  readonly name: string;

  constructor({ text, part, path, to, name }: Omit<Reference, 'span'>) {
    this.text = text;
    this.part = part;
    this.path = path;
    this.to = to;
    this.name = name;
  }

  /** Most places are never asked for. */
  get span(): Span {
    return spanAt(this.text, this.part, this.path);
  }
}

/** Tells each text that the steps lead to, with the way there, which is another one afterwards. */
function eachName(
  data: unknown,
  steps: readonly string[],
  from: number,
  at: (string | number)[],
  tell: (name: string, at: Path) => void,
): void {
  const step = steps[from];
  if (step === undefined) {
    if (typeof data === 'string') tell(data, at);
    return;
  }
  if (step === '*') {
    if (!Array.isArray(data)) return;
    for (let i = 0; i < data.length; i++) {
      at.push(i);
      eachName(data[i], steps, from + 1, at, tell);
      at.pop();
    }
    return;
  }
  const inside = isGroup(data) ? data[step] : undefined;
  if (inside === undefined) return;
  at.push(step);
  eachName(inside, steps, from + 1, at, tell);
  at.pop();
}
