/** Whether a text holds one of some signs. After an edit, only what it changed is looked through. */
import { commonEnd, commonStart } from './common-ends.ts';

/** `line` is the same object for texts that follow one another. */
export type SignSearch = (line: object, text: string) => boolean;

export function createSignSearch(signs: readonly string[]): SignSearch {
  /** The last text that had none. */
  const without = new WeakMap<object, string>();
  const longest = Math.max(...signs.map((sign) => sign.length));
  return (line, text) => {
    const before = without.get(line);
    const searched = before === undefined ? text : changedIn(before, text, longest);
    const isThere = signs.some((sign) => searched.includes(sign));
    if (isThere) without.delete(line);
    else without.set(line, text);
    return isThere;
  };
}

/** With enough around it for a sign that reaches into it. */
function changedIn(before: string, text: string, around: number): string {
  const start = commonStart(before, text);
  const end = text.length - commonEnd(before, text, start);
  return text.slice(Math.max(0, start - around), end + around);
}
