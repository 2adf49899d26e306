import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionList, Diagnostic, Hover } from 'vscode-languageserver';
import { confUri, initialize, open } from '../support/lsp-client.ts';
import { startWorker } from '../support/worker-realm.ts';

describe('the server as a worker of the browser', () => {
  test('answers in a realm without Node and without code from strings', async (t) => {
    const worker = await startWorker(t);
    assert.throws(() => worker.run('new Function("return 1")()'), /Code generation from strings disallowed/);
    assert.equal(worker.run('typeof process + typeof require + typeof Buffer + typeof setImmediate'), 'undefined'.repeat(4));

    await initialize(worker, { settings: () => null });
    open(worker, 'server.https = \nfoo = \\u\n');
    const textDocument = { uri: confUri };
    const { items } = await worker.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    assert.ok(items.some(({ code }) => code === 'malformed-unicode-escape'));
    const list = await worker.request<CompletionList>('textDocument/completion', { textDocument, position: { line: 0, character: 15 } });
    assert.ok(list.items.some(({ label }) => label === 'on'));
    assert.ok(await worker.request<Hover | null>('textDocument/hover', { textDocument, position: { line: 0, character: 2 } }));
  });

  test('checks a manifest with the generated validator', async (t) => {
    const worker = await startWorker(t);
    await initialize(worker);
    const textDocument = { uri: 'file:///a/dhis2-hosting.yaml' };
    open(worker, 'version: nine\n', textDocument.uri, 'yaml');
    const { items } = await worker.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    assert.notDeepEqual(items, []);
  });

  test('pushes for a client that cannot pull', async (t) => {
    const worker = await startWorker(t);
    await initialize(worker, { pull: false });
    open(worker, 'foo = \\u\n');
    const { diagnostics } = await worker.notified<{ diagnostics: Diagnostic[] }>('textDocument/publishDiagnostics');
    assert.ok(diagnostics.some(({ code }) => code === 'malformed-unicode-escape'));
  });
});
