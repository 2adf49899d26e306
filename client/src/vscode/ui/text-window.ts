/** The newest part of a text that grows without end, cut at line ends. */

export type TextWindow = {
  /** False when old text was let go, so that the whole must be shown anew. */
  append(text: string): boolean;
  text(): string;
};

/** Kept after a cut, and reached before one: the gap between the two makes cuts rare. */
export type WindowSize = { readonly keep: number; readonly most: number };

export function createTextWindow({ keep, most }: WindowSize = { keep: 2 * 1024 * 1024, most: 8 * 1024 * 1024 }): TextWindow {
  let chunks: string[] = [];
  let length = 0;
  return {
    append(text) {
      chunks.push(text);
      length += text.length;
      if (length <= most) return true;
      const tail = chunks.join('').slice(-keep);
      const kept = tail.slice(tail.indexOf('\n') + 1);
      chunks = [kept];
      length = kept.length;
      return false;
    },
    text: () => chunks.join(''),
  };
}
