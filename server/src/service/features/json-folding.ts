/** Foldable parts of a JSON text: what stands between two brackets on different lines. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FoldingRange } from 'vscode-languageserver-types';
import type { JsonFile } from '../json/json-file.ts';

/** As many as VS Code takes of one file. */
const most = 5000;

export function jsonFolding(document: TextDocument, { brackets }: JsonFile): FoldingRange[] {
  const folds: FoldingRange[] = [];
  for (const { start, end } of brackets) {
    const startLine = document.positionAt(start).line;
    // The closing bracket stays to be seen.
    const endLine = document.positionAt(end).line - 1;
    if (endLine > startLine && folds.length < most) folds.push({ startLine, endLine });
  }
  return folds;
}
