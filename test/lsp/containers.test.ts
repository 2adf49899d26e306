/** `containers.json` of dhis2-tools-ng over the wire: known by its text, whatever language the editor says it is. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { CompletionList, Diagnostic, DocumentSymbol, FoldingRange, Hover, MarkupContent } from 'vscode-languageserver';
import { root } from '../support/imports.ts';
import { openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const uri = 'file:///home/a/containers.json';
const textDocument = { uri };
const stock = await readFile(path.join(root, 'test/fixtures/tools-ng/setup/configs/containers.json'), 'utf8');

const open = (client: Peer, text: string) =>
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'json', version: 1, text } });

async function diagnostics(client: Peer): Promise<readonly Diagnostic[]> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  return items;
}

describe('containers.json', () => {
  test('a comma too many is told with its place and its fix', async (t) => {
    const client = await openSession(t, { locale: 'fr' });
    open(client, stock.replace('"nginx_proxy" }', '"nginx_proxy", }'));
    const [found, ...others] = await diagnostics(client);
    assert.deepEqual(others, []);
    assert.equal(found?.code, 'containers-syntax-error');
    assert.match(String(found?.message), /virgule/);
    assert.equal(found?.range.start.line, 11);
    const actions = await client.request<{ title: string }[]>('textDocument/codeAction', {
      textDocument,
      range: found?.range,
      context: { diagnostics: [found] },
    });
    assert.ok(actions.some(({ title }) => title === 'Supprimer la virgule'));
    assert.ok(!actions.some(({ title }) => /commentaire/.test(title)), 'JSON has no comments to silence a finding by');
  });

  test('completion, hover, outline and folding', async (t) => {
    const client = await openSession(t);
    open(client, stock.replace('"proxy": "nginx"', '"proxy": ""'));
    assert.deepEqual(
      (await diagnostics(client)).filter(({ code }) => code === 'containers-syntax-error'),
      [],
    );
    const line = stock.split('\n').findIndex((text) => text.startsWith('  "proxy"'));
    const { items } = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line, character: 12 } });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['apache2', 'nginx'],
    );
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: { line, character: 4 } });
    assert.match((hover.contents as MarkupContent).value, /apache_proxy/);
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    assert.deepEqual(
      symbols.find(({ name }) => name === 'containers')?.children?.map(({ name }) => name),
      ['proxy', 'postgres', 'monitor'],
    );
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual(
      folds.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 14],
        [3, 4],
        [10, 13],
      ],
    );
  });

  test('a file of another tool stays untouched', async (t) => {
    const client = await openSession(t);
    open(client, '{ "containers": [{ "image": "nginx:1.27", }] }');
    assert.deepEqual(await diagnostics(client), []);
    assert.deepEqual(await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument }), []);
  });
});
