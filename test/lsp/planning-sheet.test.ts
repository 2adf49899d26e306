import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';

const uri = 'file:///srv/dhis2-hosting.yaml';
const hosts = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\n';

test('dhis2Hosting/planningSheet makes a page of the manifests together, in the language of the session', async (t) => {
  const client = await openSession(t, { locale: 'fr', folders: ['file:///srv'] });
  client.notify('dhis2Hosting/manifests', { manifests: [{ uri: 'file:///srv/a.dhis2-hosting.yaml', text: hosts }] });
  open(client, 'version: 1\ninstances:\n  - { name: hmis, host: web }\n', uri, 'yaml');
  open(client, 'a = b\n');
  const ask = (asked: string) =>
    client.request<{ readonly markdown: string } | null>('dhis2Hosting/planningSheet', { textDocument: { uri: asked } });
  const markdown = (await ask(uri))?.markdown ?? '';
  assert.match(markdown, /^# Fiche de planification\n/);
  assert.match(markdown, /\| web · 192\.0\.2\.1 \|/);
  assert.equal(await ask(confUri), null);
  assert.equal(await ask('file:///srv/closed.dhis2-hosting.yaml'), null);
});
