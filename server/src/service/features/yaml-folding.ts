/** Foldable parts of a YAML text by its indentation, so that a half-typed text folds too: fields, items, comments. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';

/** As many as VS Code takes of one file; of more, those further inside are left out. */
const most = 5000;

type Open = { readonly line: number; readonly column: number };
type Found = { readonly range: FoldingRange; readonly depth: number };

export function yamlFolding(text: string): FoldingRange[] {
  const found: Found[] = [];
  /** Lines that others may belong to, each further right than the one before. */
  const open: Open[] = [];
  let lastLine = 0;
  let comment: Open | undefined;
  const closeDownTo = (column: number) => {
    for (let top = open.at(-1); top !== undefined && top.column >= column; top = open.at(-1)) {
      open.pop();
      if (lastLine > top.line) found.push({ range: { startLine: top.line, endLine: lastLine }, depth: open.length });
    }
  };
  const closeComment = (line: number) => {
    if (comment !== undefined && line - 1 > comment.line) {
      found.push({ range: { startLine: comment.line, endLine: line - 1, kind: FoldingRangeKind.Comment }, depth: open.length });
    }
    comment = undefined;
  };
  const lines = text.split(/\r\n|\r|\n/);
  for (const [line, content] of lines.entries()) {
    const column = content.search(/\S/);
    if (column >= 0 && content[column] === '#') {
      if (comment?.column !== column) closeComment(line);
      comment ??= { line, column };
      continue;
    }
    closeComment(line);
    if (column < 0) continue;
    const isMarker = /^(?:---|\.\.\.|%)/.test(content);
    // Items may stand in the column of the name of their list, and belong to it.
    const own = /^-(?:\s|$)/.test(content.slice(column, column + 2)) ? column + 0.5 : column;
    closeDownTo(isMarker ? 0 : own);
    if (!isMarker) open.push({ line, column: own });
    lastLine = line;
  }
  closeComment(lines.length);
  closeDownTo(0);
  const shown = found.length > most ? found.sort((a, b) => a.depth - b.depth).slice(0, most) : found;
  return shown.map(({ range }) => range).sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
