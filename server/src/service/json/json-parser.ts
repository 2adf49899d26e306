/**
 * Reads a JSON text and goes on behind mistakes, so that what is right in a half-typed text is known too. Strict as `jq`
 * is: no comments, no other quotes, no comma behind the last item. Never throws, linear in the text.
 */
import { isScalar, type Node, type Pair, type Range } from 'yaml';
import type { Span, SpanEdit } from '../findings.ts';
import { firstLine } from '../yaml/document.ts';
import { quickMap, quickPair, quickScalar, quickSeq } from '../yaml/quick-nodes.ts';
import { conflictMarkIn } from '../yaml/syntax-problems.ts';
import type { JsonFile, JsonProblem } from './json-file.ts';
import { type JsonToken, jsonTokens } from './json-tokens.ts';

/** Deeper than any file by far, and shallow enough for every walk that recurses. */
const deepest = 60;
const mostProblems = 100;

type Read = { readonly node: Node; readonly value: unknown };

type Reader = {
  readonly text: string;
  readonly tokens: readonly JsonToken[];
  readonly problems: JsonProblem[];
  readonly brackets: Span[];
  at: number;
  depth: number;
  /** Lists that are open, so that a bracket that closes one of them ends what is inside it. */
  lists: number;
};

export function parseJson(text: string): JsonFile {
  const conflict = conflictMarkIn(text);
  if (conflict !== undefined) {
    const problems: readonly JsonProblem[] = [{ kind: 'conflictMark', span: conflict }];
    return { text, tree: { contents: null, start: 0 }, data: undefined, problems, readable: false, brackets: [] };
  }
  const { tokens, problems } = jsonTokens(text);
  const reader: Reader = { text, tokens, problems, brackets: [], at: 0, depth: 0, lists: 0 };
  const root = readRoot(reader);
  return {
    text,
    tree: { contents: root?.node ?? null, start: 0 },
    data: root?.value,
    problems: problems.toSorted((a, b) => a.span.start - b.span.start),
    readable: problems.every(({ kind }) => kind === 'duplicateField'),
    brackets: reader.brackets,
  };
}

function readRoot(reader: Reader): Read | undefined {
  let root: Read | undefined;
  while (reader.at < reader.tokens.length && root === undefined) root = readValue(reader);
  const behind = reader.tokens[reader.at];
  // What follows a text that was given up says nothing.
  if (root !== undefined && behind !== undefined && !reader.problems.some(({ kind }) => kind === 'tooDeep'))
    tell(reader, { kind: 'textBehind', span: behind.span });
  return root;
}

function tell({ problems, text }: Reader, problem: JsonProblem): void {
  if (problems.length < mostProblems) problems.push({ ...problem, span: firstLine(text, problem.span) });
}

const rangeOf = ({ start, end }: Span): Range => [start, end, end];

/** Undefined, and the token passed over, where no value begins. */
function readValue(reader: Reader): Read | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined) return undefined;
  switch (token.kind) {
    case '{':
    case '[':
      return readBracket(reader, token);
    case 'string':
      reader.at++;
      return { node: quickScalar(token.text, token.text, 'QUOTE_DOUBLE', rangeOf(token.span)), value: token.text };
    case 'word':
      reader.at++;
      return readWord(reader, token);
    default:
      reader.at++;
      tell(reader, token.kind === ',' ? strayComma(token) : { kind: 'unexpected', span: token.span, args: { found: token.text } });
      return undefined;
  }
}

function readBracket(reader: Reader, { kind, span }: JsonToken): Read {
  if (reader.depth >= deepest) {
    tell(reader, { kind: 'tooDeep', span });
    reader.at = reader.tokens.length;
    return { node: quickScalar(null, '', 'PLAIN', rangeOf(span)), value: null };
  }
  reader.at++;
  reader.depth++;
  const isList = kind === '[';
  if (isList) reader.lists++;
  const place = reader.brackets.push(span) - 1;
  const read = isList ? readList(reader, span) : readObject(reader, span);
  if (isList) reader.lists--;
  reader.depth--;
  reader.brackets[place] = { start: span.start, end: read.node.range?.[1] ?? span.end };
  return read;
}

const literals = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['nan', null],
  ['NaN', null],
]);

/** Forms of numbers that are no JSON are read by `jq` all the same. */
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function readWord(reader: Reader, { text, span }: JsonToken): Read {
  const isNumber = number.test(text);
  const isLiteral = literals.has(text);
  const value = isNumber ? Number(text) : isLiteral ? literals.get(text) : text;
  if (!isNumber && !isLiteral) tell(reader, unquoted(text, span));
  return { node: quickScalar(value, text, isNumber || isLiteral ? 'PLAIN' : 'QUOTE_DOUBLE', rangeOf(span)), value };
}

function unquoted(text: string, span: Span): JsonProblem {
  const isClear = /^[\w.@/+-]+$/.test(text) && !/^(?:true|false|null|none|nil|undefined|infinity|-infinity)$/i.test(text);
  const mend = { edits: [{ span, newText: JSON.stringify(text) }], isCertain: true };
  return { kind: 'unquoted', span, args: { source: text.slice(0, 60) }, ...(isClear && { mend }) };
}

const strayComma = ({ span }: JsonToken): JsonProblem => ({
  kind: 'strayComma',
  span,
  mend: { edits: [{ span, newText: '' }], isCertain: true },
});

const insertion = (at: number, newText: string): readonly SpanEdit[] => [{ span: { start: at, end: at }, newText }];

