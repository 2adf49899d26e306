/** Importing from other tools and exporting to them. */
import type { Connection } from 'vscode-languageserver';
import { type Exchanged, exchangeMarkdown, type Locale, type TextDocument, unescaped } from '#service/index.ts';
import type { DocumentOf } from './features.ts';
import type { Guard } from './guard.ts';
import { type ExchangeParams, type ExchangeResult, exportRequest, importRequest } from './protocol.ts';
import type { Session } from './session.ts';

export function wireExchange(connection: Connection, guard: Guard, { service, locale }: Session, documentOf: DocumentOf): void {
  const answer = (name: string, make: (document: TextDocument) => ExchangeResult) =>
    guard.request<ExchangeParams, ExchangeResult>(name, null, async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? null : make(document);
    });
  connection.onRequest<ExchangeResult, never>(
    importRequest,
    answer('import', (document) => {
      const outcome = service.imported(document);
      if (outcome === 'unknown') return null;
      return outcome === 'broken' ? { kind: 'broken' } : made(outcome, 'imported', document, locale);
    }),
  );
  connection.onRequest<ExchangeResult, never>(
    exportRequest,
    answer('export', (document) => {
      const outcome = service.exported(document);
      if (outcome === undefined) return null;
      return outcome === 'broken' ? { kind: 'broken' } : made(outcome, 'exported', document, locale);
    }),
  );
}

function made(outcome: Exchanged, way: 'imported' | 'exported', { uri }: TextDocument, locale: Locale): ExchangeResult {
  const [file] = outcome.files;
  return file === undefined ? null : { kind: 'made', ...file, markdown: exchangeMarkdown(outcome, way, nameOf(uri), locale) };
}

/** `inventory/hosts`: the folder tells which one. */
function nameOf(uri: string): string {
  return unescaped(uri.split('/').slice(-2).join('/'));
}
