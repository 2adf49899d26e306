/**
 * Lets the `yaml` package read one piece of a text. The piece is put between a field that stands above and the beginning
 * of what follows it, so that it is read as in its place. Only if what follows is then found where it begins, and as what
 * it is, has the piece no effect beyond its end; otherwise it is `undefined`.
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Range,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Cut } from './cut.ts';
import { parseWhole } from './whole.ts';

export type PackageReading<T> = {
  readonly node: T;
  readonly ranges: readonly Range[];
  readonly end: number;
  readonly errors: readonly YAMLError[];
  /** Has an anchor or an alias, so that its data cannot be told from the piece alone. */
  readonly isLinked: boolean;
};

const above = 'x:\n';

/** `piece` is the text of the cut; `next` is what follows, undefined at the end of the text. */
export function readByPackage(piece: string, cut: Cut, next: Cut | undefined): PackageReading<Node | Pair | null> | undefined {
  const head = cut.first ? '' : above;
  const [yaml, ...others] = parseWhole(head + piece + textOf(next));
  const end = head.length + piece.length;
  const map = yaml?.contents;
  if (yaml === undefined || !isMap(map)) return undefined;
  const pairs = map.items as Pair[];
  const isAlone = next?.kind === 'marker' ? others.length === 1 && others[0]?.range[0] === end : others.length === 0;
  const count = (cut.kind === 'field' && !cut.first ? 2 : 1) + (next?.kind === 'field' ? 1 : 0);
  if (!isAlone || pairs.length !== count) return undefined;
  if (next?.kind === 'field' && startOf(pairs.at(-1)?.key) !== end) return undefined;
  if (!yaml.errors.every((error) => isContained(error, head.length, end))) return undefined;
  const read = cut.kind === 'field' ? fieldOf(map, cut, head.length) : itemOf(pairs[0]?.value, cut, next, head.length, end);
  if (read === undefined) return undefined;
  return moved(yaml, read, cut.start - head.length);
}

type Found = { readonly node: Node | Pair | null; readonly end: number };

/**
 * A field without its colon, as while it is typed, has no effect beyond its line. After other errors, such as a bracket
 * that is never closed, the package may read what follows in another way.
 */
function isContained({ pos: [start, end], code }: YAMLError, from: number, to: number): boolean {
  return code === 'MISSING_CHAR' && end > start + 1 && start >= from && start < to;
}

/** What follows, as far as it can matter for what goes before. */
function textOf(next: Cut | undefined): string {
  switch (next?.kind) {
    case 'field':
      return 'y:\n';
    case 'item':
      return `${' '.repeat(next.indent)}-\n`;
    case 'marker':
      return '---\n';
    case undefined:
      return '';
  }
}

function fieldOf({ items }: YAMLMap.Parsed, { first }: Cut, start: number): Found | undefined {
  const pair = items[first ? 0 : 1];
  return pair === undefined || startOf(pair.key) !== start ? undefined : { node: pair, end: endOf(pair.value ?? pair.key) };
}

function itemOf(list: unknown, cut: Cut, next: Cut | undefined, start: number, end: number): Found | undefined {
  if (!isSeq(list) || list.flow || list.range?.[0] !== start + cut.indent) return undefined;
  const items = list.items as (Node | null)[];
  const [item, follower] = items;
  if (item === undefined || items.length !== (next?.kind === 'item' ? 2 : 1)) return undefined;
  // The dash of what follows has nothing behind it: its empty value has the place there.
  if (next?.kind === 'item' && !(isScalar(follower) && startOf(follower) === end + next.indent + 1)) return undefined;
  return { node: item, end: endOf(item) };
}

const endOf = (node: unknown): number => (isNode(node) ? (node.range?.[2] ?? 0) : 0);
const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** From places in the small text to those in the whole one. */
function moved(yaml: Document.Parsed, { node, end }: Found, distance: number): PackageReading<Node | Pair | null> {
  const ranges = new Set<Range>();
  let isLinked = false;
  const look = (_: unknown, seen: Node): void => {
    if (seen.range) ranges.add(seen.range);
    if (isAlias(seen) || seen.anchor) isLinked = true;
  };
  for (const part of isPair(node) ? [node.key, node.value] : [node]) if (isNode(part)) visit(part, { Node: look });
  for (const range of ranges) {
    range[0] += distance;
    range[1] += distance;
    range[2] += distance;
  }
  for (const { pos } of yaml.errors) {
    pos[0] += distance;
    pos[1] += distance;
  }
  return { node, ranges: [...ranges], end: end + distance, errors: yaml.errors, isLinked };
}
