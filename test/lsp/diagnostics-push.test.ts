import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { confUri, open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const bad = 'foo = \\u\n';
const good = 'connection.dialect = org.hibernate.dialect.PostgreSQLDialect\n';

const published = (client: Peer) => client.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics');
const hasEscape = ({ diagnostics }: PublishDiagnosticsParams) => diagnostics.some(({ code }) => code === 'malformed-unicode-escape');

describe('textDocument/publishDiagnostics, for clients that cannot pull', () => {
  test('comes by itself, with the version of the text', async (t) => {
    const client = await openSession(t, { pull: false });
    open(client, bad, confUri, 'dhis-conf', 7);
    const first = await published(client);
    assert.equal(first.uri, confUri);
    assert.equal(first.version, 7);
    assert.ok(hasEscape(first));
    replace(client, good, 8);
    const second = await published(client);
    assert.equal(second.version, 8);
    assert.ok(!hasEscape(second));
  });

  test('a burst of changes ends with the newest text, and versions only grow', async (t) => {
    const client = await openSession(t, { pull: false });
    open(client, bad);
    const last = 60;
    for (let version = 2; version <= last; version++) replace(client, version === last ? good : bad.repeat(version), version);
    const versions: number[] = [];
    let latest: PublishDiagnosticsParams;
    do {
      latest = await published(client);
      versions.push(latest.version ?? 0);
    } while (latest.version !== last);
    assert.ok(!hasEscape(latest));
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    assert.ok(versions.length < last, `${versions.length} checks for ${last} versions`);
  });

  test('is cleared when the document closes, and nothing follows', async (t) => {
    const client = await openSession(t, { pull: false });
    open(client, bad);
    await published(client);
    replace(client, bad.repeat(2), 2);
    client.notify('textDocument/didClose', { textDocument: { uri: confUri } });
    let latest = await published(client);
    if (latest.version === 2) latest = await published(client);
    assert.deepEqual(latest, { uri: confUri, diagnostics: [] });
    open(client, good, confUri, 'dhis-conf', 1);
    assert.equal((await published(client)).version, 1);
  });

  test('follows a change of settings', async (t) => {
    const client = await openSession(t, { pull: false });
    open(client, bad);
    assert.ok(hasEscape(await published(client)));
    client.notify('workspace/didChangeConfiguration', { settings: { dhis2Hosting: { rules: { 'malformed-unicode-escape': 'off' } } } });
    assert.ok(!hasEscape(await published(client)));
  });
});
