import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';

test('textDocument/foldingRange', async (t) => {
  const client = await openSession(t);
  open(client, '# One\na = 1\n\n# Two\nb = 1, \\\n 2\n');
  assert.deepEqual(await client.request('textDocument/foldingRange', { textDocument: { uri: confUri } }), [
    { startLine: 0, endLine: 1, kind: 'region' },
    { startLine: 3, endLine: 5, kind: 'region' },
    { startLine: 4, endLine: 5 },
  ]);
});
