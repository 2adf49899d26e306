/**
 * Foldable parts of a `dhis.conf`. A comment after a blank line is a heading; what it heads reaches to the next one. A
 * heading with drawn lines reaches over those without. Within that, paragraphs, comments and long values fold.
 */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { ConfDocument } from '../conf/conf-document.ts';
import { type CommentBlock, commentBlocks } from '../conf/headings.ts';
import type { PropertyEntry } from '../properties/ast.ts';
import { createLineWalk } from '../text/line-walk.ts';

/** Zero-based lines, both included. */
type Lines = { readonly firstLine: number; readonly lastLine: number };

/** As many as VS Code takes of one file; sections come before what is inside of them. */
const most = 5000;

export function confFolding({ text, file }: ConfDocument): FoldingRange[] {
  const entries = linesOf(text, file.entries);
  const blocks = commentBlocks(text, file);
  const items = merged(blocks, entries);
  const headings = headingsIn(blocks, items);
  const ranges = new Map<number, FoldingRange>();
  // An editor folds one part at a line: the largest, which comes first.
  const add = ({ firstLine, lastLine }: Lines, kind?: FoldingRangeKind) => {
    if (lastLine <= firstLine || ranges.has(firstLine) || ranges.size >= most) return;
    ranges.set(firstLine, { startLine: firstLine, endLine: lastLine, ...(kind === undefined ? {} : { kind }) });
  };
  for (const section of sections(
    headings.filter(({ isDrawn }) => isDrawn),
    items,
  ))
    add(section, FoldingRangeKind.Region);
  for (const section of sections(headings, items)) add(section, FoldingRangeKind.Region);
  for (const paragraph of paragraphs(items)) add(paragraph);
  for (const block of blocks) add(block, FoldingRangeKind.Comment);
  for (const entry of entries) add(entry);
  return [...ranges.values()].sort((a, b) => a.startLine - b.startLine);
}

function linesOf(text: string, entries: readonly PropertyEntry[]): readonly Lines[] {
  const walk = createLineWalk(text);
  return entries.map(({ span }) => {
    walk.to(span.start);
    const firstLine = walk.line;
    walk.to(span.end);
    return { firstLine, lastLine: walk.line };
  });
}

/** Both lists are in the order of the text. */
function merged(blocks: readonly Lines[], entries: readonly Lines[]): readonly Lines[] {
  const items: Lines[] = [];
  let next = 0;
  for (const entry of entries) {
    for (let block = blocks[next]; block !== undefined && block.firstLine < entry.firstLine; block = blocks[++next]) items.push(block);
    items.push(entry);
  }
  return items.concat(blocks.slice(next));
}

/** A comment is a heading at the start of the file or after a blank line, unless it is a group of entries out of use. */
function headingsIn(blocks: readonly CommentBlock[], items: readonly Lines[]): readonly CommentBlock[] {
  let index = 0;
  return blocks.filter((block) => {
    while (items[index] !== block) index++;
    const above = items[index - 1];
    return !block.isCommentedOut && (above === undefined || above.lastLine < block.firstLine - 1);
  });
}

/** From each heading to the last thing before the next; a heading that heads nothing is only a comment. */
function sections(headings: readonly CommentBlock[], items: readonly Lines[]): readonly Lines[] {
  const found: Lines[] = [];
  let index = 0;
  for (const [position, heading] of headings.entries()) {
    const end = headings[position + 1]?.firstLine ?? Number.POSITIVE_INFINITY;
    let lastLine = heading.lastLine;
    for (let item = items[index]; item !== undefined && item.firstLine < end; item = items[++index]) {
      if (item.firstLine > heading.lastLine) lastLine = item.lastLine;
    }
    if (lastLine > heading.lastLine) found.push({ firstLine: heading.firstLine, lastLine });
  }
  return found;
}

/** Things without a blank line between them. */
function paragraphs(items: readonly Lines[]): readonly Lines[] {
  const found: { firstLine: number; lastLine: number }[] = [];
  let last: { firstLine: number; lastLine: number } | undefined;
  for (const { firstLine, lastLine } of items) {
    if (last !== undefined && firstLine <= last.lastLine + 1) last.lastLine = lastLine;
    else {
      last = { firstLine, lastLine };
      found.push(last);
    }
  }
  return found;
}
