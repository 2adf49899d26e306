/** Comments that say something to the program, found once and kept while the file is edited (kept-lists.ts). */
import type { PropertyComment } from '../properties/ast.ts';
import type { ConfDocument } from './conf-document.ts';

/** The test is given the comment with its mark. */
export function commentsWhere(test: (comment: string) => boolean): (conf: ConfDocument) => readonly PropertyComment[] {
  return ({ text, file, commentLists }) => {
    const passes = ({ span }: PropertyComment) => test(text.slice(span.start, span.end));
    return commentLists.list(test, undefined, { all: () => file.comments.filter(passes), passes });
  };
}
