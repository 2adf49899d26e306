import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Hover, MarkupContent } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const hover = (client: Peer, line: number, character: number) =>
  client.request<Hover | null>('textDocument/hover', { textDocument: { uri: confUri }, position: { line, character } });

describe('textDocument/hover', () => {
  test('tells of the key under the cursor', async (t) => {
    const client = await openSession(t);
    open(client, '# note\nconnection.pool.max_size = 40\n');
    const answer = await hover(client, 1, 3);
    const contents = answer?.contents as MarkupContent | undefined;
    assert.equal(contents?.kind, 'markdown');
    assert.match(contents?.value ?? '', /connection\.pool\.max_size/);
    assert.deepEqual(answer?.range?.start, { line: 1, character: 0 });
  });

  test('is null where there is nothing to tell', async (t) => {
    const client = await openSession(t);
    open(client, '# note\n');
    assert.equal(await hover(client, 0, 2), null);
  });
});
