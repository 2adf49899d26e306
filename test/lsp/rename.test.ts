import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';

const requestFailed = -32803;
const onId = { textDocument: { uri: confUri }, position: { line: 0, character: 15 } };
const onKey = { textDocument: { uri: confUri }, position: { line: 0, character: 3 } };

describe('textDocument/rename', () => {
  test('of a provider id', async (t) => {
    const client = await openSession(t);
    open(client, 'oidc.provider.kc.client_id = x\n');
    const range = { start: { line: 0, character: 14 }, end: { line: 0, character: 16 } };
    assert.deepEqual(await client.request('textDocument/prepareRename', onId), { range, placeholder: 'kc' });
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...onId, newName: 'keycloak' });
    assert.deepEqual(edit, { changes: { [confUri]: [{ range, newText: 'keycloak' }] } });
  });

  test('a name that will not do is refused with the reason, in the language of the user', async (t) => {
    const client = await openSession(t, { locale: 'fr' });
    open(client, 'oidc.provider.kc.client_id = x\n');
    assert.equal(await client.request('textDocument/prepareRename', onKey), null);
    const { error } = await client.ask('textDocument/rename', { ...onId, newName: 'a.b' });
    assert.equal(error?.code, requestFailed);
    assert.match(error?.message ?? '', /sans points ni espaces/);
  });
});
