import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';

test('textDocument/documentHighlight', async (t) => {
  const client = await openSession(t);
  open(client, 'a = 1\na = 2\n');
  const params = { textDocument: { uri: confUri }, position: { line: 0, character: 0 } };
  assert.equal((await client.request<unknown[]>('textDocument/documentHighlight', params)).length, 2);
});
