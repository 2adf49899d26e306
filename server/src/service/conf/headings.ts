/** Comments as people use them to divide a `dhis.conf`: blocks of lines, some of which are headings. */
import type { PropertiesFile } from '../properties/ast.ts';
import { createLineWalk } from '../text/line-walk.ts';

/** A line that is drawn rather than written, with or without a title: `# -----`, `##########`, `# === Database ===`. */
const ruler = /^[#!]\s*(?:[-=*_~#+]\s?){3,}|^[#!].*\s[-=*_~#+]{3,}\s*$/;

/** Lines of a commented-out entry are no heading. */
const commentedOut = /^[#!]+\s*[\w.<>{}-]+\s*[=:]/;

export type CommentBlock = {
  readonly firstLine: number;
  readonly lastLine: number;
  /** A title is drawn around, which makes it a heading above those that are not. */
  readonly isDrawn: boolean;
  /** Nothing but commented-out entries. */
  readonly isCommentedOut: boolean;
};

/** Comments on lines that follow one another, in the order of the text. */
export function commentBlocks(text: string, file: PropertiesFile): readonly CommentBlock[] {
  const blocks: CommentBlock[] = [];
  const walk = createLineWalk(text);
  for (const { span } of file.comments) {
    walk.to(span.start);
    const { line } = walk;
    const written = text.slice(span.start, span.end);
    const last = blocks.at(-1);
    const joins = last !== undefined && last.lastLine === line - 1;
    const block = {
      firstLine: joins ? last.firstLine : line,
      lastLine: line,
      isDrawn: ruler.test(written) || (joins && last.isDrawn),
      isCommentedOut: commentedOut.test(written) && (!joins || last.isCommentedOut),
    };
    if (joins) blocks[blocks.length - 1] = block;
    else blocks.push(block);
  }
  return blocks;
}
