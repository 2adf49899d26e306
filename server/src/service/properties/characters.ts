/** The characters that mean something to java.util.Properties, and the one rule that needs two of them: continuation. */

const TAB = 0x09;
const LINE_FEED = 0x0a;
const FORM_FEED = 0x0c;
const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const EXCLAMATION_MARK = 0x21;
export const NUMBER_SIGN = 0x23;
export const COLON = 0x3a;
export const EQUALS_SIGN = 0x3d;
export const BACKSLASH = 0x5c;
export const BYTE_ORDER_MARK = 0xfeff;

/** Only these three: a non-breaking space is text. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === FORM_FEED;
}

/** A lone carriage return ends a line too. */
export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/**
 * Jumps over the continuations that start at `at`: backslash, line end, blanks of the next line, as often as they
 * follow one another. A backslash at the end of the text counts, since Java drops it too. Returns `at` if there is none.
 * The caller reads from the left in pairs, so a backslash found here is never the second half of an escape.
 */
export function skipContinuations(text: string, at: number, end: number = text.length): number {
  let next = at;
  while (next < end && text.charCodeAt(next) === BACKSLASH) {
    const first = next + 1;
    if (first >= end) return end;
    const code = text.charCodeAt(first);
    if (!isLineEnd(code)) return next;
    next = first + 1;
    if (code === CARRIAGE_RETURN && text.charCodeAt(next) === LINE_FEED) next++;
    while (next < end && isBlank(text.charCodeAt(next))) next++;
  }
  return next;
}
