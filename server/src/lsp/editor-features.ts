/** One thin handler for each feature that some kinds of document have, and for the reports on a `dhis.conf`. */
import {
  type Connection,
  LSPErrorCodes,
  type Range,
  ResponseError,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import {
  effectiveMarkdown,
  formatVersion,
  message,
  parseVersion,
  render,
  type Text,
  type TextDocument,
  upgradeMarkdown,
} from '#service/index.ts';
import { type DocumentOf, isPosition } from './features.ts';
import type { Guard } from './guard.ts';
import {
  type EffectiveConfigurationParams,
  type EffectiveConfigurationResult,
  effectiveConfigurationRequest,
  type UpgradePreviewParams,
  type UpgradePreviewResult,
  upgradePreviewRequest,
} from './protocol.ts';
import type { Session } from './session.ts';

export function wireEditorFeatures(connection: Connection, guard: Guard, { service }: Session, documentOf: DocumentOf): void {
  connection.languages.inlayHint.on(
    guard.request('inlayHint', [], async ({ textDocument, range }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined || !isRange(range) ? [] : service.inlayHints(document, range);
    }),
  );
  // Not through `languages.semanticTokens`, which cannot answer null: an empty answer would hide the tokens of others.
  connection.onRequest(
    SemanticTokensRequest.type,
    guard.request('semanticTokens', null, async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return (document && service.semanticTokens(document)) ?? null;
    }),
  );
  connection.onRequest(
    SemanticTokensRangeRequest.type,
    guard.request('semanticTokens/range', null, async ({ textDocument, range }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined || !isRange(range) ? null : (service.semanticTokens(document, range) ?? null);
    }),
  );
  connection.onFoldingRanges(
    guard.request('foldingRange', [], async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? [] : service.foldingRanges(document);
    }),
  );
  connection.onDocumentLinks(
    guard.request('documentLink', [], async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? [] : service.documentLinks(document);
    }),
  );
  connection.onDocumentHighlight(
    guard.request('documentHighlight', [], async ({ textDocument, position }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined || !isPosition(position) ? [] : service.documentHighlights(document, position);
    }),
  );
  connection.onCodeLens(
    guard.request('codeLens', [], async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? [] : service.codeLenses(document);
    }),
  );
  connection.onDefinition(
    guard.request('definition', [], async ({ textDocument, position }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined || !isPosition(position) ? [] : service.definition(document, position);
    }),
  );
  connection.onReferences(
    guard.request('references', [], async ({ textDocument, position, context }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(position)) return [];
      return service.references(document, position, context?.includeDeclaration === true);
    }),
  );
}

const filesToo: Text = {
  en: '`{file}` goes by the name too, and this editor lets no server rename files. Rename that file first.',
  fr: "`{file}` porte aussi ce nom, et cet éditeur ne laisse aucun serveur renommer des fichiers. Renommez d'abord ce fichier.",
};

const lastPart = (uri = ''): string => uri.split('/').slice(-2).join('/');

export function wireEdits(connection: Connection, guard: Guard, { service, locale, renameFiles }: Session, documentOf: DocumentOf): void {
  connection.onPrepareRename(
    guard.request('prepareRename', null, async ({ textDocument, position }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(position)) return null;
      return service.prepareRename(document, position) ?? null;
    }),
  );
  connection.onRenameRequest(
    guard.request('rename', null, async ({ textDocument, position, newName }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(position) || typeof newName !== 'string') return null;
      const result = service.rename(document, position, newName);
      if (result === undefined) return null;
      // The editor shows the message of the error to whoever typed the name.
      if ('refusal' in result) return new ResponseError<void>(LSPErrorCodes.RequestFailed, render(result.refusal, locale));
      const { edit, files = [] } = result;
      if (files.length === 0) return edit;
      if (!renameFiles)
        return new ResponseError<void>(LSPErrorCodes.RequestFailed, render(message(filesToo, { file: lastPart(files[0]?.from) }), locale));
      return {
        documentChanges: [
          ...Object.entries(edit.changes).map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits })),
          ...files.map(({ from, to }) => ({ kind: 'rename' as const, oldUri: from, newUri: to })),
        ],
      };
    }),
  );
  connection.onDocumentFormatting(
    guard.request('formatting', [], async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? [] : service.formatting(document);
    }),
  );
  connection.onDocumentRangeFormatting(
    guard.request('rangeFormatting', [], async ({ textDocument, range }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined || !isRange(range) ? [] : service.formatting(document, range);
    }),
  );
}

export function wireReports(connection: Connection, guard: Guard, session: Session, documentOf: DocumentOf): void {
  connection.onRequest<UpgradePreviewResult, never>(
    upgradePreviewRequest,
    guard.request<UpgradePreviewParams, UpgradePreviewResult>('upgradePreview', null, async ({ textDocument, version }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? null : upgradePreview(session, document, version);
    }),
  );
  connection.onRequest<EffectiveConfigurationResult, never>(
    effectiveConfigurationRequest,
    guard.request<EffectiveConfigurationParams, EffectiveConfigurationResult>('effectiveConfiguration', null, async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? null : effectiveConfiguration(session, document);
    }),
  );
}

function upgradePreview({ service, locale }: Session, document: TextDocument, version: unknown): UpgradePreviewResult {
  const target = typeof version === 'string' ? parseVersion(version) : undefined;
  const preview = target && service.upgradePreview(document, target);
  if (preview === undefined) return null;
  return {
    from: formatVersion(preview.from),
    to: formatVersion(preview.to),
    documentVersion: document.version,
    markdown: upgradeMarkdown(preview, locale),
    fixes: preview.fixed.count,
    edits: preview.fixed.edits.map(({ span, newText }) => ({
      range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
      newText,
    })),
    fixedText: preview.fixed.text,
  };
}

function effectiveConfiguration({ service, locale }: Session, document: TextDocument): EffectiveConfigurationResult {
  const configuration = service.effectiveConfiguration(document);
  if (configuration === undefined) return null;
  return { version: formatVersion(configuration.version), markdown: effectiveMarkdown(configuration, locale) };
}

function isRange({ start, end }: Range): boolean {
  return isPosition(start) && isPosition(end);
}
