/** What stands between a host that writes and a window that reads: bounded, and honest about what it let go. */
import type { LogEvent, LogLines } from './log-source.ts';

/** Bytes that wait at most; about two seconds of 50,000 lines a second. */
export const defaultBufferBytes = 16 * 1024 * 1024;

export type LogBuffer = {
  lines(block: Buffer): void;
  event(event: LogEvent): void;
  /** No more will come. With an error, the reader gets it after what is left. */
  end(error?: unknown): void;
  /** The next event; undefined at the end. */
  take(): Promise<LogEvent | undefined>;
};

/** How a log's blocks of whole lines are read. */
export type BlockReader = {
  countLines(block: Buffer): number;
  toLines(block: Buffer): readonly string[];
};

type Item = { readonly kind: 'block'; readonly block: Buffer } | { readonly kind: 'event'; readonly event: LogEvent };

/** Blocks stay bytes until their lines are asked for, so that a line which nobody sees costs no more than being counted. */
export function createLogBuffer(maxBytes: number, read: BlockReader): LogBuffer {
  const items: Item[] = [];
  let bytes = 0;
  let end: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  function dropOldest(): void {
    const index = items.findIndex(({ kind }) => kind === 'block');
    const item = items[index];
    if (item?.kind !== 'block') return;
    bytes -= item.block.length;
    const before = items[index - 1];
    const already = before?.kind === 'event' && before.event.kind === 'dropped' ? before.event.lines : 0;
    const dropped: Item = { kind: 'event', event: { kind: 'dropped', lines: already + read.countLines(item.block) } };
    items.splice(already > 0 ? index - 1 : index, already > 0 ? 2 : 1, dropped);
  }

  return {
    lines: (block) => {
      items.push({ kind: 'block', block });
      bytes += block.length;
      while (bytes > maxBytes && items.length > 1) dropOldest();
      wake();
    },
    event: (event) => {
      items.push({ kind: 'event', event });
      wake();
    },
    end: (error) => {
      end ??= { error };
      wake();
    },
    take: async () => {
      while (items.length === 0 && end === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const first = items.shift();
      if (first === undefined) {
        if (end?.error !== undefined) throw end.error;
        return undefined;
      }
      if (first.kind === 'event') return first.event;
      bytes -= first.block.length;
      return new BlockLines(first.block, read);
    },
  };
}

/** Keeps nothing but the block: lines that were kept here outlived several collections of garbage, at a third of the cost of all. */
class BlockLines implements LogLines {
  readonly kind = 'lines';
  readonly #block: Buffer;
  readonly #read: BlockReader;

  constructor(block: Buffer, read: BlockReader) {
    this.#block = block;
    this.#read = read;
  }

  get bytes(): number {
    return this.#block.length;
  }

  get count(): number {
    return this.#read.countLines(this.#block);
  }

  get lines(): readonly string[] {
    return this.#read.toLines(this.#block);
  }
}
