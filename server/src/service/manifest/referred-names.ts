/** The names that a manifest gives to other items, kept from one text to the next. */
import { type EditedRange, editedRange, isNothing } from '../text/edited-range.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';
import { lineOf } from './items.ts';
import { namesBy, type ReferenceField, referenceFields, topList } from './references.ts';

export type ReferredNames = { readonly field: ReferenceField; readonly names: ReadonlySet<string> };

type Kept = { readonly items: readonly unknown[]; readonly names: ReadonlySet<string> };

/** By the line of documents, then by the place of the part and the field of the schema. */
const known = new WeakMap<object, Map<string, Kept>>();

/** One set for each field of the schema and part of the document. */
export function referredNames(document: SchemaDocument): readonly ReferredNames[] {
  const line = lineOf(document);
  const kept = known.get(line) ?? new Map<string, Kept>();
  known.set(line, kept);
  return document.parts.flatMap((part, i) =>
    referenceFields().map((field) => {
      const place = `${i} ${field.path.join('/')}`;
      const items = topList(part, field);
      const names = (items && stillGiven(kept.get(place), items, field)) ?? new Set(namesBy(field, part));
      if (items === undefined) kept.delete(place);
      else kept.set(place, { items, names });
      return { field, names };
    }),
  );
}

/** The set as it was, if the items that were edited give the same names as before. */
function stillGiven(before: Kept | undefined, items: readonly unknown[], field: ReferenceField): ReadonlySet<string> | undefined {
  if (before === undefined) return undefined;
  const edited = editedRange(before.items, items);
  return isNothing(edited) || givesSame(before.items, items, edited, field) ? before.names : undefined;
}

function givesSame(
  old: readonly unknown[],
  now: readonly unknown[],
  { start, oldEnd, newEnd }: EditedRange,
  field: ReferenceField,
): boolean {
  const names = (items: readonly unknown[]) => namesBy(field, { data: { [field.path[0] ?? '']: items } });
  return isNothing(editedRange(names(old.slice(start, oldEnd)), names(now.slice(start, newEnd))));
}
