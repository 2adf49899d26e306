/**
 * A text under repair as a row of pieces, so that edits made in several rounds can be told as edits of the text that
 * stood there first.
 */
import type { SpanEdit } from '../findings.ts';

/** Either a part of the first text, or new text. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

export type Pieces = readonly Piece[];

export function piecesOf(text: string): Pieces {
  return [{ start: 0, end: text.length }];
}

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.end - piece.start);

function cut(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to };
}

/** The edits are of the text that the pieces make now; they are in order and do not overlap. */
export function edit(pieces: Pieces, edits: readonly SpanEdit[]): Pieces {
  const result: Piece[] = [];
  let index = 0;
  /** Offset in the current text of the first character not yet taken, and how much of the piece there is gone. */
  let offset = 0;
  let used = 0;
  const takeUntil = (end: number, keep: boolean) => {
    for (let piece = pieces[index]; piece !== undefined && offset < end; piece = pieces[index]) {
      const to = Math.min(lengthOf(piece), used + end - offset);
      if (keep && to > used) result.push(cut(piece, used, to));
      offset += to - used;
      used = to;
      if (used === lengthOf(piece)) {
        index++;
        used = 0;
      }
    }
  };
  for (const { span, newText } of edits) {
    takeUntil(span.start, true);
    takeUntil(span.end, false);
    if (newText !== '') result.push({ text: newText });
  }
  takeUntil(Number.POSITIVE_INFINITY, true);
  return result;
}

/** What turns the first text into the one the pieces make: in order, never overlapping. */
export function editsOf(pieces: Pieces, length: number): readonly SpanEdit[] {
  const edits: SpanEdit[] = [];
  let start = 0;
  let newText = '';
  const keepFrom = (next: number) => {
    if (next > start || newText !== '') edits.push({ span: { start, end: next }, newText });
    newText = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) newText += piece.text;
    else if (piece.end > piece.start) {
      keepFrom(piece.start);
      start = piece.end;
    }
  }
  keepFrom(length);
  return edits;
}
