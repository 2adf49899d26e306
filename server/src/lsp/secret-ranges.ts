/** Tells a client where the secrets of a document stand, so that it can keep them off the screen. */
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from '#service/index.ts';
import type { Guard } from './guard.ts';
import { type SecretRangesParams, type SecretRangesResult, secretRangesRequest } from './protocol.ts';
import type { Session } from './session.ts';

/** Settings do not count here, so nothing is waited for: a secret must not be seen until they came. */
export function wireSecretRanges(connection: Connection, guard: Guard, { service, documents }: Session): void {
  const rangesOf = (document: TextDocument) =>
    service.secretSpans(document).map(({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }));
  const answer = ({ textDocument: { uri }, text }: SecretRangesParams): SecretRangesResult => {
    if (typeof text === 'string') return { ranges: rangesOf(TextDocument.create(uri, 'dhis-conf', 0, text)) };
    const document = documents.get(uri)?.document;
    if (document === undefined || service.kind(document) !== 'dhis-conf') return null;
    return { version: document.version, ranges: rangesOf(document) };
  };
  connection.onRequest<SecretRangesResult, never>(
    secretRangesRequest,
    guard.request<SecretRangesParams, SecretRangesResult>('secretRanges', null, answer),
  );
}
