/** What stands between a host that writes and a window that reads: bounded, and honest about what it let go. */
import type { LogEvent } from './log-source.ts';

/** Bytes that wait at most; about two seconds of 50,000 lines a second. */
export const defaultBufferBytes = 16 * 1024 * 1024;

/**
 * Bytes made into lines at a time. Lines are parts of one text, which lives as long as any of them does, and texts of a megabyte
 * cost the processor a fifth more: each is memory of its own (measured).
 */
const pieceBytes = 64 * 1024;
const newline = 0x0a;

export type LogBuffer = {
  lines(block: Buffer): void;
  event(event: LogEvent): void;
  /** No more will come. With an error, the reader gets it after what is left. */
  end(error?: unknown): void;
  /** The next events; undefined at the end. */
  take(): Promise<readonly LogEvent[] | undefined>;
};

type Item = { readonly kind: 'block'; readonly block: Buffer } | { readonly kind: 'event'; readonly event: LogEvent };

/** Blocks stay bytes until they are taken, so that a line which is dropped costs no more than being counted. */
export function createLogBuffer(maxBytes: number, toLines: (block: Buffer) => readonly string[]): LogBuffer {
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
    const dropped: Item = { kind: 'event', event: { kind: 'dropped', lines: already + countLines(item.block) } };
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
      if (first.kind === 'event') return [first.event];
      const [block, rest] = firstPiece(first.block);
      if (rest.length > 0) items.unshift({ kind: 'block', block: rest });
      bytes -= block.length;
      const lines = toLines(block);
      return lines.length > 0 ? [{ kind: 'lines', lines }] : [];
    },
  };
}

/** The whole lines at its beginning that make about a piece, and what follows them. */
function firstPiece(block: Buffer): readonly [Buffer, Buffer] {
  if (block.length <= pieceBytes) return [block, block.subarray(block.length)];
  const end = block.lastIndexOf(newline, pieceBytes) + 1 || block.indexOf(newline) + 1 || block.length;
  return [block.subarray(0, end), block.subarray(end)];
}

export function countLines(block: Buffer): number {
  let lines = 0;
  for (let at = block.indexOf(newline); at >= 0; at = block.indexOf(newline, at + 1)) lines++;
  return block.at(-1) === newline || block.length === 0 ? lines : lines + 1;
}
