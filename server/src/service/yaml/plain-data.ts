/**
 * Nodes to plain values in one walk. The package's own `toJS` throws on an unknown alias and copies what aliases name;
 * here an alias shares the value, and names that multiply are refused by their weight.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlProblem, YamlTree } from './document.ts';

/** Deeper than any manifest by far, and shallow enough for every walk that recurses. */
const deepest = 60;

/** How many values aliases may stand for in one document. */
const heaviest = 20_000;

type Known = { readonly value: unknown; readonly weight: number };

type Walk = {
  readonly anchors: Map<string, Known>;
  readonly problems: YamlProblem[];
  /** Values seen, those behind aliases counted each time. */
  weight: number;
  borrowed: number;
};

type PlainData = { readonly data: unknown; readonly problems: readonly YamlProblem[] };

export function toData({ contents }: Pick<YamlTree, 'contents'>): PlainData {
  return dataFrom(contents, 0);
}

/** Of a field of the first level, or of an item of the list there; without anchors and aliases. */
export function dataOfPiece(piece: Node | Pair | null): PlainData {
  return isPair(piece) ? dataFrom(piece.value, 1) : dataFrom(piece, 2);
}

function dataFrom(node: unknown, depth: number): PlainData {
  const walk: Walk = { anchors: new Map(), problems: [], weight: 0, borrowed: 0 };
  return { data: dataOf(walk, node, depth), problems: walk.problems };
}

export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function dataOf(walk: Walk, node: unknown, depth: number): unknown {
  walk.weight++;
  if (isAlias(node)) {
    const known = walk.anchors.get(node.source);
    if (known === undefined) {
      walk.problems.push({ kind: 'alias', span: spanOf(node) });
      return undefined;
    }
    walk.weight += known.weight;
    walk.borrowed += known.weight;
    if (walk.borrowed > heaviest) {
      tellTooLarge(walk, node);
      return undefined;
    }
    return known.value;
  }
  if (isScalar(node)) return remember(walk, node, node.value, 1);
  if (!isMap(node) && !isSeq(node)) return undefined;
  if (depth >= deepest) {
    tellTooLarge(walk, node);
    return undefined;
  }
  const before = walk.weight;
  const value = isMap(node) ? mapOf(walk, node, depth) : node.items.map((item) => dataOf(walk, item, depth + 1));
  return remember(walk, node, value, walk.weight - before + 1);
}

function remember(walk: Walk, node: { readonly anchor?: string }, value: unknown, weight: number): unknown {
  if (node.anchor) walk.anchors.set(node.anchor, { value, weight });
  return value;
}

function tellTooLarge(walk: Walk, node: Node): void {
  if (walk.problems.some(({ kind }) => kind === 'tooLarge')) return;
  walk.problems.push({ kind: 'tooLarge', span: spanOf(node) });
}

function mapOf(walk: Walk, map: YAMLMap, depth: number): { readonly [field: string]: unknown } {
  const value = new Map<string, unknown>();
  const inherited: unknown[] = [];
  const first = new Map<string, Node>();
  for (const pair of map.items as Pair[]) {
    if (!isScalar(pair.key)) continue;
    const name = String(pair.key.value);
    const child = dataOf(walk, pair.value, depth + 1);
    if (name === '<<') {
      inherited.push(...(Array.isArray(child) ? child : [child]));
      continue;
    }
    const earlier = first.get(name);
    if (earlier !== undefined) {
      walk.problems.push({ kind: 'duplicateField', span: spanOf(pair.key), args: { field: name }, related: spanOf(earlier) });
    }
    first.set(name, pair.key);
    value.set(name, child);
  }
  merge(value, inherited);
  // Unlike an assignment, this makes a field named `__proto__` a field like any other.
  return Object.fromEntries(value);
}

/** YAML merge keys, https://yaml.org/type/merge.html: own fields win, then the first map that has the field. */
function merge(value: Map<string, unknown>, inherited: readonly unknown[]): void {
  for (const source of inherited) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
    for (const [name, child] of Object.entries(source)) {
      if (!value.has(name)) value.set(name, child);
    }
  }
}
