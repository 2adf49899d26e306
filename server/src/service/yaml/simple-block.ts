/**
 * Reads a field or an item of a list that is written as nearly all are: names and values on lines of their own, values in
 * one line, no anchors, tags or block text. It takes a thirtieth of the time that the `yaml` package takes and makes the
 * same nodes; test/service/yaml/pieces.test.ts holds it to that. Of anything else it says `undefined`, and the package
 * is asked.
 */
import type { Node, Pair, Range } from 'yaml';
import { quickMap, quickPair, quickScalar, quickSeq } from './quick-nodes.ts';
import { rangeIn, readSimpleValue, type SimpleValue } from './simple-value.ts';

/** Part of a text. */
export type Piece = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Added to each place in `text`. */
  readonly base: number;
};

export type Reading<T> = {
  readonly node: T;
  readonly data: unknown;
  /** Of all nodes, so that they can be moved. */
  readonly ranges: readonly Range[];
  /** Of its last line that is no comment. */
  readonly end: number;
};

export function readSimpleField(piece: Piece): Reading<Pair> | undefined {
  const reader = new SimpleReader(piece);
  const map = reader.whole(() => reader.map(0, piece.start));
  const [pair] = map?.items ?? [];
  if (map === undefined || pair === undefined || map.items.length > 1) return undefined;
  return { node: pair, data: Object.values(map.data)[0], ranges: reader.ranges, end: map.end };
}

/** The piece begins with the blanks before the dash. */
export function readSimpleItem(piece: Piece, column: number): Reading<Node> | undefined {
  const reader = new SimpleReader(piece);
  const seq = reader.whole(() => reader.seq(column, piece.start + column));
  const [node] = seq?.items ?? [];
  if (seq === undefined || node === undefined || seq.items.length > 1) return undefined;
  return { node, data: seq.data[0], ranges: reader.ranges, end: seq.end };
}

type SimpleMap = { readonly items: readonly Pair[]; readonly data: { [name: string]: unknown }; readonly end: number };
type SimpleSeq = { readonly items: readonly Node[]; readonly data: readonly unknown[]; readonly end: number };

/** The names are those that need no second look: neither `__proto__` nor words that another YAML takes for values. */
const namePattern = /(?!__proto__:)[A-Za-z_][\w-]*(?=:)/y;

/** Deeper nesting is for the package. */
const deepest = 20;

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const blank = 32;
const hash = 35;
const dash = 45;

/** Thrown and caught in this file only: leaves all levels of the reading at once. */
const notSimple = Symbol('not simple');

class SimpleReader {
  readonly ranges: Range[] = [];
  readonly #text: string;
  readonly #end: number;
  readonly #base: number;
  /** First character of the line that is read next and its column, -1 behind the last line. */
  #at = 0;
  #column = -1;
  /** A comment stands between the last value and that line. */
  #behindComment = false;
  #depth = 0;

  constructor({ text, start, end, base }: Piece) {
    this.#text = text;
    this.#end = end;
    this.#base = base;
    this.#at = start;
  }

  /** What is read must reach to the end of the piece. */
  whole<T>(read: () => T): T | undefined {
    try {
      const result = read();
      return this.#column < 0 ? result : undefined;
    } catch (error) {
      if (error === notSimple) return undefined;
      throw error;
    }
  }

