/** Importing from other tools and exporting to them, over the wire. */
import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../support/imports.ts';
import { open, openSession } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Answer = { readonly kind: string; readonly path?: string; readonly text?: string; readonly markdown?: string } | null;

const ask = (client: Peer, way: 'import' | 'export', uri: string) =>
  client.request<Answer>(`dhis2Hosting/${way}`, { textDocument: { uri } });

describe('dhis2Hosting/import', () => {
  test('an inventory with the files beside it', async (t) => {
    const folder = await temporaryFolder(t, {});
    await cp(path.join(root, 'test/fixtures/server-tools/several'), folder, { recursive: true });
    const hosts = path.join(folder, 'inventory/hosts');
    const uri = pathToFileURL(hosts).href;
    const client = await openSession(t, { locale: 'fr' });
    open(client, await readFile(hosts, 'utf8'), uri, 'plaintext');
    const answer = await ask(client, 'import', uri);
    assert.equal(answer?.path, 'dhis2-hosting.yaml');
    // From group_vars and host_vars.
    assert.match(answer?.text ?? '', /- name: hmis\n(?: {4}.*\n)*? {4}heap: 16 GiB\n/);
    assert.match(answer?.text ?? '', /maxConnections: 300/);
    assert.match(answer?.markdown ?? '', /^# Importé de `inventory\/hosts`\n/);
    assert.match(answer?.markdown ?? '', /- `db_password`: .* est un secret/);
  });

  test('containers.json, as it is typed', async (t) => {
    const client = await openSession(t);
    const uri = 'file:///srv/setup/configs/containers.json';
    const text = await readFile(path.join(root, 'test/fixtures/tools-ng/setup/configs/containers.json'), 'utf8');
    open(client, text, uri, 'json');
    assert.match((await ask(client, 'import', uri))?.text ?? '', /serverNames: \[dhis\.health\.example\.org\]/);
    client.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: text.replace('{', '') }] });
    assert.deepEqual(await ask(client, 'import', uri), { kind: 'broken' });
  });

  test('other files, and files that are not open', async (t) => {
    const client = await openSession(t);
    open(client, '{}', 'file:///srv/containers.json', 'json');
    assert.equal(await ask(client, 'import', 'file:///srv/containers.json'), null);
    assert.equal(await ask(client, 'import', 'file:///srv/inventory/hosts'), null);
  });
});

describe('dhis2Hosting/export', () => {
  const uri = 'file:///srv/dhis2-hosting.yaml';
  const hosts = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1, user: admin }\n';
  const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web, port: 8081 }\n';

  test('the manifests together', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    client.notify('dhis2Hosting/manifests', { manifests: [{ uri: 'file:///srv/a.dhis2-hosting.yaml', text: hosts }] });
    open(client, instances, uri, 'yaml');
    const answer = await ask(client, 'export', uri);
    assert.equal(answer?.path, 'inventory/hosts');
    assert.match(answer?.text ?? '', /hmis ansible_host=192\.0\.2\.1 ansible_connection=ssh ansible_user=admin/);
    assert.match(answer?.markdown ?? '', /- `hmis`: `port` of `hmis` has no variable/);
  });

  test('one with mistakes, and other documents', async (t) => {
    const client = await openSession(t);
    open(client, instances, uri, 'yaml');
    assert.deepEqual(await ask(client, 'export', uri), { kind: 'broken' });
    open(client, 'a = b\n');
    assert.equal(await ask(client, 'export', 'file:///opt/dhis2/dhis.conf'), null);
  });
});
