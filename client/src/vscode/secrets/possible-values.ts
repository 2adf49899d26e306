/**
 * Where values may stand, for the moment before the server has told which of them are secrets: all are hidden then,
 * those in comments too. Rough on purpose; it may take too much and must not take too little.
 */
export type LinePart = { readonly line: number; readonly start: number; readonly end: number };

const separator = /[=:]|(?<=[^\s#!])[ \t\f]/;

export function possibleValues(text: string): readonly LinePart[] {
  const parts: LinePart[] = [];
  let continues = false;
  for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
    const at = separator.exec(content.trimStart());
    const start = continues ? 0 : content.length - content.trimStart().length + (at === null ? content.length : at.index + 1);
    const end = content.trimEnd().length;
    if (start < end) parts.push({ line, start, end });
    continues = /(?:^|[^\\])(?:\\\\)*\\$/.test(content);
  }
  return parts;
}
