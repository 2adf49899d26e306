/** Reads the names and values of a piece of a text that is written as simple-piece.ts says. */
import type { Node, Pair, Range } from 'yaml';
import { quickMap, quickPair, quickScalar, quickSeq } from './quick-nodes.ts';
import { type Piece, type Reading, rangeIn, readSimpleValue, skipBlanks } from './simple-value.ts';

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

/** `undefined` where the piece is not simple, or something is left of it. */
export function readSimply<T>(reader: SimpleReader, read: () => T): T | undefined {
  try {
    const data = read();
    return reader.isAtEnd ? data : undefined;
  } catch (error) {
    if (error === notSimple) return undefined;
    throw error;
  }
}

type Fields = { [name: string]: unknown };

export class SimpleReader implements Reading {
  readonly text: string;
  readonly base: number;
  readonly ranges: Range[] | undefined;
  at: number;
  node: Node | undefined;
  /** Of its last line that is no comment. */
  lastEnd = 0;
  readonly #end: number;
  /** Of the line that is read next, -1 behind the last line; `at` is its first letter then. */
  #column = -1;
  /** A comment stands between the last value and that line. */
  #behindComment = false;
  #depth = 0;

  constructor({ text, start, end, base }: Piece, makesNodes: boolean) {
    this.text = text;
    this.base = base;
    this.ranges = makesNodes ? [] : undefined;
    this.at = start;
    this.node = undefined;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#column < 0;
  }

  /** The first name is what is read next, in the column that all names of the map have. */
  map(column: number): Fields {
    this.#enter();
    const start = this.at;
    const data: Fields = {};
    const pairs: Pair[] | undefined = this.ranges && [];
    do {
      const nameAt = this.at;
      const name = this.#nameAt(nameAt);
      if (name === undefined || Object.hasOwn(data, name)) throw notSimple;
      const colon = nameAt + name.length;
      const key = pairs && quickScalar(name, name, 'PLAIN', rangeIn(this, nameAt, colon));
      data[name] = this.#fieldValue(column, colon + 1);
      if (key !== undefined) pairs?.push(quickPair(key, this.node ?? null));
    } while (this.#column === column && !this.#isDash());
    this.#leave(column);
    if (pairs !== undefined) this.node = quickMap(pairs, rangeIn(this, start, this.lastEnd));
    return data;
  }

  /** The first dash is what is read next, in the column that all dashes of the list have. */
  seq(column: number): readonly unknown[] {
    this.#enter();
    const start = this.at;
    const data: unknown[] = [];
    const items: Node[] | undefined = this.ranges && [];
    do {
      const dashAt = this.at;
      const itemAt = this.#skipBlanks(dashAt + 1);
      if (itemAt === dashAt + 1) throw notSimple;
      data.push(this.#itemValue(column, column + itemAt - dashAt, itemAt));
      if (this.node !== undefined) items?.push(this.node);
    } while (this.#column === column && this.#isDash());
    this.#leave(column);
    if (items !== undefined) this.node = quickSeq(items, rangeIn(this, start, this.lastEnd));
    return data;
  }

  #enter(): void {
    this.#depth++;
    if (this.#depth > deepest) throw notSimple;
  }

  /** What follows a map or list stands further left. */
  #leave(column: number): void {
    this.#depth--;
    if (this.#column > column) throw notSimple;
  }

  /** What stands behind a colon, or in the lines below it. */
  #fieldValue(column: number, afterColon: number): unknown {
    const at = this.#skipBlanks(afterColon);
    const lineEnd = this.#lineEnd(at);
    const code = at < lineEnd ? this.text.charCodeAt(at) : newline;
    if (code !== newline && code !== hash) {
      if (at === afterColon) throw notSimple;
      return this.#scalar(column, at, lineEnd);
    }
    this.#nextLine(lineEnd);
    if (this.#column > column || (this.#column === column && this.#isDash()))
      return this.#isDash() ? this.seq(this.#column) : this.map(this.#column);
    if (code === hash || this.#behindComment) throw notSimple;
    this.lastEnd = at;
    if (this.ranges !== undefined) this.node = quickScalar(null, '', 'PLAIN', rangeIn(this, at, at));
    return null;
  }

  #itemValue(column: number, itemColumn: number, at: number): unknown {
    const name = this.#nameAt(at);
    if (name !== undefined && isGap(this.text.charCodeAt(at + name.length + 1))) {
      this.at = at;
      return this.map(itemColumn);
    }
    const lineEnd = this.#lineEnd(at);
    if (at === lineEnd) throw notSimple;
    return this.#scalar(column, at, lineEnd);
  }

  /** A value in the line; whatever stands further right below it would be a part of it. */
  #scalar(column: number, at: number, lineEnd: number): unknown {
    this.at = at;
    const data = readSimpleValue(this, lineEnd);
    if (data === undefined) throw notSimple;
    this.lastEnd = lineEnd;
    this.#nextLine(lineEnd);
    if (this.#column > column) throw notSimple;
    return data;
  }

  /** On to the next line that is neither blank nor a comment. */
  #nextLine(lineEnd: number): void {
    const { text } = this;
    this.#behindComment = false;
    for (let start = this.#lineBreakEnd(lineEnd); start < this.#end; ) {
      const at = this.#skipBlanks(start);
      const code = at < this.#end ? text.charCodeAt(at) : newline;
      if (code === tab) throw notSimple;
      if (code === hash) this.#behindComment = true;
      else if (code !== newline && code !== carriageReturn) {
        this.at = at;
        this.#column = at - start;
        return;
      }
      start = this.#lineBreakEnd(this.#lineEnd(at));
    }
    this.#column = -1;
  }

  #skipBlanks(from: number): number {
    return skipBlanks(this.text, from, this.#end);
  }

  /** Without the carriage return. */
  #lineEnd(from: number): number {
    const found = this.text.indexOf('\n', from);
    const end = found < 0 || found > this.#end ? this.#end : found;
    return end > from && this.text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  #lineBreakEnd(lineEnd: number): number {
    const code = lineEnd < this.#end ? this.text.charCodeAt(lineEnd) : 0;
    return code === carriageReturn ? lineEnd + 2 : code === newline ? lineEnd + 1 : lineEnd;
  }

  #nameAt(at: number): string | undefined {
    namePattern.lastIndex = at;
    return namePattern.test(this.text) ? this.text.slice(at, namePattern.lastIndex) : undefined;
  }

  #isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1));
  }
}

/** `NaN` behind the last character. */
const isGap = (code: number): boolean => code === blank || code === newline || code === carriageReturn || Number.isNaN(code);
