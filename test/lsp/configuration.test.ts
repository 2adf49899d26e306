import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { confUri, open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const rule = 'malformed-unicode-escape';
const bad = 'foo = \\u\n';

async function severity(client: Peer, uri: string = confUri): Promise<number | undefined> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return items.find(({ code }) => code === rule)?.severity;
}

describe('settings', () => {
  test('are asked for each document, with its address', async (t) => {
    const client = await openSession(t, { settings: (uri) => (uri.includes('/quiet/') ? { rules: { [rule]: 'off' } } : {}) });
    open(client, bad, 'file:///quiet/dhis.conf');
    open(client, bad, 'file:///loud/dhis.conf');
    assert.equal(await severity(client, 'file:///quiet/dhis.conf'), undefined);
    assert.equal(await severity(client, 'file:///loud/dhis.conf'), 1);
  });

  test('are asked once until they change; then the client is told to ask for findings again', async (t) => {
    let level = 'warning';
    let asked = 0;
    const client = await openSession(t, {
      settings: () => {
        asked++;
        return { rules: { [rule]: level } };
      },
    });
    open(client, bad);
    assert.equal(await severity(client), 2);
    assert.equal(await severity(client), 2);
    assert.equal(asked, 1);
    const before = await client.request<{ resultId: string }>('textDocument/diagnostic', { textDocument: { uri: confUri } });

    level = 'info';
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.asked('workspace/diagnostic/refresh');
    const after = await client.request<{ kind: string }>('textDocument/diagnostic', {
      textDocument: { uri: confUri },
      previousResultId: before.resultId,
    });
    assert.equal(after.kind, 'full');
    assert.equal(await severity(client), 3);
  });

  test('the server asks to be told of changes', async (t) => {
    const client = await openSession(t, { settings: () => ({}) });
    const { registrations } = await client.asked<{ registrations: { method: string; registerOptions: unknown }[] }>(
      'client/registerCapability',
    );
    const [registration] = registrations;
    assert.equal(registration?.method, 'workspace/didChangeConfiguration');
    assert.deepEqual(registration?.registerOptions, { section: 'dhis2Hosting' });
  });

  test('come with initialize and with each change from a client that cannot be asked', async (t) => {
    const client = await openSession(t, { initializationOptions: { settings: { rules: { [rule]: 'hint' } } } });
    open(client, bad);
    assert.equal(await severity(client), 4);
    client.notify('workspace/didChangeConfiguration', { settings: { dhis2Hosting: { rules: { [rule]: 'warning' } } } });
    assert.equal(await severity(client), 2);
    client.notify('workspace/didChangeConfiguration', { settings: 42 });
    assert.equal(await severity(client), 1);
  });

  test('nonsense counts as no setting', async (t) => {
    const client = await openSession(t, { settings: () => ({ dhis2Version: 12, rules: { [rule]: 'loud', other: null } }) });
    open(client, bad);
    assert.equal(await severity(client), 1);
  });
});
