/** Cuts the bytes of a follower into whole lines and marks. Works on bytes, so no character is ever split. */

/** A longer line is cut here and says how much is missing. */
export const longestLine = 64 * 1024;

export type Frame =
  /** Whole lines with their line ends; the last may lack one when its file ended so. `bytes` counts the file's own. */
  { readonly kind: 'lines'; readonly block: Buffer; readonly bytes: number } | { readonly kind: 'mark'; readonly words: readonly string[] };

export type Framing = { push(chunk: Buffer): readonly Frame[] };

const newline = 0x0a;
/** No mark is longer: token, word, file id, offset, word. */
const longestMark = 256;

export function createFraming(token: string): Framing {
  const needle = Buffer.from(`${token} `);
  /** The line that has not ended yet: its first bytes, how many more were passed over, and the last of those. */
  let head = Buffer.alloc(0);
  let skipped = 0;
  let tail = Buffer.alloc(0);

  /** Ends the line under way with the bytes up to its line end. */
  function finish(rest: Buffer, frames: Frame[]): void {
    if (skipped === 0) {
      frames.push(...split(Buffer.concat([head, rest]), needle));
    } else {
      const end = Buffer.concat([tail, rest]);
      const at = end.indexOf(needle);
      const ofFile = at < 0 ? rest.length : at - tail.length;
      const lineEnd = at < 0 ? 1 : 0;
      frames.push({ kind: 'lines', block: cutLine(head, skipped + ofFile - lineEnd), bytes: head.length + skipped + ofFile });
      if (at >= 0) frames.push(...split(end.subarray(at), needle));
    }
    head = Buffer.alloc(0);
    tail = Buffer.alloc(0);
    skipped = 0;
  }

  /** Takes bytes without a line end; keeps no more of them than is needed. */
  function keep(part: Buffer): void {
    const room = longestLine - head.length;
    if (skipped === 0 && part.length <= room) {
      head = Buffer.concat([head, part]);
      return;
    }
    const taken = skipped === 0 ? room : 0;
    if (taken > 0) head = Buffer.concat([head, part.subarray(0, taken)]);
    const passed = part.subarray(taken);
    skipped += passed.length;
    // A mark that began inside the kept head would be lost; a head is 64 KiB of one line, a mark stands at a line's start.
    tail = passed.length >= longestMark ? Buffer.from(passed.subarray(-longestMark)) : Buffer.concat([tail, passed]).subarray(-longestMark);
  }

  return {
    push: (chunk) => {
      const frames: Frame[] = [];
      const last = chunk.lastIndexOf(newline);
      if (last < 0) {
        keep(chunk);
        return frames;
      }
      let start = 0;
      if (head.length > 0) {
        start = chunk.indexOf(newline) + 1;
        finish(chunk.subarray(0, start), frames);
      }
      if (last >= start) frames.push(...split(chunk.subarray(start, last + 1), needle));
      if (last + 1 < chunk.length) keep(chunk.subarray(last + 1));
      return frames;
    },
  };
}

/** Whole lines, possibly with marks in them. */
function split(block: Buffer, needle: Buffer): readonly Frame[] {
  const frames: Frame[] = [];
  let from = 0;
  for (;;) {
    const at = block.indexOf(needle, from);
    const until = at < 0 ? block.length : at;
    if (until > from) frames.push({ kind: 'lines', block: block.subarray(from, until), bytes: until - from });
    if (at < 0) return frames;
    const end = block.indexOf(newline, at);
    frames.push({ kind: 'mark', words: block.toString('latin1', at + needle.length, end).split(' ') });
    from = end + 1;
  }
}

/** The first bytes of a line, without half a character, and how many bytes are not shown. */
export function cutLine(head: Buffer, missing: number): Buffer {
  const end = endOfLastCharacter(head);
  return Buffer.concat([head.subarray(0, end), Buffer.from(` […+${missing + head.length - end} B]\n`)]);
}

/** UTF-8: a lead byte tells how many bytes its character has. */
function endOfLastCharacter(head: Buffer): number {
  let start = head.length - 1;
  while (start > head.length - 4 && start > 0 && ((head[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = head[start] ?? 0;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + size > head.length ? start : head.length;
}
