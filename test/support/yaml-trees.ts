/** A reading of YAML in words, so that two readings of one text can be compared. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { YamlPart } from '../../server/src/service/yaml/document.ts';
import { firstLine } from '../../server/src/service/yaml/document.ts';

/**
 * All that features and rules may look at: kinds, places, values, data and problems. Of a block of fields or items only
 * the first line counts: where it ends depends on the comments behind it, of which the package counts some in.
 */
export function described(text: string, parts: readonly YamlPart[]): unknown {
  const spanOf = ({ range }: Node) => (range ? { start: range[0], end: range[1] } : undefined);
  const ofNode = (node: Node | null | undefined): unknown => {
    if (node === null || node === undefined) return node ?? null;
    const span = spanOf(node);
    if (isAlias(node)) return { alias: node.source, span };
    const { anchor, tag } = node;
    if (isScalar(node)) return { value: node.value, type: node.type, source: node.source, tag, anchor, span };
    if (!isMap(node) && !isSeq(node)) return { unknown: Object.prototype.toString.call(node) };
    const flow = node.flow === true;
    const shared = { flow, tag, anchor, span: flow || span === undefined ? span : firstLine(text, span) };
    if (isSeq(node)) return { items: node.items.map((item) => ofNode(item as Node)), ...shared };
    return { pairs: (node.items as Pair[]).map(({ key, value }) => [ofNode(key as Node | null), ofNode(value as Node | null)]), ...shared };
  };
  return parts.map(({ yaml, data, problems, readable }) => ({ start: yaml.start, tree: ofNode(yaml.contents), data, problems, readable }));
}
