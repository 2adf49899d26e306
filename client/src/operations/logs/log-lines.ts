/** Bytes of whole lines to the lines a reader sees, for a file and for a journal. */
import { isRecord, readJson } from '../json.ts';
import { cutLine, longestLine } from './framing.ts';
import { isPlainText, printable } from './printable.ts';

const newline = 0x0a;

/** A last line may have no end. */
export function countLines(block: Buffer): number {
  let lines = 0;
  for (let at = block.indexOf(newline); at >= 0; at = block.indexOf(newline, at + 1)) lines++;
  return block.at(-1) === newline || block.length === 0 ? lines : lines + 1;
}

/** Invalid UTF-8 becomes U+FFFD; a block ends at a line end, so no character is cut in two. */
export function fileLines(block: Buffer): readonly string[] {
  const whole = block.at(-1) === newline ? block.subarray(0, -1) : block;
  const lines = safeText(whole).split('\n');
  return block.length > longestLine && lines.some(isLong) ? lines.map(shortened) : lines;
}

function safeText(bytes: Buffer): string {
  if (isPlainText(bytes)) return bytes.toString('latin1');
  const text = bytes.toString('utf8');
  return printable(text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text);
}

/** With room for the mark of a line that framing has already cut. */
function isLong(line: string): boolean {
  return line.length > longestLine + 64;
}

function shortened(line: string): string {
  if (!isLong(line)) return line;
  const bytes = Buffer.from(line);
  return cutLine(bytes.subarray(0, longestLine), bytes.length - longestLine)
    .toString('utf8')
    .trimEnd();
}

/** `journalctl --output=json`: one object a line; MESSAGE is a string, or an array of bytes when it is not valid UTF-8. */
export function journalLines(block: Buffer): readonly string[] {
  return block
    .toString('utf8')
    .split('\n')
    .flatMap((entry) => {
      const message = entry.startsWith('{') ? messageOf(entry) : undefined;
      return message === undefined ? [] : fileLines(message);
    });
}

function messageOf(entry: string): Buffer | undefined {
  const fields = readJson(entry);
  const message = isRecord(fields) ? fields['MESSAGE'] : undefined;
  if (typeof message === 'string') return Buffer.from(message);
  if (!Array.isArray(message)) return undefined;
  const bytes = message.every((part) => typeof part === 'number') ? Buffer.from(message) : Buffer.from(message.join('\n'));
  return bytes;
}

/** Place of the last whole entry of a block. */
export function lastJournalCursor(block: Buffer): string | undefined {
  const start = block.lastIndexOf(newline, block.length - 2) + 1;
  return /"__CURSOR"\s*:\s*"([^"\\]+)"/.exec(block.toString('utf8', start))?.[1];
}
