/** Foldable parts of an inventory: each section, and comments of several lines. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { IniFile } from '../inventory/ini-ast.ts';

/** As many as VS Code takes of one file. */
const most = 5000;

export function inventoryFolding(document: TextDocument, { sections, comments }: IniFile): FoldingRange[] {
  const lineOf = (offset: number) => document.positionAt(offset).line;
  const ranges = sections
    .filter(({ header }) => header !== undefined)
    .map(({ span }) => ({ startLine: lineOf(span.start), endLine: lineOf(span.end) }));
  const blocks: { startLine: number; endLine: number }[] = [];
  for (const { span } of comments) {
    const line = lineOf(span.start);
    const last = blocks.at(-1);
    if (last !== undefined && last.endLine === line - 1 && document.positionAt(span.start).character === 0) last.endLine = line;
    else blocks.push({ startLine: line, endLine: line });
  }
  const taken = new Set(ranges.map(({ startLine }) => startLine));
  return [
    ...ranges,
    ...blocks.filter(({ startLine }) => !taken.has(startLine)).map((block) => ({ ...block, kind: FoldingRangeKind.Comment })),
  ]
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((a, b) => a.startLine - b.startLine)
    .slice(0, most);
}
