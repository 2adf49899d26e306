/** Semantic tokens in the form of LSP: five numbers a token, each place told from the one before. */
import type { Span } from '../findings.ts';

export type TokenEncoder = {
  /** Tokens come in the order of the text and do not overlap; one over several lines becomes one for each line. */
  add(span: Span, type: number, modifiers: number): void;
  readonly data: number[];
};

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Walks along the text once, because asking a line index for each of a hundred thousand tokens costs more. */
export function createTokenEncoder(text: string): TokenEncoder {
  const data: number[] = [];
  let at = 0;
  let line = 0;
  let lineStart = 0;
  let lastLine = 0;
  let lastStart = 0;

  const walkTo = (offset: number) => {
    while (at < offset) {
      const code = text.charCodeAt(at++);
      if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
      if (code === CARRIAGE_RETURN && text.charCodeAt(at) === LINE_FEED) at++;
      line++;
      lineStart = at;
    }
  };

  const addInLine = (start: number, end: number, type: number, modifiers: number) => {
    const character = start - lineStart;
    data.push(line - lastLine, line === lastLine ? character - lastStart : character, end - start, type, modifiers);
    lastLine = line;
    lastStart = character;
  };

  return {
    data,
    add({ start, end }, type, modifiers) {
      walkTo(start);
      let from = start;
      for (let to = from; to < end; to++) {
        const code = text.charCodeAt(to);
        if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
        if (to > from) addInLine(from, to, type, modifiers);
        walkTo(to + 1);
        from = firstInk(text, at, end);
        to = from - 1;
      }
      if (end > from) addInLine(from, end, type, modifiers);
    },
  };
}

/** Blanks at the start of a continuation line are no part of the value. */
function firstInk(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t\f'.includes(text.charAt(at))) at++;
  return at;
}
