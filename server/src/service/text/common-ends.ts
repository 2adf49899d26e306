/** Where two texts begin to differ, and where they cease to. */

/** The engine compares slices far faster than a loop compares characters. */
const block = 4096;

export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + block <= most && a.slice(at, at + block) === b.slice(at, at + block)) at += block;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** Length of the common end that does not reach into the common start. */
export function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length + block <= most && endSlice(a, length) === endSlice(b, length)) length += block;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++;
  return length;
}

const endSlice = (text: string, skipped: number) => text.slice(text.length - skipped - block, text.length - skipped);
