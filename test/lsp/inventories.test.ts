/** Files of one inventory are read together. A file of variables with nothing telling in it is known by the hosts file beside it. */
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';
const broken = 'a: 1\na: 2\n';

async function rules(client: Peer, uri: string): Promise<readonly unknown[]> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return items.map(({ code }) => code).filter((code) => code === 'vars-syntax-error');
}

describe('the files of an inventory', () => {
  test('on the disk, read again when a document is opened', async (t) => {
    const folder = await temporaryFolder(t, { 'inventory/hosts': hosts, 'inventory/host_vars/dhis': broken });
    const vars = `${pathToFileURL(folder).href}/inventory/host_vars/dhis`;
    const client = await openSession(t);
    open(client, broken, vars, 'plaintext');
    assert.deepEqual(await rules(client, vars), ['vars-syntax-error']);
    await rm(path.join(folder, 'inventory', 'hosts'));
    client.notify('textDocument/didClose', { textDocument: { uri: vars } });
    open(client, broken, vars, 'plaintext');
    assert.deepEqual(await rules(client, vars), []);
    await writeFile(path.join(folder, 'inventory', 'hosts'), hosts);
    client.notify('textDocument/didClose', { textDocument: { uri: vars } });
    open(client, broken, vars, 'plaintext');
    assert.deepEqual(await rules(client, vars), ['vars-syntax-error']);
  });

  test('as they are sent, and as they are typed', async (t) => {
    const [hostsUri, varsUri] = ['file:///nowhere/inventory/hosts', 'file:///nowhere/inventory/host_vars/dhis'];
    const client = await openSession(t, { folders: ['file:///nowhere'] });
    open(client, broken, varsUri, 'plaintext');
    assert.deepEqual(await rules(client, varsUri), []);
    client.notify('dhis2Hosting/manifests', { manifests: [], inventories: [{ uri: hostsUri, text: hosts }, 3, null] });
    assert.deepEqual(await rules(client, varsUri), ['vars-syntax-error']);
    open(client, hosts, hostsUri, 'plaintext');
    replace(client, '[instances]\n', 2, hostsUri);
    const fresh = 'file:///nowhere/inventory/host_vars/hmis';
    open(client, broken, fresh, 'plaintext');
    assert.deepEqual(await rules(client, fresh), []);
    client.notify('textDocument/didClose', { textDocument: { uri: hostsUri } });
    assert.deepEqual(await rules(client, fresh), ['vars-syntax-error']);
  });

  for (const files of [true, false]) {
    test(`a host is renamed with its file${files ? '' : ', unless the client moves none'}`, async (t) => {
      const folder = await temporaryFolder(t, { 'inventory/hosts': hosts, 'inventory/host_vars/dhis': 'heap_memory_size: 4G\n' });
      const address = `${pathToFileURL(folder).href}/inventory`;
      const client = await openSession(t, { files });
      open(client, hosts, `${address}/hosts`, 'plaintext');
      const params = { textDocument: { uri: `${address}/hosts` }, position: { line: 1, character: 1 }, newName: 'hmis' };
      const asked = client.request<{ documentChanges: unknown[] }>('textDocument/rename', params);
      if (!files) await assert.rejects(asked, /host_vars\/dhis/);
      else {
        const { documentChanges } = await asked;
        assert.equal(documentChanges.length, 2);
        assert.deepEqual(documentChanges[1], {
          kind: 'rename',
          oldUri: `${address}/host_vars/dhis`,
          newUri: `${address}/host_vars/hmis`,
        });
      }
    });
  }
});
