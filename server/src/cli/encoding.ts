/** From bytes to text and back without a byte's difference: a file that was mended is otherwise as it was. */

/** The server reads ISO-8859-1, editors write UTF-8. Names are those of IANA. */
export type Encoding = 'UTF-8' | 'ISO-8859-1';

export type DecodedText = { readonly text: string; readonly encoding: Encoding };

/** UTF-8 where the bytes are valid, else ISO-8859-1. The byte order mark stays, because it is a finding. */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'ISO-8859-1' };
  }
}

export function decode(bytes: Uint8Array): string {
  return decodeBytes(bytes).text;
}

/** Undefined for a text that the encoding cannot hold. */
export function encodeText({ text, encoding }: DecodedText): Uint8Array | undefined {
  if (encoding === 'UTF-8') return Buffer.from(text, 'utf8');
  return /[^\u0000-\u00ff]/.test(text) ? undefined : Buffer.from(text, 'latin1');
}
