/**
 * Gathers lines of a log between two appends to the window. A window that appends 50,000 lines a second one by one
 * stops answering, so a batch is bounded: what does not fit is left out, oldest first, and counted.
 */

export type BatchLimits = {
  readonly lines: number;
  readonly characters: number;
  /** Longer lines are cut: the editor lays a line out as a whole. */
  readonly lineLength: number;
};

/** At ten batches a second: 20,000 lines and about 5 MB a second, which the window was seen to keep up with. */
const defaultLimits: BatchLimits = { lines: 2000, characters: 512 * 1024, lineLength: 16 * 1024 };

/** How the marks between the lines read; the batch itself knows no language. */
export type BatchTexts = {
  readonly dropped: (count: number) => string;
  readonly cut: (count: number) => string;
};

export type LogBatch = {
  add(lines: readonly string[]): void;
  /** A line of our own: never dropped, and it stays where it happened. */
  mark(text: string): void;
  /** Lines that were dropped before they came here. */
  dropped(count: number): void;
  /** The text to append now, and an empty batch again; empty when there is nothing. */
  take(): string;
};

type Part = { readonly kind: 'line' | 'mark'; readonly text: string };

export function createLogBatch(texts: BatchTexts, limits: BatchLimits = defaultLimits): LogBatch {
  let parts: Part[] = [];
  let lineCount = 0;
  let characters = 0;
  let lost = 0;

  const push = (part: Part) => {
    parts.push(part);
    characters += part.text.length + 1;
    if (part.kind === 'line') lineCount++;
  };
  const cut = (line: string) =>
    line.length > limits.lineLength ? line.slice(0, limits.lineLength) + texts.cut(line.length - limits.lineLength) : line;

  /** In bulk and not on each line, so that a flood costs time in proportion to its length. */
  const shrink = () => {
    let excessLines = lineCount - limits.lines;
    let excessCharacters = characters - limits.characters;
    const kept: Part[] = [];
    for (const part of parts) {
      if (part.kind === 'mark' || (excessLines <= 0 && excessCharacters <= 0)) {
        kept.push(part);
        continue;
      }
      excessLines--;
      excessCharacters -= part.text.length + 1;
      lineCount--;
      characters -= part.text.length + 1;
      lost++;
    }
    parts = kept;
  };

  return {
    add(lines) {
      for (const line of lines) {
        push({ kind: 'line', text: cut(line) });
        if (lineCount > 2 * limits.lines || characters > 2 * limits.characters) shrink();
      }
    },
    mark: (text) => push({ kind: 'mark', text: stateLine(text) }),
    dropped: (count) => {
      lost += count;
    },
    take() {
      shrink();
      const head = lost > 0 ? [stateLine(texts.dropped(lost))] : [];
      const all = [...head, ...parts.map((part) => part.text)];
      parts = [];
      lineCount = characters = lost = 0;
      return all.length === 0 ? '' : `${all.join('\n')}\n`;
    },
  };
}

/** A form no Tomcat writes, so that our lines and the server's never look alike; the grammar colours it. */
export function stateLine(text: string): string {
  return `--- ${text} ---`;
}
