/** Makes text harmless to look at: control characters are shown, not obeyed. Tabs stay. */

// C0 without tab and line feed, DEL, C1, marks that reorder text, separators that an editor takes for line ends.
const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const allUnsafe = new RegExp(unsafe.source, 'g');

export function printable(text: string): string {
  return unsafe.test(text) ? text.replace(allUnsafe, visible) : text;
}

/** Unicode has pictures for the C0 controls (U+2400 and up) and for DEL; the others become the replacement character. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
