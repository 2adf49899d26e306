/** Places in the text the server sees, mapped to the source, through escapes and continuation lines. */
import type { Span } from '../findings.ts';
import type { PropertyText } from './ast.ts';
import { type Piece, readPieces } from './escapes.ts';

/**
 * The source of `cooked.slice(cookedStart, cookedEnd)`. An escape is covered as a whole; continuations are covered only
 * where they lie inside. An empty range gives an empty span.
 */
export function sourceSpan(text: string, property: PropertyText, cookedStart: number, cookedEnd: number): Span {
  return sourceSpans(text, property)(cookedStart, cookedEnd);
}

/** The same for many places of one property, whose source is read once. */
export function sourceSpans(text: string, property: PropertyText): (cookedStart: number, cookedEnd: number) => Span {
  const { span, cooked } = property;
  // Each escape and each continuation makes the source longer, so equal lengths mean that there is none.
  const pieces = isPlain(property) ? undefined : readPieces(text, span);
  return (cookedStart, cookedEnd) => {
    const start = clamp(cookedStart, cooked.length);
    const end = Math.max(start, clamp(cookedEnd, cooked.length));
    if (pieces === undefined) return { start: span.start + start, end: span.start + end };
    const sourceStart = startOf(pieces, start) ?? endOf(pieces, start) ?? span.start;
    return { start: sourceStart, end: end === start ? sourceStart : (endOf(pieces, end) ?? sourceStart) };
  };
}

function isPlain({ span, cooked }: PropertyText): boolean {
  return span.end - span.start === cooked.length;
}

function isLiteral({ span, cooked }: Piece): boolean {
  return span.end - span.start === cooked.length;
}

/** Source offset of the cooked character at `offset`. */
function startOf(pieces: readonly Piece[], offset: number): number | undefined {
  let before = 0;
  for (const piece of pieces) {
    if (offset < before + piece.cooked.length) return piece.span.start + (isLiteral(piece) ? offset - before : 0);
    before += piece.cooked.length;
  }
  return undefined;
}

/** Source offset behind the cooked character before `offset`. */
function endOf(pieces: readonly Piece[], offset: number): number | undefined {
  let before = 0;
  for (const piece of pieces) {
    if (offset <= before + piece.cooked.length) return isLiteral(piece) ? piece.span.start + offset - before : piece.span.end;
    before += piece.cooked.length;
  }
  return undefined;
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(offset, 0), length);
}
