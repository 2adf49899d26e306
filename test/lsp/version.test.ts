import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newestRelease } from '../../server/src/service/index.ts';
import { confUri, open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const checked = (client: Peer, uri: string = confUri) => client.request('dhis2Hosting/version', { textDocument: { uri } });

describe('dhis2Hosting/version', () => {
  test('comes from the line in the file, else from the setting, else it is the newest', async (t) => {
    const client = await openSession(t, { settings: (uri) => (uri.includes('/set/') ? { dhis2Version: '2.40.3' } : null) });
    open(client, 'foo = 1\n# dhis2-version: 2.38\n', 'file:///set/line/dhis.conf');
    open(client, 'foo = 1\n', 'file:///set/dhis.conf');
    open(client, 'foo = 1\n', 'file:///none/dhis.conf');
    assert.deepEqual(await checked(client, 'file:///set/line/dhis.conf'), { version: '2.38', origin: 'line', line: 1 });
    assert.deepEqual(await checked(client, 'file:///set/dhis.conf'), { version: '2.40.3', origin: 'setting' });
    assert.deepEqual(await checked(client, 'file:///none/dhis.conf'), { version: newestRelease, origin: 'newest' });
  });

  test('is null for a manifest and for a document that is not open', async (t) => {
    const client = await openSession(t);
    open(client, 'version: 1\n', 'file:///a/dhis2-hosting.yaml', 'yaml');
    assert.equal(await checked(client, 'file:///a/dhis2-hosting.yaml'), null);
    assert.equal(await checked(client, 'file:///nowhere/dhis.conf'), null);
  });

  test('a change is told once to a client that asked, and not to others', async (t) => {
    const client = await openSession(t);
    const other = 'file:///other/dhis.conf';
    open(client, '# dhis2-version: 2.38\n');
    open(client, '# dhis2-version: 2.38\n', other);
    await checked(client);
    replace(client, '# dhis2-version: 2.40\n', 2, other);
    replace(client, '# dhis2-version: 2.38\nfoo = 1\n', 2);
    replace(client, '# dhis2-version: 2.41\nfoo = 1\n', 3);
    replace(client, '# dhis2-version: 2.41\nfoo = 2\n', 4);
    assert.deepEqual(await client.notified('dhis2Hosting/versionChanged'), {
      uri: confUri,
      checked: { version: '2.41', origin: 'line', line: 0 },
    });
    await checked(client);
    assert.deepEqual(client.untaken('dhis2Hosting/versionChanged'), []);
  });
});
