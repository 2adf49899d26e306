/** From an offset to the node there, and from a path to its node. Both go down one branch. */
import { isCollection, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlTree } from './document.ts';
import { spanOf } from './plain-data.ts';
import type { Path } from './schema-walk.ts';

/** The document around an offset. */
export function partAt<P extends { readonly yaml: YamlTree }>(parts: readonly P[], offset: number): P | undefined {
  return parts.findLast(({ yaml }) => yaml.start <= offset) ?? parts[0];
}

type PlaceInTree = {
  /** Path of the field or item. */
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly span: Span;
};

/** The key or the scalar under the offset; undefined between them. */
export function nodeAt(yaml: YamlTree, offset: number): PlaceInTree | undefined {
  const path: (string | number)[] = [];
  let node: unknown = yaml.contents;
  while (isMap(node) || isSeq(node)) {
    if (isMap(node)) {
      const pair: Pair | undefined = lastBefore(node.items as Pair[], offset, startOfPair);
      if (!isScalar(pair?.key)) return undefined;
      path.push(String(pair.key.value));
      if (covers(pair.key, offset)) return { path, part: 'key', span: spanOf(pair.key) };
      node = pair.value;
    } else {
      const items = node.items as Node[];
      const item: Node | undefined = lastBefore(items, offset, startOfNode);
      if (item === undefined) return undefined;
      path.push(items.indexOf(item));
      node = item;
    }
  }
  return isScalar(node) && covers(node, offset) ? { path, part: 'value', span: spanOf(node) } : undefined;
}

/**
 * Names of the fields and items down to the offset, such as `hosts/web-1/address`. An item that has a name goes by it,
 * because its number changes with every item above.
 */
export function pathNameAt(yaml: YamlTree, offset: number): string {
  const names: string[] = [];
  let node: unknown = yaml.contents;
  while (isMap(node) || isSeq(node)) {
    if (isMap(node)) {
      const pair: Pair | undefined = lastBefore(node.items as Pair[], offset, startOfPair);
      if (!isScalar(pair?.key)) break;
      names.push(String(pair.key.value));
      node = pair.value;
    } else {
      const items = node.items as Node[];
      const item: Node | undefined = lastBefore(items, offset, startOfNode);
      if (item === undefined) break;
      const name: unknown = isMap(item) ? item.get('name') : undefined;
      names.push(typeof name === 'string' ? name : String(items.indexOf(item)));
      node = item;
    }
  }
  return names.join('/');
}

/** What the innermost brackets around an offset are, and the key, value or item that the offset may stand in. */
export type FlowPlace = { readonly path: Path; readonly around: YAMLMap | YAMLSeq; readonly inner: Scalar | undefined };

/** The innermost `{...}` map or `[...]` list around the offset, with its path. */
export function flowAt(text: string, yaml: YamlTree, offset: number): FlowPlace | undefined {
  const path: (string | number)[] = [];
  let found: FlowPlace | undefined;
  let node: unknown = yaml.contents;
  while (isMap(node) || isSeq(node)) {
    if (node.flow && !isWithin(text, node, offset)) return found;
    const own = node.flow ? { path: [...path], around: node } : undefined;
    let next: Node | null | undefined;
    if (isMap(node)) {
      const pair: Pair | undefined = lastBefore(node.items as Pair[], offset, startOfPair);
      const key = isScalar(pair?.key) ? pair.key : undefined;
      const isOnKey = key !== undefined && covers(key, offset);
      if (own !== undefined) found = { ...own, inner: isOnKey ? key : isScalar(pair?.value) ? pair.value : undefined };
      if (key === undefined || isOnKey) return found;
      path.push(String(key.value));
      next = pair?.value as Node | null | undefined;
    } else {
      const items = node.items as Node[];
      next = lastBefore(items, offset, startOfNode);
      if (own !== undefined) found = { ...own, inner: isScalar(next) ? next : undefined };
      if (next === undefined) return found;
      path.push(items.indexOf(next));
    }
    node = next;
  }
  return found;
}

/** Behind the closing bracket is outside; what is not closed yet goes on to the end of its line. */
function isWithin(text: string, { range }: YAMLMap | YAMLSeq, offset: number): boolean {
  const [start, end] = range ?? [0, 0];
  if (offset <= start || offset > end) return false;
  if (offset < end) return true;
  const isClosed = /[\]}]/.test(text[end - 1] ?? '');
  return !isClosed && !text.slice(start, offset).includes('\n');
}

type Located = { readonly key: Node | undefined; readonly value: Node | undefined };

/** The nodes of a path. Undefined when a part of it comes from an alias or a merge key, which have no place of their own. */
export function locate(yaml: YamlTree, path: Path): Located | undefined {
  let found: Located = { key: undefined, value: yaml.contents ?? undefined };
  for (const step of path) {
    const { value } = found;
    if (typeof step === 'string' && isMap(value)) {
      const pair = pairNamed(value, step);
      if (pair === undefined) return undefined;
      found = { key: pair.key as Node, value: (pair.value as Node | null) ?? undefined };
    } else if (typeof step === 'number' && isSeq(value)) {
      const item = value.items[step] as Node | null | undefined;
      if (item === undefined) return undefined;
      found = { key: undefined, value: item ?? undefined };
    } else return undefined;
  }
  return found;
}

/** Of a field written twice the last one, as the data have it. */
function pairNamed(map: YAMLMap, name: string): Pair | undefined {
  return (map.items as Pair[]).findLast(({ key }) => isScalar(key) && String(key.value) === name);
}

/** A text of nothing but opened braces has tens of thousands of errors, and for each the way begins at the top. */
const deepestUnclosed = 100;

/** The quoted text or bracket that begins before the offset and never ends, innermost first. */
export function unclosedAround(
  text: string,
  yaml: YamlTree,
  offset: number,
): { readonly kind: 'unclosedBracket' | 'unclosedQuote'; readonly span: Span } | undefined {
  let found: { readonly kind: 'unclosedBracket' | 'unclosedQuote'; readonly span: Span } | undefined;
  let node: unknown = yaml.contents;
  for (let depth = 0; depth < deepestUnclosed && node !== undefined && node !== null; depth++) {
    if (isScalar(node)) {
      const { start, end } = spanOf(node);
      const quote = text[start];
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (quoted && (end - start < 2 || text[end - 1] !== quote || offset >= end)) return { kind: 'unclosedQuote', span: { start, end } };
      return found;
    }
    if (!isCollection(node)) return found;
    const { start, end } = spanOf(node);
    if (node.flow && !/[\]}]/.test(text[end - 1] ?? '')) found = { kind: 'unclosedBracket', span: { start, end: start + 1 } };
    node = isMap(node)
      ? innermost(lastBefore(node.items as Pair[], offset, startOfPair), offset)
      : isSeq(node)
        ? lastBefore(node.items as Node[], offset, startOfNode)
        : undefined;
  }
  return found;
}

function innermost(pair: Pair | undefined, offset: number): unknown {
  const value = pair?.value as Node | null | undefined;
  return value && spanOf(value).start <= offset ? value : pair?.key;
}

/** Items stand in the order of the text, so the one that holds an offset is found by halving. */
function lastBefore<T>(items: readonly T[], offset: number, startOf: (item: T) => number): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

const startOfNode = (node: Node | null): number => node?.range?.[0] ?? 0;
const startOfPair = ({ key, value }: Pair): number => (key as Node | null)?.range?.[0] ?? startOfNode(value as Node | null);

function covers(node: Node, offset: number): boolean {
  const { start, end } = spanOf(node);
  return offset >= start && offset <= end;
}
