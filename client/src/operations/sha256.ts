/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, in hexadecimal. Facts are made of values only, so they cannot ask Node for it; the
 * host compares with what `sha256sum` says.
 */

const constants = new Uint32Array(64);
const start = new Uint32Array(8);
fillWithPrimes();

export function sha256(text: string): string {
  const state = start.slice();
  const bytes = padded(new TextEncoder().encode(text));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 64) addBlock(state, view, at);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** With a one, zeros, and the number of bits at the end of the last block. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setBigUint64(whole.length - 8, BigInt(bytes.length) * 8n);
  return whole;
}

function addBlock(state: Uint32Array, view: DataView, from: number): void {
  const words = new Uint32Array(64);
  for (let i = 0; i < 64; i++) words[i] = i < 16 ? view.getUint32(from + i * 4) : mixed(words, i);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] ?? 0) + word;
}

function mixed(words: Uint32Array, i: number): number {
  const [near = 0, far = 0] = [words[i - 15], words[i - 2]];
  const low = turn(near, 7) ^ turn(near, 18) ^ (near >>> 3);
  const high = turn(far, 17) ^ turn(far, 19) ^ (far >>> 10);
  return ((words[i - 16] ?? 0) + low + (words[i - 7] ?? 0) + high) | 0;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first bits of the fractions of roots of the first primes: square roots to start with, cube roots for each round. */
function fillWithPrimes(): void {
  const fraction = (root: number): number => (root % 1) * 2 ** 32;
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor <= candidate) continue;
    if (found < 8) start[found] = fraction(Math.sqrt(candidate));
    constants[found] = fraction(Math.cbrt(candidate));
    found++;
  }
}