  /** The first name stands at `at`, in the column that all names of the map have. */
  map(column: number, at: number): SimpleMap {
    this.#enter();
    const items: Pair[] = [];
    const data: { [name: string]: unknown } = {};
    let end = at;
    for (let nameAt = at; ; nameAt = this.#at) {
      const name = this.#nameAt(nameAt);
      if (name === undefined || Object.hasOwn(data, name)) throw notSimple;
      const colon = nameAt + name.length;
      const key = quickScalar(name, name, 'PLAIN', this.#range(nameAt, colon));
      const value = this.#fieldValue(column, colon + 1);
      items.push(quickPair(key, value.node));
      data[name] = value.data;
      end = value.end;
      if (this.#column !== column || this.#isDash()) break;
    }
    this.#depth--;
    return { items, data, end: this.#closed(column, end) };
  }

  /** The first dash stands at `at`, in the column that all dashes of the list have. */
  seq(column: number, at: number): SimpleSeq {
    this.#enter();
    const items: Node[] = [];
    const data: unknown[] = [];
    let end = at;
    for (let dashAt = at; ; dashAt = this.#at) {
      const itemAt = this.#skipBlanks(dashAt + 1);
      if (itemAt === dashAt + 1) throw notSimple;
      const item = this.#itemValue(column, column + itemAt - dashAt, itemAt);
      items.push(item.node);
      data.push(item.data);
      end = item.end;
      if (this.#column !== column || !this.#isDash()) break;
    }
    this.#depth--;
    return { items, data, end: this.#closed(column, end) };
  }

  #enter(): void {
    this.#depth++;
    if (this.#depth > deepest) throw notSimple;
  }

  /** What stands behind a colon, or in the lines below it. */
  #fieldValue(column: number, afterColon: number): SimpleValue {
    const at = this.#skipBlanks(afterColon);
    const lineEnd = this.#lineEnd(at);
    const code = at < lineEnd ? this.#text.charCodeAt(at) : newline;
    if (code !== newline && code !== hash) {
      if (at === afterColon) throw notSimple;
      return this.#scalar(column, at, lineEnd);
    }
    this.#nextLine(lineEnd);
    if (this.#column > column || (this.#column === column && this.#isDash())) return this.#nested();
    if (code === hash || this.#behindComment) throw notSimple;
    const range = this.#range(at, at);
    return { node: quickScalar(null, '', 'PLAIN', range), data: null, end: range[1] };
  }

  #itemValue(column: number, itemColumn: number, at: number): SimpleValue {
    const name = this.#nameAt(at);
    const isField = name !== undefined && isGap(this.#text.charCodeAt(at + name.length + 1));
    if (isField) return this.#mapValue(itemColumn, at);
    const lineEnd = this.#lineEnd(at);
    if (at === lineEnd) throw notSimple;
    return this.#scalar(column, at, lineEnd);
  }

  #mapValue(column: number, at: number): SimpleValue {
    const { items, data, end } = this.map(column, at);
    return { node: quickMap(items, this.#range(at, end - this.#base)), data, end };
  }

  #seqValue(column: number, at: number): SimpleValue {
    const { items, data, end } = this.seq(column, at);
    return { node: quickSeq(items, this.#range(at, end - this.#base)), data, end };
  }

  #nested(): SimpleValue {
    return this.#isDash() ? this.#seqValue(this.#column, this.#at) : this.#mapValue(this.#column, this.#at);
  }

  /** A value in the line; whatever stands further right below it would be a part of it. */
  #scalar(column: number, at: number, lineEnd: number): SimpleValue {
    const value = readSimpleValue({ text: this.#text, at, end: lineEnd, base: this.#base, ranges: this.ranges });
    if (value === undefined) throw notSimple;
    this.#nextLine(lineEnd);
    if (this.#column > column) throw notSimple;
    return { ...value, end: lineEnd + this.#base };
  }

  /** What follows a map or list stands further left. */
  #closed(column: number, end: number): number {
    if (this.#column > column) throw notSimple;
    return end;
  }

  /** On to the next line that is neither blank nor a comment. */
  #nextLine(lineEnd: number): void {
    const text = this.#text;
    this.#behindComment = false;
    for (let start = this.#lineBreakEnd(lineEnd); start < this.#end; ) {
      const at = this.#skipBlanks(start);
      const code = at < this.#end ? text.charCodeAt(at) : newline;
      if (code === tab) throw notSimple;
      if (code === hash) this.#behindComment = true;
      else if (code !== newline && code !== carriageReturn) {
        this.#at = at;
        this.#column = at - start;
        return;
      }
      start = this.#lineBreakEnd(this.#lineEnd(at));
    }
    this.#column = -1;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (at < this.#end && this.#text.charCodeAt(at) === blank) at++;
    return at;
  }

  /** Without the carriage return. */
  #lineEnd(from: number): number {
    const found = this.#text.indexOf('\n', from);
    const end = found < 0 || found > this.#end ? this.#end : found;
    return end > from && this.#text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  #lineBreakEnd(lineEnd: number): number {
    const code = lineEnd < this.#end ? this.#text.charCodeAt(lineEnd) : 0;
    return code === carriageReturn ? lineEnd + 2 : code === newline ? lineEnd + 1 : lineEnd;
  }

  #nameAt(at: number): string | undefined {
    namePattern.lastIndex = at;
    return namePattern.test(this.#text) ? this.#text.slice(at, namePattern.lastIndex) : undefined;
  }

  #isDash(): boolean {
    return this.#text.charCodeAt(this.#at) === dash && isGap(this.#text.charCodeAt(this.#at + 1));
  }

  #range(start: number, end: number): Range {
    return rangeIn(this.ranges, start + this.#base, end + this.#base);
  }
}

/** `NaN` behind the last character. */
const isGap = (code: number): boolean => code === blank || code === newline || code === carriageReturn || Number.isNaN(code);
