/** A value in one line: plain, in quotes, or a short `[...]` or `{...}` of such. */
import type { Node, Pair, Range, Scalar } from 'yaml';
import { plainValue } from './plain-scalar.ts';
import { quickMap, quickPair, quickScalar, quickSeq } from './quick-nodes.ts';

/** Part of a text. */
export type Piece = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Added to each place in `text`. */
  readonly base: number;
};

/** Where a text is read. Nodes take more time and memory than all else, so they are made for those alone who look at them. */
export type Reading = {
  readonly text: string;
  /** What is read next; behind a value, where it ends. */
  at: number;
  readonly base: number;
  /** Of all nodes, so that they can be moved; undefined where data are enough. */
  readonly ranges: Range[] | undefined;
  /** Of the value that was read last, where nodes are made. */
  node: Node | undefined;
};

const tab = 9;
const blank = 32;
const hash = 35;
const colon = 58;

/** The data of what stands between `at` and the end of its line; `undefined` when it may be more than one simple value. */
export function readSimpleValue(reading: Reading, lineEnd: number): unknown {
  const first = reading.text[reading.at];
  if (first === '[' || first === '{') return endsLine(reading, lineEnd, readFlow(reading, lineEnd, 0));
  if (first === '"' || first === "'") return endsLine(reading, lineEnd, readQuoted(reading, lineEnd));
  return readPlain(reading, lineEnd);
}

/** The package also tells where the blanks behind a node end, which nobody asks for. */
export function rangeIn({ ranges, base }: Pick<Reading, 'ranges' | 'base'>, start: number, end: number): Range {
  const range: Range = [start + base, end + base, end + base];
  ranges?.push(range);
  return range;
}

/** Only blanks follow, and a comment after at least one of them. */
function endsLine({ text, at }: Reading, lineEnd: number, data: unknown): unknown {
  if (data === undefined) return undefined;
  const next = skipBlanks(text, at, lineEnd);
  return next === lineEnd || (next > at && text.charCodeAt(next) === hash) ? data : undefined;
}

function tell(reading: Reading, data: unknown, source: string, type: Scalar.Type, start: number): void {
  if (reading.ranges !== undefined) reading.node = quickScalar(data, source, type, rangeIn(reading, start, reading.at));
}

/** Letters with a meaning of their own at the start of a value. */
const indicators = /[-?:](?!\S)|[!&*|>%@`,[\]{}#?:"']/y;

function readPlain(reading: Reading, lineEnd: number): unknown {
  const { text, at: start } = reading;
  indicators.lastIndex = start;
  if (indicators.test(text)) return undefined;
  let end = start;
  for (let at = start; at < lineEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === blank) continue;
    if (code === tab) return undefined;
    if (code === hash && text.charCodeAt(at - 1) === blank) break;
    if (code === colon && (at + 1 === lineEnd || text.charCodeAt(at + 1) === blank || text.charCodeAt(at + 1) === tab)) return undefined;
    end = at + 1;
  }
  const source = text.slice(start, end);
  const data = plainValue(source);
  reading.at = end;
  tell(reading, data, source, 'PLAIN', start);
  return data;
}

/** Without escapes, which have rules of their own. */
function readQuoted(reading: Reading, lineEnd: number): string | undefined {
  const { text, at: start } = reading;
  const quote = text[start] === '"' ? '"' : "'";
  const end = text.indexOf(quote, start + 1);
  if (end < 0 || end >= lineEnd || text[end + 1] === "'") return undefined;
  const data = text.slice(start + 1, end);
  if (quote === '"' && data.includes('\\')) return undefined;
  reading.at = end + 1;
  tell(reading, data, data, quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE', start);
  return data;
}

/** Words that mean the same within brackets as outside. */
const flowWord = /[A-Za-z0-9_./~+][\w./~+@%-]*(?:[ :][\w./~+@%-]+)*/y;
const flowName = /(?!__proto__:)[A-Za-z_][\w-]*(?=: )/y;

const deepestFlow = 5;

function readFlow(reading: Reading, lineEnd: number, depth: number): object | undefined {
  if (depth === deepestFlow) return undefined;
  const start = reading.at;
  const isMap = reading.text[start] === '{';
  reading.at = skipBlanks(reading.text, start + 1, lineEnd);
  const nodes: (Node | Pair)[] = [];
  const data = isMap ? readFlowMap(reading, lineEnd, depth, nodes as Pair[]) : readFlowSeq(reading, lineEnd, depth, nodes as Node[]);
  if (data === undefined) return undefined;
  reading.at++;
  if (reading.ranges === undefined) return data;
  const range = rangeIn(reading, start, reading.at);
  const node = isMap ? quickMap(nodes as Pair[], range) : quickSeq(nodes as Node[], range);
  node.flow = true;
  reading.node = node;
  return data;
}

/** Up to the bracket that closes it. */
function readFlowMap(reading: Reading, lineEnd: number, depth: number, pairs: Pair[]): object | undefined {
  const { text } = reading;
  const fields: { [name: string]: unknown } = {};
  while (text[reading.at] !== '}') {
    const start = reading.at;
    flowName.lastIndex = start;
    if (!flowName.test(text)) return undefined;
    const end = flowName.lastIndex;
    const name = text.slice(start, end);
    if (Object.hasOwn(fields, name)) return undefined;
    const key = reading.ranges && quickScalar(name, name, 'PLAIN', rangeIn(reading, start, end));
    reading.at = skipBlanks(text, end + 1, lineEnd);
    const value = readFlowValue(reading, lineEnd, depth);
    if (value === undefined) return undefined;
    fields[name] = value;
    if (key !== undefined) pairs.push(quickPair(key, reading.node ?? null));
    if (!isAtNext(reading, lineEnd, '}')) return undefined;
  }
  return fields;
}

function readFlowSeq(reading: Reading, lineEnd: number, depth: number, items: Node[]): object | undefined {
  const data: unknown[] = [];
  while (reading.text[reading.at] !== ']') {
    const value = readFlowValue(reading, lineEnd, depth);
    if (value === undefined) return undefined;
    data.push(value);
    if (reading.ranges !== undefined && reading.node !== undefined) items.push(reading.node);
    if (!isAtNext(reading, lineEnd, ']')) return undefined;
  }
  return data;
}

/** Over the comma. One before the bracket has no item behind it. */
function isAtNext(reading: Reading, lineEnd: number, close: '}' | ']'): boolean {
  const { text } = reading;
  if (text[reading.at] !== ',') return text[reading.at] === close;
  reading.at = skipBlanks(text, reading.at + 1, lineEnd);
  return text[reading.at] !== close;
}

/** With the blanks behind it, to a comma or bracket. */
function readFlowValue(reading: Reading, lineEnd: number, depth: number): unknown {
  const first = reading.text[reading.at];
  const value =
    first === '[' || first === '{'
      ? readFlow(reading, lineEnd, depth + 1)
      : first === '"' || first === "'"
        ? readQuoted(reading, lineEnd)
        : readFlowWord(reading);
  reading.at = skipBlanks(reading.text, reading.at, lineEnd);
  return value;
}

function readFlowWord(reading: Reading): unknown {
  const { text, at: start } = reading;
  flowWord.lastIndex = start;
  if (!flowWord.test(text)) return undefined;
  reading.at = flowWord.lastIndex;
  const source = text.slice(start, reading.at);
  const data = plainValue(source);
  tell(reading, data, source, 'PLAIN', start);
  return data;
}

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === blank) at++;
  return at;
}
