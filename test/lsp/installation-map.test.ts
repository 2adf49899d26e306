import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confUri, open, openSession } from '../support/lsp-client.ts';

type Answer = {
  readonly svg: string;
  readonly places: Record<string, { readonly uri: string; readonly span: { readonly start: number; readonly end: number } }>;
};

const uri = 'file:///srv/dhis2-hosting.yaml';
const hosts = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\n';
const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web }\n';

test('dhis2Hosting/installationMap draws the manifests together, in the language of the session', async (t) => {
  const client = await openSession(t, { locale: 'fr', folders: ['file:///srv'] });
  client.notify('dhis2Hosting/manifests', { manifests: [{ uri: 'file:///srv/a.dhis2-hosting.yaml', text: hosts }] });
  open(client, instances, uri, 'yaml');
  open(client, 'a = b\n');
  const ask = (asked: string, standalone?: boolean) =>
    client.request<Answer | null>('dhis2Hosting/installationMap', { textDocument: { uri: asked }, standalone });
  const map = await ask(uri);
  assert.ok(map);
  assert.match(map.svg, /^<svg [^>]*aria-label="Plan de l&#39;installation"/);
  assert.match(map.svg, /data-id="instances\/hmis" role="button"/);
  const place = map.places['hosts/web'];
  assert.equal(place?.uri, 'file:///srv/a.dhis2-hosting.yaml');
  assert.equal(place && hosts.slice(place.span.start, place.span.end), 'web');
  assert.match((await ask(uri, true))?.svg ?? '', /<style>/);
  assert.equal(await ask(confUri), null);
  assert.equal(await ask('file:///srv/closed.dhis2-hosting.yaml'), null);
});
