/** Outline of a `dhis.conf`: one symbol a key. Values of secrets are not shown. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { KeyRow } from '../catalogue/catalogue.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { mayHoldSecret } from '../conf/secrets.ts';

/** Editors become slow beyond some thousands of symbols; a real file has below two hundred. */
const most = 5000;

/** Longest value shown beside a key. */
const detailLength = 60;

export function confSymbols(document: TextDocument, { entries }: ConfDocument): DocumentSymbol[] {
  return entries
    .filter(({ key }) => key.trim() !== '')
    .slice(0, most)
    .map((conf) => {
      const { entry, key, value, match } = conf;
      return {
        name: key,
        detail: mayHoldSecret(conf) ? '' : value.slice(0, detailLength),
        kind: kindOf(match?.row),
        range: { start: document.positionAt(entry.span.start), end: document.positionAt(entry.span.end) },
        selectionRange: { start: document.positionAt(entry.key.span.start), end: document.positionAt(entry.key.span.end) },
      };
    });
}

function kindOf(row: KeyRow | undefined): SymbolKind {
  switch (row?.type) {
    case 'boolean':
      return SymbolKind.Boolean;
    case 'integer':
    case 'number':
    case 'port':
    case 'duration':
    case 'size':
      return SymbolKind.Number;
    case 'enum':
      return SymbolKind.Enum;
    case 'list':
      return SymbolKind.Array;
    case 'secret':
      return SymbolKind.Key;
    default:
      return SymbolKind.String;
  }
}