/** The separator behind a value, or the bracket that ends the whole. True when the whole goes on. */
function goesOn(reader: Reader, close: '}' | ']', last: Span | undefined): boolean {
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === close || isForOuter(reader, token, close)) return false;
    if (token.kind === ',') {
      reader.at++;
      const next = reader.tokens[reader.at];
      if (next === undefined || next.kind !== close) return true;
      tell(reader, strayComma(token));
      return false;
    }
    if (token.kind === 'word' && /^[.;=|]+$/.test(token.text)) {
      reader.at++;
      const mend = { edits: [{ span: token.span, newText: ',' }], isCertain: true };
      tell(reader, { kind: 'wrongSeparator', span: token.span, args: { found: token.text.slice(0, 10) }, mend });
      return reader.tokens[reader.at]?.kind !== close;
    }
    if (token.kind === '}' || token.kind === ']' || token.kind === ':') {
      reader.at++;
      tell(reader, { kind: token.kind === ':' ? 'unexpected' : 'strayBracket', span: token.span, args: { found: token.text } });
      continue;
    }
    // A value that is missing is told already.
    if (last !== undefined) tell(reader, { kind: 'missingComma', span: last, mend: { edits: insertion(last.end, ','), isCertain: true } });
    return true;
  }
}

/** A bracket that closes what stands around: the own one is missing. */
function isForOuter({ lists, depth }: Reader, { kind }: JsonToken, close: '}' | ']'): boolean {
  if (close === ']') return kind === '}' && depth > lists;
  return kind === ']' && lists > 0;
}

/** Passes over the closing bracket, and says where the whole ends. */
function endOf(reader: Reader, open: Span, close: '}' | ']'): number {
  const token = reader.tokens[reader.at];
  if (token?.kind === close) {
    reader.at++;
    return token.span.end;
  }
  const isTold = reader.problems.some(({ kind }) => kind === 'unclosedBracket' || kind === 'tooDeep');
  // At the end of the text one bracket says it for all around.
  if (token !== undefined || !isTold) tell(reader, { kind: 'unclosedBracket', span: open, args: { missing: close } });
  return reader.tokens[reader.at - 1]?.span.end ?? open.end;
}

function readList(reader: Reader, open: Span): Read {
  const nodes: Node[] = [];
  const values: unknown[] = [];
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === ']' || isForOuter(reader, token, ']')) break;
    const read = readValue(reader);
    if (read === undefined) continue;
    nodes.push(read.node);
    values.push(read.value);
    if (!goesOn(reader, ']', lastPart(read.node))) break;
  }
  const end = endOf(reader, open, ']');
  return { node: quickSeq(nodes, [open.start, end, end]), value: values };
}

/** Of a whole, its last bracket: its first lines say nothing of what stands behind it. */
function lastPart(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start: isScalar(node) ? start : Math.max(start, end - 1), end };
}

function readObject(reader: Reader, open: Span): Read {
  const pairs: Pair[] = [];
  const values = new Map<string, unknown>();
  const places = new Map<string, Span>();
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === '}' || isForOuter(reader, token, '}')) break;
    const name = readName(reader, token);
    if (name === undefined) continue;
    const read = readField(reader, name);
    const earlier = places.get(name.text);
    if (earlier !== undefined) tell(reader, { kind: 'duplicateField', span: name.span, args: { field: name.text }, related: earlier });
    places.set(name.text, name.span);
    pairs.push(quickPair(quickScalar(name.text, name.text, 'QUOTE_DOUBLE', rangeOf(name.span)), read?.node ?? null));
    values.set(name.text, read?.value ?? null);
    if (!goesOn(reader, '}', read && lastPart(read.node))) break;
  }
  const end = endOf(reader, open, '}');
  // Unlike an assignment, this makes a field named `__proto__` a field like any other.
  return { node: quickMap(pairs, [open.start, end, end]), value: Object.fromEntries(values) };
}

function readName(reader: Reader, token: JsonToken): JsonToken | undefined {
  if (token.kind === 'string' || token.kind === 'word') {
    reader.at++;
    if (token.kind === 'word') tell(reader, unquoted(token.text, token.span));
    return token;
  }
  if (token.kind === '{' || token.kind === '[') {
    tell(reader, { kind: 'unexpected', span: token.span, args: { found: token.text } });
    readBracket(reader, token);
    goesOn(reader, '}', undefined);
    return undefined;
  }
  reader.at++;
  if (token.kind === ']') tell(reader, { kind: 'strayBracket', span: token.span, args: { found: ']' } });
  else tell(reader, token.kind === ',' ? strayComma(token) : { kind: 'unexpected', span: token.span, args: { found: token.text } });
  return undefined;
}

/** The colon and the value behind a name. */
function readField(reader: Reader, name: JsonToken): Read | undefined {
  const token = reader.tokens[reader.at];
  const args = { field: name.text.slice(0, 60) };
  if (token?.kind === ':') reader.at++;
  else if (token?.kind === 'word' && token.text === '=') {
    reader.at++;
    tell(reader, { kind: 'missingColon', span: token.span, args, mend: { edits: [{ span: token.span, newText: ':' }], isCertain: true } });
  } else if (token !== undefined && token.kind !== ',' && token.kind !== '}' && token.kind !== ']' && !isNameOfNext(reader)) {
    tell(reader, { kind: 'missingColon', span: name.span, args, mend: { edits: insertion(name.span.end, ':'), isCertain: true } });
  }
  const value = reader.tokens[reader.at];
  if (value === undefined || value.kind === ',' || value.kind === '}' || value.kind === ']' || isNameOfNext(reader)) {
    tell(reader, { kind: 'missingValue', span: name.span, args });
    return undefined;
  }
  return readValue(reader);
}

/** A text with a colon behind it is the name of the next field. */
function isNameOfNext({ tokens, at }: Reader): boolean {
  return tokens[at]?.kind === 'string' && tokens[at + 1]?.kind === ':';
}
