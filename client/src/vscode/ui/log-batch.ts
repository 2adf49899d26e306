/**
 * Gathers lines of a log between two appends to the window. A window that appends 50,000 lines a second one by one
 * stops answering, so a batch is bounded: what does not fit is left out, oldest first, and counted.
 */

import type { LogLines } from '@dhis2-hosting/client/operations';

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
  add(block: LogLines): void;
  /** A line of our own: never dropped, and it stays where it happened. */
  mark(text: string): void;
  /** Lines that were dropped before they came here. */
  dropped(count: number): void;
  /** The text to append now, and an empty batch again; empty when there is nothing. */
  take(): string;
};

type Part = { readonly kind: 'mark'; readonly text: string } | { readonly kind: 'block'; readonly count: number; readonly block: LogLines };

type Shown = { readonly kind: 'line' | 'mark'; readonly text: string };

export function createLogBatch(texts: BatchTexts, limits: BatchLimits = defaultLimits): LogBatch {
  let parts: Part[] = [];
  let lineCount = 0;
  let bytes = 0;
  let lost = 0;

  const cut = (line: string) =>
    line.length > limits.lineLength ? line.slice(0, limits.lineLength) + texts.cut(line.length - limits.lineLength) : line;

  /** Blocks of which no line would be shown; in bulk, so that a flood costs time in proportion to its length. */
  const dropBlocks = () => {
    let isEnough = true;
    parts = parts.filter((part) => {
      if (part.kind === 'mark' || !isEnough) return true;
      const { count, block } = part;
      isEnough = lineCount - count >= limits.lines || bytes - block.bytes >= limits.characters;
      if (!isEnough) return true;
      lineCount -= count;
      bytes -= block.bytes;
      lost += count;
      return false;
    });
  };

  /** What is shown of the parts; counts the lines that are not. */
  const shown = (): readonly string[] => {
    const all = parts.flatMap((part): readonly Shown[] =>
      part.kind === 'mark' ? [part] : part.block.lines.map((line) => ({ kind: 'line', text: cut(line) })),
    );
    let excessLines = all.reduce((sum, { kind }) => sum + (kind === 'line' ? 1 : 0), -limits.lines);
    let excessCharacters = all.reduce((sum, { text }) => sum + text.length + 1, -limits.characters);
    return all.flatMap(({ kind, text }) => {
      if (kind === 'mark' || (excessLines <= 0 && excessCharacters <= 0)) return [text];
      excessLines--;
      excessCharacters -= text.length + 1;
      lost++;
      return [];
    });
  };

  return {
    add(block) {
      const { count } = block;
      parts.push({ kind: 'block', count, block });
      lineCount += count;
      bytes += block.bytes;
      if (lineCount > 2 * limits.lines || bytes > 2 * limits.characters) dropBlocks();
    },
    mark: (text) => void parts.push({ kind: 'mark', text: stateLine(text) }),
    dropped: (count) => {
      lost += count;
    },
    take() {
      const lines = shown();
      const all = lost > 0 ? [stateLine(texts.dropped(lost)), ...lines] : lines;
      parts = [];
      lineCount = bytes = lost = 0;
      return all.length === 0 ? '' : `${all.join('\n')}\n`;
    },
  };
}

/** A form no Tomcat writes, so that our lines and the server's never look alike; the grammar colours it. */
export function stateLine(text: string): string {
  return `--- ${text} ---`;
}
