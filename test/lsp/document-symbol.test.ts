import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';

test('textDocument/documentSymbol lists the keys in the order of the text', async (t) => {
  const client = await openSession(t);
  open(client, 'connection.url = jdbc:postgresql:dhis\nserver.https = on\n');
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: confUri } });
  const names = (list: readonly DocumentSymbol[]): string[] => list.flatMap(({ name, children }) => [name, ...names(children ?? [])]);
  const all = names(symbols);
  assert.ok(all.includes('connection.url') && all.includes('server.https'), all.join(' '));
  assert.ok(all.indexOf('connection.url') < all.indexOf('server.https'));
});
