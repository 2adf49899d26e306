/** One thin handler for each feature of the editor: find the document, ask the service. */
import type { CodeActionContext, CompletionItem, Connection, Position } from 'vscode-languageserver';
import type { TextDocument } from '#service/index.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

export type DocumentOf = (uri: string) => Promise<TextDocument | undefined>;

/** Settings first: the document may change or close while they are on their way. */
export function createDocumentOf({ documents, settings }: Session): DocumentOf {
  return async (uri) => {
    if (documents.get(uri) === undefined) return undefined;
    await settings.ready(uri);
    return documents.get(uri)?.document;
  };
}

export function wireFeatures(connection: Connection, guard: Guard, { service }: Session, documentOf: DocumentOf): void {
  connection.onCompletion(
    guard.request('completion', { isIncomplete: false, items: [] }, async ({ textDocument, position }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(position)) return { isIncomplete: false, items: [] };
      return service.completion(document, position);
    }),
  );
  // Documentation that fails must not take the item away, so the item itself is what a failure answers.
  connection.onCompletionResolve((item, token) =>
    guard.request<CompletionItem, CompletionItem>('completion resolve', item, service.resolveCompletion)(item, token),
  );
  connection.onHover(
    guard.request('hover', null, async ({ textDocument, position }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(position)) return null;
      return service.hover(document, position) ?? null;
    }),
  );
  connection.onDocumentSymbol(
    guard.request('documentSymbol', [], async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? [] : service.documentSymbols(document);
    }),
  );
  connection.onCodeAction(
    guard.request('codeAction', [], async ({ textDocument, range, context }) => {
      const document = await documentOf(textDocument.uri);
      if (document === undefined || !isPosition(range.start) || !isPosition(range.end)) return [];
      return service.codeActions(document, range, readContext(context));
    }),
  );
}

/** Any place is fine, also outside the text; what is not a place at all gets an empty answer. */
export function isPosition(position: Position): boolean {
  return Number.isInteger(position.line) && Number.isInteger(position.character);
}

/** A client may leave out what it should send. */
function readContext({ diagnostics, only }: CodeActionContext): CodeActionContext {
  return { diagnostics: Array.isArray(diagnostics) ? diagnostics : [], ...(Array.isArray(only) ? { only } : {}) };
}
