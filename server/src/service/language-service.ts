/** The public face of the core: a text document in, LSP-shaped values out. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  CodeActionContext,
  CodeLens,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Position,
  Range,
  SemanticTokens,
  TextEdit,
} from 'vscode-languageserver-types';
import type { Dhis2Version } from './catalogue/versions.ts';
import type { ResolvedVersion } from './conf/resolve-version.ts';
import type { DocumentKind } from './documents.ts';
import type { Exchanged } from './exchange/exchange.ts';
import type { ImportOutcome } from './exchange/import-file.ts';
import type { FixedText } from './features/fix-all.ts';
import type { Finding, Span } from './findings.ts';
import type { RenamePlace, RenameResult } from './languages/language-file.ts';
import type { NamedConf } from './manifest/conf-addresses.ts';
import type { EffectiveConfiguration } from './reports/effective-configuration.ts';
import type { InstallationMap } from './reports/installation-map.ts';
import type { PlanningSheet } from './reports/planning-sheet.ts';
import type { UpgradePreview } from './reports/upgrade-preview.ts';

/** Any text and any position may be given; a document that is not ours, or has nothing to say, gets an empty answer. */
export type LanguageService = {
  /** Undefined for a document that is not ours. */
  kind(document: TextDocument): DocumentKind | undefined;
  /** Reads what documents of the kind need, by a sample of them: the first real one is answered the sooner. */
  readAhead(kind: 'dhis-conf' | 'hosting-manifest'): void;
  /** Findings of the enabled rules, in the order of the text. */
  findings(document: TextDocument): readonly Finding[];
  /** The same, rendered in the host's language. */
  diagnostics(document: TextDocument): Diagnostic[];
  completion(document: TextDocument, position: Position): CompletionList;
  /** Adds the documentation to an item of `completion`, which leaves it out because lists are long. */
  resolveCompletion(item: CompletionItem): CompletionItem;
  hover(document: TextDocument, position: Position): Hover | undefined;
  documentSymbols(document: TextDocument): DocumentSymbol[];
  inlayHints(document: TextDocument, range: Range): InlayHint[];
  codeLenses(document: TextDocument): CodeLens[];
  /** Of the whole text without a range; undefined for documents that have none. The numbers are those of `semanticTokenTypes` and `semanticTokenModifiers`. */
  semanticTokens(document: TextDocument, range?: Range): SemanticTokens | undefined;
  foldingRanges(document: TextDocument): FoldingRange[];
  documentLinks(document: TextDocument): DocumentLink[];
  documentHighlights(document: TextDocument, position: Position): DocumentHighlight[];
  definition(document: TextDocument, position: Position): Location[];
  references(document: TextDocument, position: Position, withDeclaration: boolean): Location[];
  /** The name under the cursor; undefined where nothing can be renamed. */
  prepareRename(document: TextDocument, position: Position): RenamePlace | undefined;
  rename(document: TextDocument, position: Position, newName: string): RenameResult | undefined;
  /** Blanks around the separators only. Without a range: of the whole text. */
  formatting(document: TextDocument, range?: Range): TextEdit[];
  /** Actions for the range, of the kinds that are asked for; `diagnostics` are those the editor shows there. */
  codeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[];
  /** All fixes that are right without asking, applied until none is left. */
  fixAll(document: TextDocument): FixedText;
  /** Places, machines and what runs on them, with the manifests seen together; undefined for other documents. */
  installationMap(document: TextDocument): InstallationMap | undefined;
  /** The plan as a document for people, with the manifests seen together; undefined for other documents. */
  planningSheet(document: TextDocument): PlanningSheet | undefined;
  /** The `dhis.conf` files that a manifest names. While its text is half-typed, what it said before holds. */
  namedConfs(document: TextDocument): readonly NamedConf[];
  /** The key or path at an offset: what a place is called without its line. Empty outside of entries and fields. */
  placeName(document: TextDocument, offset: number): string;
  /** Where secrets may stand, in the order of the text; for edges that show parts of the text to others. */
  secretSpans(document: TextDocument): readonly Span[];
  /** The DHIS2 version a `dhis.conf` is checked for, and who said so; undefined for other documents. */
  checkedVersion(document: TextDocument): ResolvedVersion | undefined;
  /** A file of another tool, with those beside it, as a manifest. */
  imported(document: TextDocument): ImportOutcome;
  /** A manifest, with those seen together, as an inventory; `broken` when one has mistakes, undefined for other documents. */
  exported(document: TextDocument): Exchanged | 'broken' | undefined;
  /** What would change in a `dhis.conf` under another release; undefined for other documents. */
  upgradePreview(document: TextDocument, target: Dhis2Version): UpgradePreview | undefined;
  /** Every key of the release with its value, secrets left out; undefined for other documents. */
  effectiveConfiguration(document: TextDocument): EffectiveConfiguration | undefined;
};
