/** Semantic tokens in the form of LSP: five numbers a token, each place told from the one before. */
import { createLineWalk } from './line-walk.ts';

export type TokenEncoder = {
  /** Tokens come in the order of the text and do not overlap; one over several lines becomes one for each line. */
  add(start: number, end: number, type: number, modifiers: number): void;
  data(): number[];
};

const numbersPerToken = 5;

export function createTokenEncoder(text: string): TokenEncoder {
  // Numbers of a fixed size: a list that grows to a million costs more than all the rest.
  let numbers = new Uint32Array(1024 * numbersPerToken);
  let count = 0;
  const walk = createLineWalk(text);
  let lastLine = 0;
  let lastStart = 0;

  const addInLine = (start: number, end: number, type: number, modifiers: number) => {
    const character = start - walk.start;
    if (count === numbers.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(numbers);
      numbers = larger;
    }
    numbers[count++] = walk.line - lastLine;
    numbers[count++] = walk.line === lastLine ? character - lastStart : character;
    numbers[count++] = end - start;
    numbers[count++] = type;
    numbers[count++] = modifiers;
    lastLine = walk.line;
    lastStart = character;
  };

  return {
    data() {
      // `Array.from` walks typed arrays by their iterator, which takes four times as long.
      const list = new Array<number>(count);
      for (let index = 0; index < count; index++) list[index] = numbers[index] ?? 0;
      return list;
    },
    add(start, end, type, modifiers) {
      walk.to(start);
      let from = start;
      while (from < end) {
        const to = Math.min(end, walk.end);
        if (to > from) addInLine(from, to, type, modifiers);
        if (end <= walk.end) return;
        walk.to(walk.end + 1);
        from = firstInk(text, walk.start, end);
      }
    },
  };
}

/** Blanks at the start of a continuation line are no part of the value. */
function firstInk(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t\f'.includes(text.charAt(at))) at++;
  return at;
}
