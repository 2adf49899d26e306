/** Names that nothing has. Of lists in which there was none, only items that were edited are looked at again. */
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { type ItemRange, type Reference, referenceFields, referencesBy, topList } from '../manifest/references.ts';
import { editedRange } from '../text/edited-range.ts';
import { lineOfProject, lookAtProject, type Project } from './project.ts';
import { type Bits, isUnchanged, moment, whatIsTouched } from './sources.ts';

/** A list in which all was known. */
type Kept = { readonly items: readonly unknown[]; readonly bits: Bits; readonly since: number };

/** By the line of documents, then by the place of the part and the field of the schema. */
const known = new WeakMap<object, Map<string, Kept>>();

/** Of the asking manifest. An item with a mistake of its own is there all the same. */
export function unknownReferences(project: Project, { text, parts }: ManifestDocument): readonly Reference[] {
  lookAtProject(project);
  const line = lineOfProject(project);
  const kept = known.get(line) ?? new Map<string, Kept>();
  known.set(line, kept);
  return parts.flatMap((part, i) =>
    referenceFields().flatMap((field) => {
      const place = `${i} ${field.path.join('/')}`;
      const items = topList(part, field);
      const within = whatToLookAt(kept.get(place), items);
      const isUnknown = (name: string) => !project.hasName(field.to, name) && project.knowsAll(field.to);
      const { value: unknown, bits } = whatIsTouched(() => referencesBy(field, text, part, within, isUnknown));
      if (items === undefined || unknown.length > 0) kept.delete(place);
      else kept.set(place, { items, bits: bits | (kept.get(place)?.bits ?? 0), since: moment() });
      return unknown;
    }),
  );
}

function whatToLookAt(before: Kept | undefined, items: readonly unknown[] | undefined): ItemRange | undefined {
  if (before === undefined || items === undefined || !isUnchanged(before.bits, before.since)) return undefined;
  const { start, newEnd } = editedRange(before.items, items);
  return { from: start, to: newEnd };
}
