/**
 * Where a YAML text can be cut into pieces that are read apart: at `---`, at the fields of the first level, and at the
 * items of lists right below those. Only columns and first letters are looked at, so a cut may be wrong, as inside a text
 * in quotes; whoever reads a piece finds out.
 */

export type Cut = {
  /** `field` begins in the first column, `item` with the dash of a list that is a field's value; `marker` is `---`. */
  readonly kind: 'field' | 'item' | 'marker';
  /** Of the line. */
  readonly start: number;
  /** Blanks before its first letter. */
  readonly indent: number;
  /** First field of its document. */
  readonly first: boolean;
};

/** `false` where cutting ends. */
export type OnCut = (cut: Cut) => boolean;

const fieldPattern = /[A-Za-z_][\w-]*:(?=[ \t\r\n]|$)/y;
/** A name whose colon is still to be typed. */
const wordPattern = /[A-Za-z_][\w-]*[ \t]*(?=\r?\n|$)/y;
/** Nothing behind the colon. */
const restPattern = / *(?:\r?\n|$| #)/y;
const markerPattern = /---[ \t]*(?=\r?\n|$)/y;

const newline = 10;
const carriageReturn = 13;
const blank = 32;
const hash = 35;
const dash = 45;
const tab = 9;

/** Column of the dashes of a list: unknown until its first dash, or there is no list. */
const awaited = -1;
const none = -2;

/** False when the text cannot be cut. `from` is a cut of the same text, or undefined for its start. */
export function cutText(text: string, from: Cut | undefined, onCut: OnCut): boolean {
  const state = { list: from?.kind === 'item' ? from.indent : none, isFirst: from === undefined || from.first };
  let start = from?.start ?? (text.startsWith('\ufeff') ? 1 : 0);
  while (start < text.length) {
    let at = start;
    while (text.charCodeAt(at) === blank) at++;
    const code = at < text.length ? text.charCodeAt(at) : newline;
    if (code !== newline && code !== carriageReturn && code !== hash) {
      const cut = at === start ? cutInFirstColumn(text, start, state) : cutFurtherRight(text, start, at, state);
      if (cut === 'unsure') return false;
      if (cut !== undefined && !onCut(cut)) return true;
    }
    const lineEnd = text.indexOf('\n', at);
    start = lineEnd < 0 ? text.length : lineEnd + 1;
  }
  return true;
}

type State = { list: number; isFirst: boolean };

function cutInFirstColumn(text: string, start: number, state: State): Cut | 'unsure' | undefined {
  const first = state.isFirst;
  if (matches(markerPattern, text, start)) {
    state.list = none;
    state.isFirst = true;
    return { kind: 'marker', start, indent: 0, first: false };
  }
  if (isDash(text, start)) return itemAt(start, 0, state) ?? 'unsure';
  if (matches(fieldPattern, text, start)) {
    state.list = matches(restPattern, text, fieldPattern.lastIndex) ? awaited : none;
    state.isFirst = false;
    return { kind: 'field', start, indent: 0, first };
  }
  if (first) return 'unsure';
  state.list = none;
  if (text.charCodeAt(start) === tab) return undefined;
  if (!matches(wordPattern, text, start)) return 'unsure';
  return { kind: 'field', start, indent: 0, first };
}

/** A part of the piece above, unless it is an item of the list. */
function cutFurtherRight(text: string, start: number, at: number, state: State): Cut | 'unsure' | undefined {
  if (state.isFirst) return 'unsure';
  const item = isDash(text, at) ? itemAt(start, at - start, state) : undefined;
  if (state.list === awaited) state.list = none;
  return item;
}

function itemAt(start: number, indent: number, state: State): Cut | undefined {
  if (state.list === awaited) state.list = indent;
  return state.list === indent ? { kind: 'item', start, indent, first: false } : undefined;
}

function isDash(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === dash && (next === blank || next === newline || next === carriageReturn || Number.isNaN(next));
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
