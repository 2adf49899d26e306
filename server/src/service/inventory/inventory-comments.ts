/** The comments of an inventory, each with the line it speaks of. */
import { lineStart } from '../text/lines.ts';
import type { Comment } from '../text/suppressions.ts';
import type { IniFile } from './ini-ast.ts';

/** Behind a host or a header a comment speaks of its own line; on a line of its own, of the next that says something. */
export function inventoryComments({ text, sections, comments }: IniFile): readonly Comment[] {
  const lines = sections
    .flatMap(({ header, lines }) => [...(header === undefined ? [] : [header.span]), ...lines.map(({ span }) => span)])
    .toSorted((a, b) => a.start - b.start);
  let next = 0;
  return comments.map(({ span }) => {
    const start = lineStart(text, span.start);
    while ((lines[next]?.start ?? text.length) < start) next++;
    const line = lines[next];
    return { span, about: line && { start: lineStart(text, line.start), end: line.end } };
  });
}
