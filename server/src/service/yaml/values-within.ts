/** The values of a document that lie in a part of its text, with their paths. Goes down the branches that touch it only. */
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlTree } from './document.ts';
import { spanOf } from './plain-data.ts';
import type { Path } from './schema-walk.ts';

export type ValueAt = { readonly path: Path; readonly value: unknown; readonly span: Span };

export function valuesWithin(yaml: YamlTree, within: Span): readonly ValueAt[] {
  const found: ValueAt[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    const span = spanOf(node);
    if (span.end < within.start || span.start > within.end) return;
    if (isScalar(node)) found.push({ path, value: node.value, span });
    else if (isSeq(node)) for (const [i, item] of (node.items as (Node | null)[]).entries()) walk(item, [...path, i]);
    else for (const { key, value } of node.items as Pair[]) if (isScalar(key)) walk(value, [...path, String(key.value)]);
  };
  walk(yaml.contents, []);
  return found;
}
