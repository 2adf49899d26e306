/** What the server makes of letters outside ASCII. It reads the bytes of the file as ISO-8859-1, the editor writes UTF-8. */

/** The text as the server sees it when the file is saved as UTF-8: each byte becomes one character. */
export function latin1View(text: string): string {
  let view = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    view += code < 0x80 ? character : String.fromCharCode(...utf8Bytes(isSurrogate(code) ? 0xfffd : code));
  }
  return view;
}

/** By hand, because TextEncoder is not part of the language and the service has no other types. */
function utf8Bytes(code: number): readonly number[] {
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
}

/** Half of a pair that stands alone has no UTF-8; the editor writes U+FFFD for it. */
function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
