/**
 * Where in a YAML text a cursor is, judged by columns alone. A half-typed line breaks the tree, or moves its parts;
 * columns still tell what the author has in mind. Only the lines above that enclose the cursor are looked into.
 */
import type { Span } from '../findings.ts';
import type { Path } from './schema-walk.ts';

export type PlaceByIndent = {
  /** `key`: on a name before its colon. `value`: behind `name: `. `open`: where a name, an item or a value may begin. */
  readonly kind: 'key' | 'value' | 'open';
  /** Of the map for `key`, of the field for `value`, of what encloses the place for `open`. Items of lists are all 0. */
  readonly path: Path;
  /** What a proposal replaces; within one line and with the offset in it. */
  readonly span: Span;
  /** Column in which the name or value begins. */
  readonly column: number;
  /** Columns between the line's first character and `column`: the width of the dashes. */
  readonly inset: number;
  /** A blank is needed between the colon and the value. */
  readonly needsBlank: boolean;
  /** Names in the same map, the one at the cursor left out. */
  readonly siblings: ReadonlySet<string>;
};

/** One line: its dashes and the column of what follows them, -1 for a line of blanks or a comment alone. */
type Line = { readonly start: number; readonly end: number; readonly dashes: readonly number[]; readonly column: number };

/** A name before a colon. */
type Key = { readonly name: string; readonly afterColon: number };

/** No field of ours has a name of this length; a line may be megabytes long. */
const longestKey = 200;

const keyPattern = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#'"\-?:,[\]{}][^#:]*?|-[^\s#:]+))\s*:(?=\s|$)/;

/** Undefined in a comment, and in the middle of a quoted or flow value, where columns say nothing. */
export function placeByIndent(text: string, offset: number): PlaceByIndent | undefined {
  const line = lineAt(text, offset);
  const before = text.slice(line.start, offset);
  if (/^(?:---|\.\.\.|%)/.test(before) || /(?:^|\s)#/.test(before)) return undefined;
  const key = keyOf(text, line);
  if (key !== undefined && offset >= key.afterColon) return inValue(text, line, key, offset);
  const at = offset - line.start;
  const inMargin = line.column < 0 || at < line.column;
  const column = inMargin ? at : line.column;
  const end = inMargin ? offset : key === undefined ? endOfWord(text, offset, line.end) : key.afterColon - 1;
  return {
    kind: key === undefined || inMargin ? 'open' : 'key',
    path: pathOf(text, line, column),
    span: { start: line.start + column, end: Math.max(offset, end) },
    column,
    inset: insetOf(line, column),
    needsBlank: false,
    siblings: siblingsOf(text, line, column),
  };
}

function inValue(text: string, line: Line, { name, afterColon }: Key, offset: number): PlaceByIndent {
  let start = afterColon;
  while (start < offset && /[ \t]/.test(text[start] ?? '')) start++;
  const rest = text.slice(start, line.end);
  const comment = rest.search(/(?:^|\s)#/);
  const end = start + (comment < 0 ? rest : rest.slice(0, comment)).trimEnd().length;
  return {
    kind: 'value',
    path: [...pathOf(text, line, line.column), name],
    span: { start, end: Math.max(offset, end) },
    column: line.column,
    inset: insetOf(line, line.column),
    needsBlank: start === afterColon,
    siblings: new Set(),
  };
}

function insetOf({ dashes }: Line, column: number): number {
  const [first] = dashes;
  return first === undefined || first > column ? 0 : column - first;
}

function endOfWord(text: string, offset: number, lineEnd: number): number {
  let end = offset;
  while (end < lineEnd && /[^\s#:]/.test(text[end] ?? '')) end++;
  return end;
}

/** From the cursor's line upwards: each line that stands further left than all below it is a step of the path. */
function pathOf(text: string, line: Line, column: number): Path {
  const steps: (string | number)[] = [];
  let limit = passDashes(steps, line, { column, isList: false });
  for (let above = lineBefore(text, line); above !== undefined; above = lineBefore(text, above)) {
    if ((limit.column === 0 && !limit.isList) || isMarker(text, above)) break;
    if (above.column < 0) continue;
    // A list may begin in the column of its own key; all else stands further right than what it belongs to.
    const encloses = above.column < limit.column || (limit.isList && above.column === limit.column);
    const key = encloses ? keyOf(text, above) : undefined;
    if (key !== undefined) {
      steps.push(key.name);
      limit = { column: above.column, isList: false };
    }
    limit = passDashes(steps, above, limit);
  }
  return steps.reverse();
}

/** The leftmost column reached, and whether a list begins there. */
type Limit = { readonly column: number; readonly isList: boolean };

function passDashes(steps: (string | number)[], { dashes }: Line, limit: Limit): Limit {
  let reached = limit;
  for (const dash of dashes.toReversed()) {
    if (dash >= reached.column) continue;
    steps.push(0);
    reached = { column: dash, isList: true };
  }
  return reached;
}

/** Names in the same column, up and down to the line that ends the map. */
function siblingsOf(text: string, line: Line, column: number): ReadonlySet<string> {
  const names = new Set<string>();
  const take = (other: Line): void => {
    const key = other.column === column ? keyOf(text, other) : undefined;
    if (key !== undefined) names.add(key.name);
  };
  const opensItem = ({ dashes }: Line): boolean => dashes.some((dash) => dash < column);
  const isOutside = (other: Line): boolean => (other.column >= 0 && other.column < column) || isMarker(text, other);

  for (let below = lineAfter(text, line); below !== undefined; below = lineAfter(text, below)) {
    if (isOutside(below) || opensItem(below)) break;
    take(below);
  }
  if (opensItem(line)) return names;
  for (let above = lineBefore(text, line); above !== undefined; above = lineBefore(text, above)) {
    if (isOutside(above)) break;
    take(above);
    if (opensItem(above)) break;
  }
  return names;
}

const isMarker = (text: string, line: Line): boolean => /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(line.start, line.start + 4));

function lineAt(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  return read(text, start, newline < 0 ? text.length : newline);
}

function lineBefore(text: string, { start }: Line): Line | undefined {
  if (start === 0) return undefined;
  return read(text, start === 1 ? 0 : text.lastIndexOf('\n', start - 2) + 1, start - 1);
}

function lineAfter(text: string, { end }: Line): Line | undefined {
  if (end >= text.length) return undefined;
  const newline = text.indexOf('\n', end + 1);
  return read(text, end + 1, newline < 0 ? text.length : newline);
}

function read(text: string, start: number, newline: number): Line {
  const end = text[newline - 1] === '\r' && newline > start ? newline - 1 : newline;
  const dashes: number[] = [];
  let at = start;
  for (; at < end; at++) {
    const character = text[at];
    if (character === '-' && (at + 1 >= end || /[ \t]/.test(text[at + 1] ?? ''))) dashes.push(at - start);
    else if (character !== ' ' && character !== '\t' && character !== '\ufeff') break;
  }
  const isBlank = at >= end || text[at] === '#';
  return { start, end: newline, dashes, column: isBlank && dashes.length === 0 ? -1 : at - start };
}

function keyOf(text: string, { start, end, column }: Line): Key | undefined {
  if (column < 0) return undefined;
  const match = keyPattern.exec(text.slice(start + column, Math.min(end, start + column + longestKey)));
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  return match === null || name === undefined ? undefined : { name, afterColon: start + column + match[0].length };
}
