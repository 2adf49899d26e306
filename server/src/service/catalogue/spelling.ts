/** A cheap look at two words before the costly one: how often each character occurs bounds the slips between them. */

/** Characters in classes: each letter has its own, digits share those of letters. */
const classes = 32;

export type Spelling = {
  /** Bit by bit, which classes occur. */
  readonly bits: number;
  readonly counts: Uint8Array;
};

export function spellingOf(word: string): Spelling {
  const counts = new Uint8Array(classes);
  let bits = 0;
  for (let i = 0; i < word.length; i++) {
    const place = word.charCodeAt(i) & (classes - 1);
    bits |= 1 << place;
    // At the top it stays: less of a difference than there is only means a second look.
    if (counts[place] !== 255) counts[place] = (counts[place] ?? 0) + 1;
  }
  return { bits, counts };
}

/** False when more than `limit` slips are certain: a slip brings in one character and takes out one at most. */
export function couldBeNear(a: Spelling, b: Spelling, limit: number): boolean {
  const most = 2 * limit;
  if (bitsIn(a.bits ^ b.bits) > most) return false;
  let difference = 0;
  for (let i = 0; i < classes; i++) {
    difference += Math.abs((a.counts[i] ?? 0) - (b.counts[i] ?? 0));
    if (difference > most) return false;
  }
  return true;
}

function bitsIn(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
