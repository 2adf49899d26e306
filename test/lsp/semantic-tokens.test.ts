import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InitializeResult, SemanticTokens, SemanticTokensOptions } from 'vscode-languageserver';
import { confUri, initialize, open, openSession, startServer } from '../support/lsp-client.ts';

describe('textDocument/semanticTokens', () => {
  test('of the whole text and of a range', async (t) => {
    const client = await startServer(t);
    const { capabilities } = (await initialize(client)) as InitializeResult;
    const { legend } = capabilities.semanticTokensProvider as SemanticTokensOptions;
    open(client, 'redis.port = 1\nfoo = x\n');
    const textDocument = { uri: confUri };
    const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    const property = legend.tokenTypes.indexOf('property');
    const modifier = (name: string) => 1 << legend.tokenModifiers.indexOf(name);
    assert.deepEqual(data.slice(0, 5), [0, 0, 10, property, modifier('known')]);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', { textDocument, range });
    assert.deepEqual(part.data, [1, 0, 3, property, modifier('unknown'), 0, 6, 1, legend.tokenTypes.indexOf('string'), 0]);
  });

  test('null for other documents, so that others may have tokens there', async (t) => {
    const client = await openSession(t);
    const uri = 'file:///plan/dhis2-hosting.yaml';
    open(client, 'version: 1\n', uri, 'yaml');
    assert.equal(await client.request('textDocument/semanticTokens/full', { textDocument: { uri } }), null);
  });

  test('are asked for anew when the settings change, and so are the inlay hints', async (t) => {
    const client = await startServer(t);
    const refresh = { refreshSupport: true };
    await client.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { workspace: { semanticTokens: refresh, inlayHint: refresh } },
    });
    const asked = ['workspace/semanticTokens/refresh', 'workspace/inlayHint/refresh'].map(
      (method) =>
        new Promise<null>((resolve) => {
          client.onRequest(method, () => {
            resolve(null);
            return null;
          });
        }),
    );
    client.notify('initialized', {});
    client.notify('workspace/didChangeConfiguration', { settings: { dhis2Hosting: { dhis2Version: '2.41' } } });
    assert.deepEqual(await Promise.all(asked), [null, null]);
  });
});
