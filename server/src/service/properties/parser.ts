/**
 * Reads a properties text the way `java.util.Properties.load` of Java 17 does, in one pass and without giving up: what
 * Java refuses becomes an error with a place. test/service/properties/java-table.json holds Java's own answers.
 */
import type { Span } from '../findings.ts';
import type { PropertiesFile, PropertyError, PropertyText } from './ast.ts';
import {
  BACKSLASH,
  BYTE_ORDER_MARK,
  COLON,
  EQUALS_SIGN,
  EXCLAMATION_MARK,
  isBlank,
  isLineEnd,
  NUMBER_SIGN,
  SPACE,
  skipContinuations,
} from './characters.ts';
import { ParsedComment, ParsedEntry } from './entry.ts';
import { readPieces } from './escapes.ts';

/** A `PropertiesFile` whose items reparse.ts may take over. */
export type ParsedFile = Omit<PropertiesFile, 'entries' | 'comments'> & {
  readonly entries: readonly ParsedEntry[];
  readonly comments: readonly ParsedComment[];
};

export function parseProperties(text: string): ParsedFile {
  const { entries, comments, errors } = parseItems(text, 0, () => false);
  return { entries, comments, errors, byteOrderMark: startsWithMark(text) };
}

export function startsWithMark(text: string): boolean {
  return text.charCodeAt(0) === BYTE_ORDER_MARK;
}

export type ParsedItems = {
  readonly entries: readonly ParsedEntry[];
  readonly comments: readonly ParsedComment[];
  readonly errors: readonly PropertyError[];
  /** Where `stopAt` said yes, or the end of the text. */
  readonly end: number;
};

/** Reads from the end of a line (or the start of the text) on, and asks before each key and comment whether to stop there. */
export function parseItems(text: string, from: number, stopAt: (start: number) => boolean): ParsedItems {
  const entries: ParsedEntry[] = [];
  const comments: ParsedComment[] = [];
  const errors: PropertyError[] = [];
  const scan = createScan(text);
  let at = skipEmptyLines(text, from);
  while (at < text.length && !stopAt(at)) {
    const code = text.charCodeAt(at);
    if (code === NUMBER_SIGN || code === EXCLAMATION_MARK) {
      const end = scan.lineEnd(at);
      comments.push(new ParsedComment(at, end));
      at = end;
    } else {
      const entry = readEntry(scan, at, errors);
      entries.push(entry);
      at = entry.span.end;
    }
    at = skipEmptyLines(text, at);
  }
  return { entries, comments, errors, end: at };
}

/** What DHIS2 makes of a value that holds no `${NAME}`: java.lang.String.trim, which cuts U+0020 and all below it. */
export function serverValue(value: PropertyText): string {
  const { cooked } = value;
  let start = 0;
  let end = cooked.length;
  while (start < end && cooked.charCodeAt(start) <= SPACE) start++;
  while (end > start && cooked.charCodeAt(end - 1) <= SPACE) end--;
  return cooked.slice(start, end);
}

/**
 * Finds the next line end and the next backslash with the engine's own search, and remembers them: most lines hold no
 * backslash, and this costs a third of looking at each character. Questions must be asked along the text.
 */
type Scan = {
  readonly text: string;
  readonly lineEnd: (from: number) => number;
  readonly backslash: (from: number) => number;
};

function createScan(text: string): Scan {
  const nextOf = (character: string): ((from: number) => number) => {
    let found = -1;
    return (from) => {
      if (found < from) found = text.indexOf(character, from);
      if (found < 0) found = text.length;
      return found;
    };
  };
  const lineFeed = nextOf('\n');
  const carriageReturn = nextOf('\r');
  return { text, lineEnd: (from) => Math.min(lineFeed(from), carriageReturn(from)), backslash: nextOf('\\') };
}

/** To the next comment or key. Java forgets a continuation on a line that holds nothing else: what follows is a new line. */
function skipEmptyLines(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || isLineEnd(code)) at++;
    else if (code === BACKSLASH && isEmptyContinuation(text, at)) at += 2;
    else break;
  }
  return at;
}

/** Except as the very last thing of the text: there Java sees an entry with an empty key and an empty value. */
function isEmptyContinuation(text: string, at: number): boolean {
  return at + 2 < text.length && isLineEnd(text.charCodeAt(at + 1));
}

function readEntry(scan: Scan, start: number, errors: PropertyError[]): ParsedEntry {
  const { text } = scan;
  const keyBackslash = scan.backslash(start);
  const key = { start, end: findKeyEnd(text, start) };
  const keyText = keyBackslash < key.end ? cook(text, key, errors) : text.slice(key.start, key.end);
  const valueStart = findSeparatorEnd(text, key.end);
  const valueBackslash = scan.backslash(valueStart);
  const value = { start: valueStart, end: findValueEnd(scan, valueStart) };
  const valueText = valueBackslash < value.end ? cook(text, value, errors) : text.slice(value.start, value.end);
  return new ParsedEntry(key, keyText, value, valueText);
}

/** A continuation after the last character of the key belongs to the separator. */
function findKeyEnd(text: string, start: number): number {
  let at = start;
  let end = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      const continued = skipContinuations(text, at);
      if (continued > at) {
        at = continued;
        continue;
      }
      at++;
    } else if (code <= EQUALS_SIGN && (code === EQUALS_SIGN || code === COLON || isBlank(code) || isLineEnd(code))) {
      break;
    }
    end = ++at;
  }
  return end;
}

/** Blanks, and among them at most one `=` or `:`; the second one is the first character of the value. */
function findSeparatorEnd(text: string, start: number): number {
  let separated = false;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      at++;
    } else if (!separated && (code === EQUALS_SIGN || code === COLON)) {
      separated = true;
      at++;
    } else if (code === BACKSLASH) {
      const continued = skipContinuations(text, at);
      if (continued === at) break;
      at = continued;
    } else {
      break;
    }
  }
  return at;
}

function findValueEnd(scan: Scan, start: number): number {
  let at = start;
  for (;;) {
    const lineEnd = scan.lineEnd(at);
    const backslash = scan.backslash(at);
    if (backslash >= lineEnd) return lineEnd;
    const continued = skipContinuations(scan.text, backslash);
    at = continued > backslash ? continued : backslash + 2;
  }
}

function cook(text: string, span: Span, errors: PropertyError[]): string {
  let cooked = '';
  for (const piece of readPieces(text, span)) {
    cooked += piece.cooked;
    if (piece.malformed) errors.push({ kind: 'malformed-unicode-escape', span: piece.span });
  }
  return cooked;
}
