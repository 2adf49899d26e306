/** A value in one line: plain, in quotes, or a short `[...]` or `{...}` of such. `undefined` when it may be more than that. */
import type { Node, Pair, Range } from 'yaml';
import { plainValue } from './plain-scalar.ts';
import { quickMap, quickPair, quickScalar, quickSeq } from './quick-nodes.ts';

export type SimpleValue = {
  readonly node: Node;
  readonly data: unknown;
  /** In the text, plus the base. Of a block: of its last line. */
  readonly end: number;
};

const tab = 9;
const blank = 32;
const hash = 35;
const colon = 58;

type Line = {
  readonly text: string;
  /** What is read next. */
  at: number;
  /** Of the line. */
  readonly end: number;
  /** Added to each place in `text`. */
  readonly base: number;
  /** Of all nodes that are made. */
  readonly ranges: Range[];
};

export function readSimpleValue(line: Line): SimpleValue | undefined {
  const first = line.text[line.at];
  if (first === '[' || first === '{') return endsLine(line, readFlow(line, 0));
  if (first === '"' || first === "'") return endsLine(line, readQuoted(line));
  return readPlain(line);
}

/** The package also tells where the blanks behind a node end, which nobody asks for. */
export function rangeIn(ranges: Range[], start: number, end: number): Range {
  const range: Range = [start, end, end];
  ranges.push(range);
  return range;
}

/** Only blanks follow, and a comment after at least one of them. */
function endsLine({ text, end, base }: Line, value: SimpleValue | undefined): SimpleValue | undefined {
  if (value === undefined) return undefined;
  const from = value.end - base;
  const at = skipBlanks(text, from, end);
  return at === end || (at > from && text.charCodeAt(at) === hash) ? value : undefined;
}

/** Letters with a meaning of their own at the start of a value. */
const indicators = /^(?:[-?:](?!\S)|[!&*|>%@`,[\]{}#?:"'])/;

function readPlain({ text, at: start, end: lineEnd, base, ranges }: Line): SimpleValue | undefined {
  if (indicators.test(text.slice(start, start + 2))) return undefined;
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
  const range = rangeIn(ranges, start + base, end + base);
  return { node: quickScalar(data, source, 'PLAIN', range), data, end: range[1] };
}

/** Without escapes, which have rules of their own. */
function readQuoted({ text, at: start, end: lineEnd, base, ranges }: Line): SimpleValue | undefined {
  const quote = text[start] === '"' ? '"' : "'";
  const end = text.indexOf(quote, start + 1);
  if (end < 0 || end >= lineEnd || text[end + 1] === "'") return undefined;
  const data = text.slice(start + 1, end);
  if (quote === '"' && data.includes('\\')) return undefined;
  const range = rangeIn(ranges, start + base, end + 1 + base);
  return { node: quickScalar(data, data, quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE', range), data, end: range[1] };
}

/** Words that mean the same within brackets as outside. */
const flowWord = /[A-Za-z0-9_./~+][\w./~+@%-]*(?:[ :][\w./~+@%-]+)*/y;
const flowName = /(?!__proto__:)[A-Za-z_][\w-]*(?=: )/y;

const deepestFlow = 5;

function readFlow(line: Line, depth: number): SimpleValue | undefined {
  if (depth === deepestFlow) return undefined;
  const { text, base, ranges } = line;
  const start = line.at;
  const isMap = text[start] === '{';
  const close = isMap ? '}' : ']';
  const pairs: Pair[] = [];
  const items: Node[] = [];
  const fields: { [name: string]: unknown } = {};
  const data: unknown[] = [];
  line.at = skipBlanks(text, start + 1, line.end);
  while (text[line.at] !== close) {
    const key = isMap ? readFlowKey(line, fields) : undefined;
    if (isMap && key === undefined) return undefined;
    const value = readFlowValue(line, depth);
    if (value === undefined) return undefined;
    if (key === undefined) {
      items.push(value.node);
      data.push(value.data);
    } else {
      pairs.push(quickPair(key, value.node));
      fields[String(key.value)] = value.data;
    }
    if (text[line.at] === ',') {
      line.at = skipBlanks(text, line.at + 1, line.end);
      // A comma before the bracket has no item behind it.
      if (text[line.at] === close) return undefined;
    } else if (text[line.at] !== close) return undefined;
  }
  line.at++;
  const range = rangeIn(ranges, start + base, line.at + base);
  const node = isMap ? quickMap(pairs, range) : quickSeq(items, range);
  node.flow = true;
  return { node, data: isMap ? fields : data, end: range[1] };
}

function readFlowKey(line: Line, fields: object) {
  const { text, base, ranges } = line;
  const start = line.at;
  flowName.lastIndex = start;
  if (!flowName.test(text)) return undefined;
  const end = flowName.lastIndex;
  const name = text.slice(start, end);
  if (Object.hasOwn(fields, name)) return undefined;
  line.at = skipBlanks(text, end + 1, line.end);
  const range = rangeIn(ranges, start + base, end + base);
  return quickScalar(name, name, 'PLAIN', range);
}

/** With the blanks behind it; the line then stands at a comma or bracket. */
function readFlowValue(line: Line, depth: number): SimpleValue | undefined {
  const first = line.text[line.at];
  const value =
    first === '[' || first === '{' ? readFlow(line, depth + 1) : first === '"' || first === "'" ? readQuoted(line) : readFlowWord(line);
  if (value === undefined) return undefined;
  line.at = skipBlanks(line.text, value.end - line.base, line.end);
  return value;
}

function readFlowWord({ text, at: start, base, ranges }: Line): SimpleValue | undefined {
  flowWord.lastIndex = start;
  if (!flowWord.test(text)) return undefined;
  const end = flowWord.lastIndex;
  const source = text.slice(start, end);
  const data = plainValue(source);
  const range = rangeIn(ranges, start + base, end + base);
  return { node: quickScalar(data, source, 'PLAIN', range), data, end: range[1] };
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === blank) at++;
  return at;
}
