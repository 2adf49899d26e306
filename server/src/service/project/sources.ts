/**
 * Which parts of a project were looked at while something was worked out, so that the result can be kept until one of
 * them changes. Every way to look at a project (project.ts) says so here; whoever works something out need not know.
 * A part is one bit of a number, because thousands of results are kept.
 */
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import type { Project, SectionName } from './project.ts';

export type Bits = number;

const sections = ['organisation', 'governance', 'monitoring', 'maintenance'] as const satisfies readonly SectionName[];

/** A list with its items, their names alone, whether there may be more of them, or a section. */
export type Source =
  | { readonly list: ItemList }
  | { readonly names: ItemList }
  | { readonly whole: ItemList }
  | { readonly section: SectionName };

/** In the order of their bits. */
const sources: readonly Source[] = [
  ...itemLists.map((list) => ({ list })),
  ...itemLists.map((names) => ({ names })),
  ...itemLists.map((whole) => ({ whole })),
  ...sections.map((section) => ({ section })),
];

/** Of what cannot be told apart with less effort than working it out again. */
const unknowable: Bits = 1 << sources.length;

const bitsOf = (names: readonly string[], from: number): { readonly [name: string]: Bits } =>
  Object.fromEntries(names.map((name, i) => [name, 1 << (from + i)]));
const listBits = bitsOf(itemLists, 0);
const namesBits = bitsOf(itemLists, itemLists.length);
const wholeBits = bitsOf(itemLists, 2 * itemLists.length);
const sectionBits = bitsOf(sections, 3 * itemLists.length);

let touched: Bits = 0;

export const touchList = (list: ItemList): void => {
  touched |= listBits[list] ?? unknowable;
};
export const touchNames = (list: ItemList): void => {
  touched |= namesBits[list] ?? unknowable;
};
export const touchWhole = (list: ItemList): void => {
  touched |= wholeBits[list] ?? unknowable;
};
export const touchSection = (section: SectionName): void => {
  touched |= sectionBits[section] ?? unknowable;
};
export const touchUnknowable = (): void => {
  touched |= unknowable;
};
/** A result, and what it was worked out from. */
export type Touching<T> = { readonly value: T; readonly bits: Bits };

/** Does the work and says what it touched. */
export function whatIsTouched<T>(work: () => T): Touching<T> {
  const before = startTouching();
  try {
    const value = work();
    return { value, bits: touched };
  } finally {
    stopTouching(before);
  }
}

/** The same in three steps, for what is done so often that a function for each time would count. */
export function startTouching(): Bits {
  const before = touched;
  touched = 0;
  return before;
}

export const touchedSince = (): Bits => touched;

/** `before` is what the start gave. */
export function stopTouching(before: Bits): void {
  touched |= before;
}

/** Of a result that is kept: whoever gets it depends on the same. */
export function handedOut<T>({ value, bits }: Touching<T>): T {
  touched |= bits;
  return value;
}

/** Counts the changes of all parts; a result that was right at a moment is right until one of its parts has a later one. */
let now = 0;
let last: readonly unknown[] = [];
const changed: number[] = sources.map(() => 0);
/** The moments at which projects were looked at last; `WeakRef` would keep each of them until the work under way ends. */
const lookedAt = new WeakMap<Project, number>();
let latest = new Map<Bits, number>();

/** Before `isUnchanged` is asked of a project. `tokenOf` gives the same value for a source as long as it is the same. */
export function lookAt(project: Project, tokenOf: (source: Source) => unknown): void {
  if (lookedAt.get(project) === now) return;
  latest = new Map();
  now++;
  lookedAt.set(project, now);
  const values = sources.map(tokenOf);
  for (const [i, value] of values.entries()) if (value !== last[i]) changed[i] = now;
  last = values;
}

/** The moment to remember with a result. */
export const moment = (): number => now;

/** Whether none of the parts changed since then. */
export function isUnchanged(bits: Bits, since: number): boolean {
  if ((bits & unknowable) !== 0) return false;
  let at = latest.get(bits);
  if (at === undefined) {
    at = Math.max(0, ...changed.filter((_, i) => (bits & (1 << i)) !== 0));
    latest.set(bits, at);
  }
  return at <= since;
}
