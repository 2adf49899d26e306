import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

type Answer = { readonly version: number; readonly ranges: readonly { start: { line: number; character: number }; end: unknown }[] } | null;

const ask = (client: Peer, uri: string = confUri) => client.request<Answer>('dhis2Hosting/secretRanges', { textDocument: { uri } });

describe('dhis2Hosting/secretRanges', () => {
  test('the values of secret keys, in comments too, and no others', async (t) => {
    const client = await openSession(t);
    open(
      client,
      'connection.username = dhis\nconnection.password = s3cret \\\n  more\n# connection.password = old\n',
      confUri,
      'dhis-conf',
      7,
    );
    const answer = await ask(client);
    assert.equal(answer?.version, 7);
    assert.deepEqual(answer.ranges, [
      { start: { line: 1, character: 22 }, end: { line: 2, character: 6 } },
      { start: { line: 3, character: 0 }, end: { line: 3, character: 27 } },
    ]);
  });

  test('of a text that is sent along, though the document is not open', async (t) => {
    const client = await openSession(t);
    const params = { textDocument: { uri: 'git:/srv/dhis.conf?HEAD' }, text: 'a = b\nldap.manager.password = x\n' };
    assert.deepEqual(await client.request<Answer>('dhis2Hosting/secretRanges', params), {
      ranges: [{ start: { line: 1, character: 24 }, end: { line: 1, character: 25 } }],
    });
  });

  test('null for a manifest and for a document that is not open', async (t) => {
    const client = await openSession(t);
    open(client, 'version: 1\n', 'file:///a/dhis2-hosting.yaml', 'yaml');
    assert.equal(await ask(client, 'file:///a/dhis2-hosting.yaml'), null);
    assert.equal(await ask(client), null);
  });
});
