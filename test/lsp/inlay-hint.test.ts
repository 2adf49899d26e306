import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InlayHint } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';

describe('textDocument/inlayHint', () => {
  test('puts bare numbers into words', async (t) => {
    const client = await openSession(t, { locale: 'fr' });
    open(client, 'system.session.timeout = 86400\nsystem.session.timeout = 3600\n');
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 99 } };
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: confUri }, range });
    assert.deepEqual(hints, [{ position: { line: 0, character: 30 }, label: '1 j', paddingLeft: true, tooltip: '86400 secondes' }]);
  });
});
