/** The public face of the core: a text document in, LSP-shaped values out. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  CodeActionContext,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Position,
  Range,
} from 'vscode-languageserver-types';
import type { ResolvedVersion } from './conf/resolve-version.ts';
import type { ConfFeatures } from './conf-features.ts';
import type { FixedText } from './features/fix-all.ts';
import type { Finding, Span } from './findings.ts';

/** Any text and any position may be given; a document that is not ours gets an empty answer. */
export type LanguageService = ConfFeatures & {
  /** Findings of the enabled rules, in the order of the text. */
  findings(document: TextDocument): readonly Finding[];
  /** The same, rendered in the host's language. */
  diagnostics(document: TextDocument): Diagnostic[];
  completion(document: TextDocument, position: Position): CompletionList;
  /** Adds the documentation to an item of `completion`, which leaves it out because lists are long. */
  resolveCompletion(item: CompletionItem): CompletionItem;
  hover(document: TextDocument, position: Position): Hover | undefined;
  documentSymbols(document: TextDocument): DocumentSymbol[];
  /** Actions for the range, of the kinds that are asked for; `diagnostics` are those the editor shows there. */
  codeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[];
  /** All fixes that are right without asking, applied until none is left. */
  fixAll(document: TextDocument): FixedText;
  /** The key or path at an offset: what a place is called without its line. Empty outside of entries and fields. */
  placeName(document: TextDocument, offset: number): string;
  /** Where secrets may stand, in the order of the text; for edges that show parts of the text to others. */
  secretSpans(document: TextDocument): readonly Span[];
  /** The DHIS2 version a `dhis.conf` is checked for, and who said so; undefined for other documents. */
  checkedVersion(document: TextDocument): ResolvedVersion | undefined;
};
