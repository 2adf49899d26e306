/** What the service does for a `dhis.conf` alone. For other documents each answer is empty. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeAction,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  InlayHint,
  Position,
  Range,
  SemanticTokens,
  TextEdit,
} from 'vscode-languageserver-types';
import { catalogue } from './catalogue/dhis-conf-catalogue.ts';
import { type Dhis2Version, formatVersion } from './catalogue/versions.ts';
import { checkDocument } from './check-document.ts';
import { readConf } from './conf/conf-document.ts';
import type { Asked } from './features/code-actions.ts';
import { confFolding } from './features/conf-folding.ts';
import { confFormatting } from './features/conf-formatting.ts';
import { confHighlights } from './features/conf-highlights.ts';
import { confInlayHints } from './features/conf-inlay-hints.ts';
import { confLinks } from './features/conf-links.ts';
import { confRefactorings } from './features/conf-refactorings.ts';
import { confRename, prepareConfRename, type RenamePlace, type RenameResult } from './features/conf-rename.ts';
import { confSemanticTokens } from './features/conf-semantic-tokens.ts';
import { fixAll } from './features/fix-all.ts';
import type { Finding, Span } from './findings.ts';
import type { ServiceHost } from './host.ts';
import { type EffectiveConfiguration, effectiveConfiguration } from './reports/effective-configuration.ts';
import { type OtherRelease, type UpgradePreview, upgradePreview } from './reports/upgrade-preview.ts';
import type { ConfContext } from './rules/context.ts';

/** Any text and any place may be given. */
export type ConfFeatures = {
  inlayHints(document: TextDocument, range: Range): InlayHint[];
  /** Of the whole text without a range; undefined for other documents. The numbers are those of `semanticTokenTypes` and `semanticTokenModifiers`. */
  semanticTokens(document: TextDocument, range?: Range): SemanticTokens | undefined;
  foldingRanges(document: TextDocument): FoldingRange[];
  documentLinks(document: TextDocument): DocumentLink[];
  documentHighlights(document: TextDocument, position: Position): DocumentHighlight[];
  /** The id of an OpenID Connect provider under the cursor; undefined where nothing can be renamed. */
  prepareRename(document: TextDocument, position: Position): RenamePlace | undefined;
  rename(document: TextDocument, position: Position, newName: string): RenameResult | undefined;
  /** Blanks around the separators only. Without a range: of the whole text. */
  formatting(document: TextDocument, range?: Range): TextEdit[];
  /** What would change in the file under another release; undefined for other documents. */
  upgradePreview(document: TextDocument, target: Dhis2Version): UpgradePreview | undefined;
  /** Every key of the release with its value, secrets left out; undefined for other documents. */
  effectiveConfiguration(document: TextDocument): EffectiveConfiguration | undefined;
};

export type ConfSource = {
  readonly host: ServiceHost;
  /** Undefined for documents that are no `dhis.conf`. */
  contextOf(document: TextDocument): ConfContext | undefined;
  findingsOf(document: TextDocument): readonly Finding[];
};

export function createConfFeatures({ host, contextOf, findingsOf }: ConfSource): ConfFeatures {
  /** The feature's answer for a `dhis.conf`, or what a document of another kind gets. */
  const ask = <Answer>(document: TextDocument, other: Answer, answer: (conf: ConfContext) => Answer): Answer => {
    const conf = contextOf(document);
    return conf === undefined ? other : answer(conf);
  };
  return {
    inlayHints: (document, range) => ask(document, [], (conf) => confInlayHints(document, conf, spanOf(document, range), host.locale)),
    semanticTokens: (document, range) =>
      ask<SemanticTokens | undefined>(document, undefined, (conf) => confSemanticTokens(conf, range && spanOf(document, range))),
    foldingRanges: (document) => ask(document, [], confFolding),
    documentLinks: (document) => ask(document, [], (conf) => confLinks(document, conf)),
    documentHighlights: (document, position) => ask(document, [], (conf) => confHighlights(document, conf, document.offsetAt(position))),
    prepareRename: (document, position) =>
      ask(document, undefined, (conf) => prepareConfRename(document, conf, document.offsetAt(position))),
    rename: (document, position, newName) =>
      ask(document, undefined, (conf) => confRename(document, conf, document.offsetAt(position), newName)),
    formatting: (document, range) =>
      ask(document, [], (conf) =>
        confFormatting(conf, range && spanOf(document, range)).map(({ span, newText }) => ({
          range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
          newText,
        })),
      ),
    upgradePreview: (document, target) =>
      ask(document, undefined, (conf) => upgradePreview(conf, target, findingsOf(document), otherRelease(host, document.uri, target))),
    effectiveConfiguration: (document) => ask(document, undefined, (conf) => effectiveConfiguration(conf, findingsOf(document))),
  };
}

/** Actions for a `dhis.conf` besides those for its findings. */
export function refactorings(source: ConfSource, asked: Asked): CodeAction[] {
  const conf = source.contextOf(asked.document);
  return conf === undefined ? [] : confRefactorings(asked, conf, source.host.randomBytes);
}

/** The settings of the file, but for the version. */
function otherRelease(host: ServiceHost, uri: string, version: Dhis2Version): OtherRelease {
  const settings = { ...host.settings(uri), dhis2Version: formatVersion(version), versionFrom: 'setting' } as const;
  const findings = (text: string) => checkDocument({ kind: 'dhis-conf', conf: readConf(text, catalogue) }, settings, undefined, host, uri);
  return { findings, fixAll: (text) => fixAll(text, findings) };
}

function spanOf(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}
