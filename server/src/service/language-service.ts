/** The public face of the core: a text document in, LSP-shaped values out. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Position,
  Range,
} from 'vscode-languageserver-types';
import type { ResolvedVersion } from './conf/resolve-version.ts';
import type { Finding } from './findings.ts';

/** Any text and any position may be given; a document that is not ours gets an empty answer. */
export type LanguageService = {
  /** Findings of the enabled rules, in the order of the text. */
  findings(document: TextDocument): readonly Finding[];
  /** The same, rendered in the host's language. */
  diagnostics(document: TextDocument): Diagnostic[];
  completion(document: TextDocument, position: Position): CompletionList;
  /** Adds the documentation to an item of `completion`, which leaves it out because lists are long. */
  resolveCompletion(item: CompletionItem): CompletionItem;
  hover(document: TextDocument, position: Position): Hover | undefined;
  documentSymbols(document: TextDocument): DocumentSymbol[];
  /** Quick fixes for the range; `diagnostics` are those the editor shows there. */
  codeActions(document: TextDocument, range: Range, diagnostics: readonly Diagnostic[]): CodeAction[];
  /** The DHIS2 version a `dhis.conf` is checked for, and who said so; undefined for other documents. */
  checkedVersion(document: TextDocument): ResolvedVersion | undefined;
};
