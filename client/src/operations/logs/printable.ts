/** Makes text harmless to look at: control characters are shown, not obeyed. Tabs stay. */
import { isAscii } from 'node:buffer';

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

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x0a && byte !== 0x09;
}

/**
 * True for ASCII without control characters other than tab and line feed, which nearly every log line is. Sixteen
 * bytes at a time: four times as fast as the regular expression, which was half the cost of a tail (measured).
 */
export function isPlainText(bytes: Buffer): boolean {
  if (!isAscii(bytes) || bytes.includes(0x7f)) return false;
  if (bytes.length < 16) return hasNoControl(bytes, 0, bytes.length);
  const start = -bytes.byteOffset & 3;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2);
  const whole = words.length & ~3;
  if (!hasNoControl(bytes, 0, start) || !hasNoControl(bytes, start + whole * 4, bytes.length)) return false;
  for (let i = 0; i < whole; i += 4) {
    // In ASCII, a byte below 0x20 and only that sets its high bit (or one above it) when 0x20 is taken away.
    const low =
      ((words[i] ?? 0) - spaces) | ((words[i + 1] ?? 0) - spaces) | ((words[i + 2] ?? 0) - spaces) | ((words[i + 3] ?? 0) - spaces);
    const at = start + i * 4;
    if ((low & highBits) !== 0 && !hasNoControl(bytes, at, at + 16)) return false;
  }
  return true;
}

const spaces = 0x20202020;
const highBits = 0x80808080;

function hasNoControl(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isControl(bytes[i] ?? 0)) return false;
  return true;
}
