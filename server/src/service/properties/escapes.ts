/** Splits the source of a key or value into what each part becomes: the one place that knows the escapes. */
import type { Span } from '../findings.ts';
import { BACKSLASH, skipContinuations } from './characters.ts';

/**
 * Where source and cooked text have the same length, character stands for character; otherwise the piece is one
 * escape and stands as a whole. Continuations lie between the pieces.
 */
export type Piece = {
  readonly span: Span;
  readonly cooked: string;
  /** `\u` without four hexadecimal digits: Java throws. Cooked as if the backslash were not there. */
  readonly malformed: boolean;
};

const LETTER_U = 0x75;
const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

export function readPieces(text: string, { start, end }: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  let plainStart = start;
  let at = start;
  const closePlain = (): void => {
    if (at > plainStart) pieces.push({ span: { start: plainStart, end: at }, cooked: text.slice(plainStart, at), malformed: false });
  };
  while (at < end) {
    if (text.charCodeAt(at) !== BACKSLASH) {
      at++;
      continue;
    }
    closePlain();
    const continued = skipContinuations(text, at, end);
    if (continued > at) {
      at = continued;
    } else {
      const piece = readEscape(text, at, end);
      pieces.push(piece);
      at = piece.span.end;
    }
    plainStart = at;
  }
  closePlain();
  return pieces;
}

function readEscape(text: string, start: number, end: number): Piece {
  if (text.charCodeAt(start + 1) === LETTER_U) return readUnicodeEscape(text, start, end);
  const letter = text.charAt(start + 1);
  return { span: { start, end: start + 2 }, cooked: named[letter] ?? letter, malformed: false };
}

/** Java joins the lines before it looks at escapes, so the digits may be spread over continuation lines. */
function readUnicodeEscape(text: string, start: number, end: number): Piece {
  let digits = '';
  let last = start + 2;
  for (let at = last; digits.length < 4; at = last) {
    at = skipContinuations(text, at, end);
    if (at >= end || !isHexDigit(text.charCodeAt(at))) break;
    digits += text.charAt(at);
    last = at + 1;
  }
  const span = { start, end: last };
  if (digits.length < 4) return { span, cooked: `u${digits}`, malformed: true };
  return { span, cooked: String.fromCharCode(Number.parseInt(digits, 16)), malformed: false };
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}
