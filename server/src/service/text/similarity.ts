/**
 * Optimal string alignment distance: how many insertions, deletions, substitutions and swaps of neighbours turn one
 * text into the other, no part being edited twice. `undefined` above `limit`, which also bounds the work.
 */
export function distanceWithin(a: string, b: string, limit: number): number | undefined {
  if (limit < 0 || Math.abs(a.length - b.length) > limit) return undefined;
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const distance = alignment(a.slice(start, endA), b.slice(start, endB), limit);
  return distance <= limit ? distance : undefined;
}

/** Three rows of the matrix; only the band of `limit` around the diagonal can hold a distance within the limit. */
function alignment(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, tooFar));
  for (let i = 1; i <= a.length; i++) {
    const current = new Array<number>(b.length + 1).fill(tooFar);
    if (i <= limit) current[0] = i;
    let best = current[0] ?? tooFar;
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const swapped =
        cost === 1 && i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      const swap = swapped ? at(beforePrevious, j - 2, tooFar) + 1 : tooFar;
      const step = Math.min(at(previous, j, tooFar) + 1, at(current, j - 1, tooFar) + 1, at(previous, j - 1, tooFar) + cost, swap, tooFar);
      current[j] = step;
      if (step < best) best = step;
    }
    // A swap may still reach back past the row before, hence both rows must be out of reach.
    if (best >= tooFar && Math.min(...previous) >= tooFar) return tooFar;
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length, tooFar);
}

function at(row: readonly number[], place: number, otherwise: number): number {
  return row[place] ?? otherwise;
}

/** A slip for every five letters, three at most: more, and the candidate is about something else. */
export function slipsAllowed(length: number): number {
  return Math.min(3, Math.max(1, Math.floor(length / 5)));
}

/** Candidates a mistyped word may have meant, nearest first; equals keep their order. A difference in case counts little. */
export function near(word: string, candidates: readonly string[], most = 3): readonly string[] {
  const wanted = word.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: distanceWithin(wanted, candidate.toLowerCase(), slipsAllowed(word.length)) }))
    .filter((found): found is { candidate: string; distance: number } => found.distance !== undefined && found.candidate !== word)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
