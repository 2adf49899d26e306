import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';

test('textDocument/documentLink', async (t) => {
  const client = await openSession(t);
  open(client, '# https://docs.dhis2.org\n');
  assert.deepEqual(await client.request('textDocument/documentLink', { textDocument: { uri: confUri } }), [
    { range: { start: { line: 0, character: 2 }, end: { line: 0, character: 24 } }, target: 'https://docs.dhis2.org' },
  ]);
});
