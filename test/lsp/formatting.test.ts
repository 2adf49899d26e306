import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InitializeResult } from 'vscode-languageserver';
import { confUri, open, openSession, startServer } from '../support/lsp-client.ts';

const options = { tabSize: 2, insertSpaces: true };

describe('textDocument/formatting', () => {
  test('of the text and of a range', async (t) => {
    const client = await openSession(t);
    open(client, 'a=1\nb=2\n');
    const edit = (line: number) => ({ range: { start: { line, character: 1 }, end: { line, character: 2 } }, newText: ' = ' });
    const textDocument = { uri: confUri };
    assert.deepEqual(await client.request('textDocument/formatting', { textDocument, options }), [edit(0), edit(1)]);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    assert.deepEqual(await client.request('textDocument/rangeFormatting', { textDocument, range, options }), [edit(1)]);
  });

  test('is offered for dhis.conf alone where the client lets the server choose', async (t) => {
    const client = await startServer(t);
    const registered = new Promise<{ registrations: { method: string; registerOptions: { documentSelector: unknown } }[] }>((resolve) => {
      client.onRequest('client/registerCapability', (params: Awaited<typeof registered>) => {
        resolve(params);
        return null;
      });
    });
    const dynamic = { dynamicRegistration: true };
    const { capabilities } = await client.request<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { textDocument: { formatting: dynamic, rangeFormatting: dynamic, rename: dynamic, semanticTokens: dynamic } },
    });
    assert.equal(capabilities.documentFormattingProvider, undefined);
    assert.equal(capabilities.renameProvider, undefined);
    assert.equal(capabilities.semanticTokensProvider, undefined);
    client.notify('initialized', {});
    const { registrations } = await registered;
    assert.deepEqual(registrations.map(({ method }) => method).sort(), [
      'textDocument/formatting',
      'textDocument/rangeFormatting',
      'textDocument/rename',
      'textDocument/semanticTokens',
    ]);
    for (const { registerOptions } of registrations) assert.match(JSON.stringify(registerOptions.documentSelector), /dhis-conf/);
  });
});
