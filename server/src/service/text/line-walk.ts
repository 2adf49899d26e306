/**
 * Lines of offsets that are asked for along the text. Looking for the line ends with the engine's own search costs a
 * fraction of a line index where nearly every line is asked for.
 */
export type LineWalk = {
  /** Moves on to the line that holds the offset, which lies in this line or behind it. */
  to(offset: number): void;
  /** Zero-based. */
  readonly line: number;
  /** Offset of the first character of the line, and of the line end or the end of the text. */
  readonly start: number;
  readonly end: number;
};

export function createLineWalk(text: string): LineWalk {
  const nextLineFeed = nextOf(text, '\n');
  const nextReturn = nextOf(text, '\r');
  const lineEnd = (from: number) => Math.min(nextLineFeed(from), nextReturn(from));
  const walk = { line: 0, start: 0, end: lineEnd(0) };
  return Object.assign(walk, {
    to(offset: number) {
      while (offset > walk.end) {
        const isPair = text.charCodeAt(walk.end) === 13 && text.charCodeAt(walk.end + 1) === 10;
        walk.start = walk.end + (isPair ? 2 : 1);
        walk.line++;
        walk.end = lineEnd(walk.start);
      }
    },
  });
}

/** Remembers what it found, so that a character which does not occur is looked for once. */
function nextOf(text: string, character: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(character, from);
    if (found < 0) found = text.length;
    return found;
  };
}
