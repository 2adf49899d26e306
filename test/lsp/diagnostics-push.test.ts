import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { delayAfter } from '../../server/src/lsp/diagnostics.ts';
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

  test('a burst of changes in a long text ends with the newest, without a check for each', async (t) => {
    const client = await openSession(t, { pull: false });
    open(client, `${bad}${'# a comment\nconnection.url = x\n'.repeat(20_000)}`);
    assert.ok(hasEscape(await published(client)));
    const last = 60;
    for (let version = 2; version <= last; version++) {
      const end = version === last ? { line: 1, character: 0 } : { line: 0, character: 0 };
      const change = { range: { start: { line: 0, character: 0 }, end }, text: '' };
      client.notify('textDocument/didChange', { textDocument: { uri: confUri, version }, contentChanges: [change] });
    }
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
    assert.ok(versions.length < last / 2, `${versions.length} checks for ${last} versions`);
  });

  test('waits twice as long as the last check took, a quarter of a second at most', () => {
    assert.deepEqual([0, 3, 40, 125, 4000].map(delayAfter), [0, 6, 80, 250, 250]);
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
