/**
 * What is known of one version of a document, whatever its kind. One file in this folder reads one kind of document and
 * says all that its rules and features can be asked; ../documents.ts tells which kind a document is of.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Range,
  SemanticTokens,
} from 'vscode-languageserver-types';
import type { ConfDocument } from '../conf/conf-document.ts';
import type { Asked, Offer } from '../features/code-actions.ts';
import type { Finding, Span, SpanEdit } from '../findings.ts';
import type { ServiceHost } from '../host.ts';
import type { NamedConf } from '../manifest/conf-addresses.ts';
import type { Message } from '../messages.ts';
import type { ProjectManifest } from '../project/project.ts';
import type { OnRuleError } from '../rules/run-rules.ts';
import type { Settings } from '../settings.ts';
import type { Comment } from '../text/suppressions.ts';

/** What a document may know besides its text. */
export type Surroundings = {
  readonly uri: string;
  readonly host: ServiceHost;
  readonly settings: Settings;
  /** The instance of a manifest that names the file. */
  readonly named: NamedConf | undefined;
  /** The manifests of the installation that can be known, the asking one among them when it is a manifest. */
  manifests(): readonly ProjectManifest[];
  /** A `dhis.conf` whose text is known, by its address in the form of `sameFileKey`. */
  confAt(uri: string): ConfDocument | undefined;
  /** The other documents of the installation; undefined where they cannot be known. */
  beside(): readonly Beside[] | undefined;
};

export type Beside = { readonly uri: string; readonly document: TextDocument; readonly file: LanguageFile };

/** The document as the editor holds it; its text is that of the file. */
export type InEditor = { readonly document: TextDocument; readonly around: Surroundings };

export type AtOffset = InEditor & { readonly offset: number };

export type RenamePlace = { readonly range: Range; readonly placeholder: string };

/** Either the edits by address, or why there are none. */
export type RenameResult =
  | { readonly edit: { readonly changes: { [uri: string]: RenameEdit[] } }; readonly files?: readonly RenamedFile[] }
  | { readonly refusal: Message };
/** A file or folder that goes by the name. */
export type RenamedFile = { readonly from: string; readonly to: string };
type RenameEdit = { range: Range; newText: string };

/** What editors ask for. A kind of document that has nothing to say to a question leaves it out. */
type LanguageFeatures = {
  completion(at: AtOffset): CompletionList;
  hover(at: AtOffset): Hover | undefined;
  documentSymbols(asked: InEditor): DocumentSymbol[];
  inlayHints(asked: InEditor, within: Span): InlayHint[];
  codeLenses(asked: InEditor): CodeLens[];
  /** Of the whole text without a span. */
  semanticTokens(asked: InEditor, within?: Span): SemanticTokens;
  foldingRanges(asked: InEditor): FoldingRange[];
  documentLinks(asked: InEditor): DocumentLink[];
  documentHighlights(at: AtOffset): DocumentHighlight[];
  definition(at: AtOffset): Location[];
  references(at: AtOffset, withDeclaration: boolean): Location[];
  prepareRename(at: AtOffset): RenamePlace | undefined;
  rename(at: AtOffset, newName: string): RenameResult;
  /** Blanks only. Without a span: of the whole text. */
  formatting(asked: InEditor, within?: Span): readonly SpanEdit[];
  /** What can be done about a finding besides its fixes. */
  offers(finding: Finding, around: Surroundings): readonly Offer[];
  /** Actions besides those for findings. */
  refactorings(asked: Asked, around: Surroundings): CodeAction[];
};

export type LanguageFile = Partial<LanguageFeatures> & {
  readonly text: string;
  /** What the rules find before comments silence any of it. */
  findings(around: Surroundings, onError: OnRuleError): readonly Finding[];
  /** Those that may silence findings. */
  comments(): readonly Comment[];
  /** Start of the line above which a comment would be about the offset; undefined where there can be none. */
  commentPlace(offset: number): number | undefined;
  /** False for broken YAML and for templates: rules are silent there about things that may be wrong all the same. */
  isReadable(): boolean;
  /**
   * What the place at an offset is called without its line, so that a finding is known again after lines have moved.
   * Values and comments are left out, because they may hold secrets and because they change. Empty outside of entries.
   */
  placeName(offset: number): string;
  /** Where secrets may stand, in the order of the text. */
  secretSpans?(): readonly Span[];
};
