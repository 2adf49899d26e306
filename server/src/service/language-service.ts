/** The public face of the core: a text document in, LSP-shaped values out. `createLanguageService` composes the features. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, CompletionList, Diagnostic, DocumentSymbol, Hover, Position, Range } from 'vscode-languageserver-types';
import type { Finding } from './findings.ts';

export type LanguageService = {
  /** Findings of the enabled rules, in the order of the text. */
  findings(document: TextDocument): readonly Finding[];
  /** The same, rendered in the host's language. */
  diagnostics(document: TextDocument): Diagnostic[];
  completion(document: TextDocument, position: Position): CompletionList;
  hover(document: TextDocument, position: Position): Hover | undefined;
  documentSymbols(document: TextDocument): DocumentSymbol[];
  codeActions(document: TextDocument, range: Range, diagnostics: readonly Diagnostic[]): CodeAction[];
};
