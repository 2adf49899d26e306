import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const complete = (client: Peer, line: number, character: number) =>
  client.request<CompletionList>('textDocument/completion', { textDocument: { uri: confUri }, position: { line, character } });

describe('textDocument/completion', () => {
  test('offers keys, and their documentation when asked', async (t) => {
    const client = await openSession(t);
    open(client, 'connection.pool.\n');
    const { items } = await complete(client, 0, 'connection.pool.'.length);
    const item = items.find(({ label }) => label === 'connection.pool.max_size');
    assert.ok(item, items.map(({ label }) => label).join(' '));
    const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
    assert.equal(resolved.label, item.label);
    assert.ok(resolved.documentation);
  });

  test('offers values', async (t) => {
    const client = await openSession(t);
    open(client, 'server.https = \n');
    const { items } = await complete(client, 0, 'server.https = '.length);
    assert.deepEqual(items.map(({ label }) => label).sort(), ['off', 'on']);
  });

  test('sees what was typed just before', async (t) => {
    const client = await openSession(t);
    open(client, '');
    client.notify('textDocument/didChange', {
      textDocument: { uri: confUri, version: 2 },
      contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'filestore.' }],
    });
    const { items } = await complete(client, 0, 10);
    assert.ok(items.some(({ label }) => label === 'filestore.provider'));
  });

  test('resolving what the server never offered gives it back', async (t) => {
    const client = await openSession(t);
    assert.deepEqual(await client.request('completionItem/resolve', { label: 'x', data: { odd: [1] } }), {
      label: 'x',
      data: { odd: [1] },
    });
  });
});
