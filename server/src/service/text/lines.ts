/** Line numbers of offsets without walking the text again for each of them. */
import { lineStarts } from './line-starts.ts';

export type LineIndex = {
  /** Zero-based line of a UTF-16 offset; offsets outside the text are moved to its ends. */
  lineAt(offset: number): number;
  /** Offset of the first character of the line that follows, or the end of the text. */
  nextLineStart(offset: number): number;
};

/** Built at the first question. */
export function createLineIndex(text: string): LineIndex {
  let starts: readonly number[] | undefined;
  const lineAt = (offset: number) => {
    starts ??= lineStarts(text);
    const known = starts;
    let low = 0;
    let high = known.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((known[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { lineAt, nextLineStart: (offset) => nextLineStart(text, offset) };
}

/** Looks from the offset on, so that a fix does not make the index of a long file. */
export function nextLineStart(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return text.length;
}

/** Offset of the first character of the line that an offset is in. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isLineEnd(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Offset of the first character behind the text of the line. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** How the lines of the text end, judged by the first of them. */
export function lineBreakOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
