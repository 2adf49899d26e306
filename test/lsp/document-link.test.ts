import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { confUri, open, openSession } from '../support/lsp-client.ts';

const links = (start: number, end: number, target: string) => [
  { range: { start: { line: 0, character: start }, end: { line: 0, character: end } }, target },
];

describe('textDocument/documentLink', () => {
  test('an address', async (t) => {
    const client = await openSession(t);
    const line = '# https://docs.dhis2.org';
    open(client, `${line}\n`);
    const found = await client.request('textDocument/documentLink', { textDocument: { uri: confUri } });
    assert.deepEqual(found, links(2, 24, 'https://docs.dhis2.org'));
  });

  test('a file on the machine of the server', async (t) => {
    const client = await openSession(t);
    const path = fileURLToPath(import.meta.url);
    const line = `oauth2.server.jwt.keystore.path = ${path}`;
    open(client, `${line}\n`);
    const found = await client.request('textDocument/documentLink', { textDocument: { uri: confUri } });
    assert.deepEqual(found, links(line.length - path.length, line.length, import.meta.url));
  });
});
