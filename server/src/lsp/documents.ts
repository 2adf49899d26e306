/** The open documents that are ours, or that may become so while they are typed, kept in step with the editor. */
import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { mayBeOurs, TextDocument } from '#service/index.ts';
import type { Guard } from './guard.ts';

export type OpenDocument = {
  readonly document: TextDocument;
  /** Differs for each text that was ever open, also when a client counts its versions anew after a close. */
  readonly stamp: number;
};

export type OpenDocuments = {
  get(uri: unknown): OpenDocument | undefined;
  all(): readonly OpenDocument[];
};

export type DocumentEvents = {
  opened(uri: string): void;
  changed(uri: string): void;
  closed(uri: string): void;
};

export function createOpenDocuments(connection: Connection, guard: Guard, events: DocumentEvents): OpenDocuments {
  const open = new Map<string, OpenDocument>();
  let stamp = 0;
  const keep = (document: TextDocument) => open.set(document.uri, { document, stamp: ++stamp });
  const drop = (uri: string) => {
    if (open.delete(uri)) events.closed(uri);
  };

  connection.onDidOpenTextDocument(
    guard.notification('didOpen', ({ textDocument: { uri, languageId, version, text } }) => {
      drop(uri);
      const document = TextDocument.create(String(uri), String(languageId), version, String(text));
      if (document.languageId !== 'dhis-conf' && !mayBeOurs(document.uri)) return;
      keep(document);
      events.opened(document.uri);
    }),
  );
  connection.onDidChangeTextDocument(
    guard.notification('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
      const known = open.get(uri);
      if (known === undefined || !contentChanges.every(isApplicable)) return;
      keep(update(known.document, contentChanges, version));
      events.changed(uri);
    }),
  );
  connection.onDidCloseTextDocument(guard.notification('didClose', ({ textDocument }) => drop(textDocument.uri)));

  return {
    get: (uri) => (typeof uri === 'string' ? open.get(uri) : undefined),
    all: () => [...open.values()],
  };
}

/** The service keeps one parse for each version, so a client that repeats a version gets a new document object. */
function update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
  if (version > document.version) return TextDocument.update(document, changes, version);
  const { uri, languageId } = document;
  const next = TextDocument.update(document, changes, document.version);
  return TextDocument.create(uri, languageId, version, next.getText());
}

/** Half a change would leave a text that nobody wrote; such a document waits for its next whole text. */
function isApplicable(change: TextDocumentContentChangeEvent): boolean {
  if (typeof change.text !== 'string') return false;
  if (!('range' in change)) return true;
  const { start, end } = change.range;
  return [start.line, start.character, end.line, end.character].every(Number.isInteger);
}
