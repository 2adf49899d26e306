/** The comments of a `dhis.conf`, each with the entry that follows it. */

import { lineStart } from '../text/lines.ts';
import type { Comment } from '../text/suppressions.ts';
import type { ConfDocument } from './conf-document.ts';

/** A comment has a line of its own: behind a value, `#` belongs to the value. */
export function confComments({ text, file }: ConfDocument): readonly Comment[] {
  let next = 0;
  return file.comments.map(({ span }) => {
    while ((file.entries[next]?.span.start ?? text.length) < span.start) next++;
    const entry = file.entries[next];
    return { span, about: entry && { start: lineStart(text, entry.span.start), end: entry.span.end } };
  });
}
