import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from '../../server/src/service/index.ts';
import { confUri, open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const text = 'max.sesions.per_user = 3\n';

async function actions(
  client: Peer,
  only?: readonly string[],
): Promise<{ readonly actions: readonly CodeAction[]; readonly shown: Diagnostic | undefined }> {
  const textDocument = { uri: confUri };
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  const shown = items.find(({ code }) => code === 'unknown-key');
  const context = { diagnostics: items, ...(only === undefined ? {} : { only }) };
  const found = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument, range: shown?.range, context });
  return { actions: found, shown };
}

describe('textDocument/codeAction', () => {
  test('repairs a mistyped key', async (t) => {
    const client = await openSession(t);
    open(client, text);
    const { actions: found, shown } = await actions(client);
    const action = found.find(({ isPreferred }) => isPreferred);
    assert.equal(action?.kind, 'quickfix');
    assert.deepEqual(action?.diagnostics, [shown]);
    const document = TextDocument.create(confUri, 'dhis-conf', 1, text);
    assert.equal(TextDocument.applyEdits(document, action?.edit?.changes?.[confUri] ?? []), 'max.sessions.per_user = 3\n');
  });

  test('offers nothing to who asks for other kinds', async (t) => {
    const client = await openSession(t);
    open(client, text);
    assert.deepEqual((await actions(client, ['source.organizeImports'])).actions, []);
    assert.notDeepEqual((await actions(client, ['quickfix'])).actions, []);
  });
});
