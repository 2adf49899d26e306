/** A file of `group_vars` or `host_vars`: YAML whose top level names variables. */
import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlPart } from '../yaml/document.ts';
import { parseYaml } from '../yaml/parse.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { Assignment } from './ini-ast.ts';
import { type InventoryValue, stringValue } from './inventory-value.ts';
import { readPlainScalar } from './pyyaml-scalar.ts';

export type VarsFile = {
  readonly text: string;
  readonly parts: readonly YamlPart[];
  /** In the order of the text; a name may be there twice, and the last one counts. */
  readonly variables: readonly Assignment[];
  /** False for broken and for encrypted files: they may say anything. */
  readonly isKnown: boolean;
};

export function parseVars(text: string): VarsFile {
  const { parts } = parseYaml(text);
  // Ansible reads one document and refuses a file with more.
  const [first] = parts;
  const contents = first !== undefined && (first.readable || isHalfTyped(first)) ? first.yaml.contents : undefined;
  const pairs = isMap(contents) ? (contents.items as Pair[]) : [];
  const written = first?.readable === false ? pairs.filter(({ key }) => hasColon(text, key)) : pairs;
  const isKnown = first?.readable !== false && parts.length < 2 && (isMap(contents) || contents === null);
  return { text, parts, variables: written.flatMap((pair) => variableOf(text, pair)), isKnown };
}

/** A line that is still without its colon leaves the others as they are. */
const isHalfTyped = ({ problems }: YamlPart): boolean => problems.length > 0 && problems.every(({ kind }) => kind === 'fieldWithoutColon');

const hasColon = (text: string, key: unknown): boolean => isScalar(key) && /^[ \t]*:/.test(text.slice(spanOf(key).end));

function variableOf(text: string, { key, value }: Pair): readonly Assignment[] {
  if (!isScalar(key)) return [];
  const name = String(key.value);
  if (name === '<<') return [];
  const nameSpan = writtenSpan(text, key);
  const valueSpan = isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? writtenSpan(text, value) : endOf(text, nameSpan);
  return [
    {
      name,
      nameSpan,
      value: inventoryValue(value, 0),
      valueSpan,
      span: { start: nameSpan.start, end: Math.max(nameSpan.end, valueSpan.end) },
    },
  ];
}

/** An empty value stands behind the colon. */
function endOf(text: string, { end }: Span): Span {
  const colon = /^[ \t]*:/.exec(text.slice(end, end + 200))?.[0].length ?? 0;
  return { start: end + colon, end: end + colon };
}

/** Without the line ends and blanks that the parser counts to a block. */
function writtenSpan(text: string, node: Node): Span {
  const { start, end } = spanOf(node);
  let last = Math.min(end, text.length);
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return { start: Math.min(start, last), end: last };
}

const deepest = 20;

function inventoryValue(node: unknown, depth: number): InventoryValue {
  if (depth > deepest) return { kind: 'other' };
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => inventoryValue(item, depth + 1)) };
  if (isMap(node)) {
    const entries = node.items
      .filter(isPair)
      .flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), inventoryValue(value, depth + 1)] as const] : []));
    return { kind: 'map', entries };
  }
  return node === null || node === undefined ? { kind: 'none' } : { kind: 'other' };
}

function scalarValue(node: {
  readonly tag?: string;
  readonly type?: string;
  readonly source?: string;
  readonly value: unknown;
}): InventoryValue {
  const isText = node.tag === '!unsafe' || node.tag === 'tag:yaml.org,2002:str';
  if (isText) return stringValue(typeof node.value === 'string' ? node.value : (node.source ?? ''));
  // `!vault`: encrypted.
  if (node.tag !== undefined && node.tag !== '!' && node.tag !== 'tag:yaml.org,2002:int') return { kind: 'other' };
  return node.type === 'PLAIN' ? readPlainScalar(node.source ?? '') : stringValue(typeof node.value === 'string' ? node.value : '');
}
