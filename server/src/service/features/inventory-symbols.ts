/** Outline of an inventory: its sections, below them hosts with their variables, variables of groups, and child groups. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import type { Assignment, HostLine, IniFile, IniLine, IniSection } from '../inventory/ini-ast.ts';
import { printed } from '../inventory/inventory-value.ts';

/** Editors become slow beyond some thousands of symbols. */
const most = 5000;

export function inventorySymbols(document: TextDocument, { text, sections }: IniFile): DocumentSymbol[] {
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  let left = most;
  const take = <T>(items: readonly T[]): readonly T[] => {
    const taken = items.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken;
  };
  const symbol = (name: string, kind: SymbolKind, span: Span, selection: Span): DocumentSymbol => ({
    // An editor refuses a symbol without a name.
    name: name.trim() === '' ? '""' : name,
    kind,
    range: rangeOf(span),
    selectionRange: rangeOf(selection),
  });
  const variable = ({ name, span, nameSpan }: Assignment) => symbol(name, SymbolKind.Property, span, nameSpan);
  const host = (line: HostLine): DocumentSymbol => {
    const address = line.variables.find(({ name }) => name === 'ansible_host');
    return {
      ...symbol(line.pattern, SymbolKind.Object, line.span, line.patternSpan),
      ...(address === undefined ? {} : { detail: printed(address.value) ?? '' }),
      children: take(line.variables).map(variable),
    };
  };
  const lineSymbol = (line: IniLine): readonly DocumentSymbol[] => {
    switch (line.kind) {
      case 'host':
        return [host(line)];
      case 'variable':
        return [variable(line.variable)];
      case 'child':
        return [symbol(line.group, SymbolKind.Namespace, line.span, line.groupSpan)];
      case 'other':
        return [];
    }
  };
  const section = ({ header, span, lines }: IniSection): readonly DocumentSymbol[] => {
    const children = take(lines).flatMap(lineSymbol);
    if (header === undefined) return children;
    const name = text.slice(header.span.start + 1, header.span.end - 1);
    return [{ ...symbol(name, SymbolKind.Namespace, span, header.groupSpan), children }];
  };
  return take(sections).flatMap(section);
}
