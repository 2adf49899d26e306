/** What items claim, kept from one text to the next: only edited items are asked again. */

import { editedRange, isNothing } from '../text/edited-range.ts';
import { counted, type Groups, groupsBy } from './clashes.ts';
import { lineOfProject, lookAtProject, type Project } from './project.ts';
import { type Bits, isUnchanged, moment, whatIsTouched } from './sources.ts';

type Item = { readonly uri: string; readonly fields: object };

/** Depends on the data of the item and on the project alone. The same function each time: what is kept is found by it. */
export type KeyOf<T extends Item> = (project: Project, item: T) => string | undefined;

type Kept = {
  readonly fields: readonly object[];
  readonly keys: readonly (string | undefined)[];
  /** How many items have a key. */
  readonly counts: Map<string, number>;
  readonly groups: Groups;
  /** What the keys were looked up in, and when. */
  readonly bits: Bits;
  readonly since: number;
};

/** By the line of documents, then by what is claimed. */
const known = new WeakMap<object, WeakMap<object, Kept>>();

/** Places of items with one key, those that were not edited having the key they had unless what it was looked up in changed. */
export function claimsOf<T extends Item>(project: Project, items: readonly T[], keyOf: KeyOf<T>): Groups {
  const line = lineOfProject(project);
  const claims = known.get(line) ?? new WeakMap<object, Kept>();
  known.set(line, claims);
  lookAtProject(project);
  const before = claims.get(keyOf);
  const isOfUse = before !== undefined && isUnchanged(before.bits, before.since);
  const kept = isOfUse ? regrouped(project, items, keyOf, before) : grouped(project, items, keyOf);
  claims.set(keyOf, kept);
  return kept.groups;
}

function grouped<T extends Item>(project: Project, items: readonly T[], keyOf: KeyOf<T>): Kept {
  const { value: keys, bits } = whatIsTouched(() => items.map((item) => keyOf(project, item)));
  const counts = new Map<string, number>();
  const groups = counted(counts, keys, 1) ? groupsBy(keys, counts) : [];
  return { fields: items.map(({ fields }) => fields), keys, counts, groups, bits, since: moment() };
}

function regrouped<T extends Item>(project: Project, items: readonly T[], keyOf: KeyOf<T>, before: Kept): Kept {
  const fields = items.map((item) => item.fields);
  const edited = editedRange(before.fields, fields);
  if (isNothing(edited)) return before;
  const { start, oldEnd, newEnd } = edited;
  const gone = before.keys.slice(start, oldEnd);
  const { value: come, bits } = whatIsTouched(() => items.slice(start, newEnd).map((item) => keyOf(project, item)));
  const keys = before.keys.slice(0, start).concat(come, before.keys.slice(oldEnd));
  const wasShared = counted(before.counts, gone, -1);
  const isShared = counted(before.counts, come, 1);
  const moved = (place: number) => (place < oldEnd ? place : place + newEnd - oldEnd);
  const groups = wasShared || isShared ? groupsBy(keys, before.counts) : before.groups.map((group) => group.map(moved));
  return { fields, keys, counts: before.counts, groups, bits: before.bits | bits, since: moment() };
}
