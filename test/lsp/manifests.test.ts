/** The version of a `dhis.conf` that a manifest names. `changelog.tracker` is gone from 2.43 on, and no mistake before. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { newestRelease } from '../../server/src/service/index.ts';
import { confUri, open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const conf = 'changelog.tracker = on\n';
const manifestUri = 'file:///srv/dhis2-hosting.yaml';
const manifest = (version: string, config = 'dhis2/dhis.conf') =>
  `version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web, config: ${config}, dhis2Version: "${version}" }\n`;

type Checked = {
  readonly version: string;
  readonly origin: string;
  readonly manifest?: { readonly uri: string; readonly instance: string };
};

const checked = (client: Peer, uri: string = confUri) => client.request<Checked>('dhis2Hosting/version', { textDocument: { uri } });
const send = (client: Peer, ...manifests: readonly { readonly uri: string; readonly text: string }[]) =>
  client.notify('dhis2Hosting/manifests', { manifests });

async function rules(client: Peer, uri: string = confUri): Promise<readonly unknown[]> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return items.map(({ code }) => code);
}

describe('dhis2Hosting/manifests', () => {
  test('a sent manifest gives the version, with its instance and place', async (t) => {
    const client = await openSession(t);
    const text = manifest('2.41');
    send(client, { uri: manifestUri, text });
    open(client, conf);
    const start = text.indexOf('"2.41"');
    assert.deepEqual(await checked(client), {
      version: '2.41',
      origin: 'manifest',
      manifest: { uri: manifestUri, instance: 'hmis', span: { start, end: start + 6 } },
    });
    assert.deepEqual(await rules(client), []);
  });

  test('another list brings findings and version up to date', async (t) => {
    const client = await openSession(t);
    send(client, { uri: manifestUri, text: manifest('2.41') });
    open(client, conf);
    assert.equal((await checked(client)).version, '2.41');
    const { resultId } = await client.request<{ resultId: string }>('textDocument/diagnostic', { textDocument: { uri: confUri } });

    send(client, { uri: manifestUri, text: manifest('2.43') });
    await client.asked('workspace/diagnostic/refresh');
    const { checked: now } = await client.notified<{ checked: Checked }>('dhis2Hosting/versionChanged');
    assert.deepEqual([now.version, now.origin], ['2.43', 'manifest']);
    const report = await client.request<{ kind: string; items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: confUri },
      previousResultId: resultId,
    });
    assert.deepEqual([report.kind, report.items.map(({ code }) => code)], ['full', ['removed-key']]);

    send(client);
    const { checked: gone } = await client.notified<{ checked: Checked }>('dhis2Hosting/versionChanged');
    assert.deepEqual(gone, { version: newestRelease, origin: 'newest' });
  });

  test('the same list again disturbs nobody', async (t) => {
    const client = await openSession(t);
    const text = manifest('2.41');
    send(client, { uri: manifestUri, text });
    await client.asked('workspace/diagnostic/refresh');
    send(client, { uri: manifestUri, text: `# a remark\n${text}`.replace('# a remark\n', '') });
    await checked(client);
    client.notify('dhis2Hosting/manifests', { manifests: [{ uri: 3 }, null, 'x', { uri: manifestUri, text }] });
    open(client, conf);
    assert.equal((await checked(client)).version, '2.41');
    assert.deepEqual(client.untaken('workspace/diagnostic/refresh'), []);
  });

  test('nonsense counts as an empty list', async (t) => {
    const client = await openSession(t);
    open(client, conf);
    for (const params of [null, 3, [], { manifests: {} }, { manifests: [[]] }]) client.notify('dhis2Hosting/manifests', params);
    assert.equal((await checked(client)).origin, 'newest');
  });

  test('an open manifest counts as it is typed, over the one that was sent', async (t) => {
    const client = await openSession(t);
    send(client, { uri: manifestUri, text: manifest('2.40') });
    open(client, conf);
    assert.equal((await checked(client)).version, '2.40');
    open(client, manifest('2.41'), manifestUri, 'yaml');
    assert.equal((await client.notified<{ checked: Checked }>('dhis2Hosting/versionChanged')).checked.version, '2.41');
    // Half a word: what the manifest said before holds.
    replace(client, `${manifest('2.41')}  - { name: x`, 2, manifestUri);
    assert.equal((await checked(client)).version, '2.41');
    replace(client, manifest('2.42'), 3, manifestUri);
    assert.equal((await client.notified<{ checked: Checked }>('dhis2Hosting/versionChanged')).checked.version, '2.42');
    client.notify('textDocument/didClose', { textDocument: { uri: manifestUri } });
    assert.equal((await client.notified<{ checked: Checked }>('dhis2Hosting/versionChanged')).checked.version, '2.40');
  });

  test('a client that promised manifests is waited for, so that no finding of another version flashes up', async (t) => {
    const client = await openSession(t, { initializationOptions: { sendsManifests: true } });
    open(client, conf);
    const early = rules(client);
    send(client, { uri: manifestUri, text: manifest('2.41') });
    assert.deepEqual(await early, []);
  });

  test('a client that promised and is silent does not keep its user without findings', async (t) => {
    const client = await openSession(t, { initializationOptions: { sendsManifests: true } });
    open(client, conf);
    assert.deepEqual(await rules(client), ['removed-key']);
  });
});

describe('manifests on the disk', () => {
  test('those above a file count for clients that send none', async (t) => {
    const folder = await temporaryFolder(t, {
      'plan/dhis2-hosting.yaml': manifest('2.41', 'a/b/dhis.conf'),
      'dhis2-hosting.yml': manifest('2.38', 'plan/a/b/dhis.conf'),
    });
    const uri = (...names: readonly string[]) => [pathToFileURL(folder).href, ...names].join('/');
    const client = await openSession(t, { folders: [uri()] });
    open(client, conf, uri('plan', 'a', 'b', 'dhis.conf'));
    open(client, conf, uri('plan', 'dhis.conf'));
    assert.deepEqual(await rules(client, uri('plan', 'a', 'b', 'dhis.conf')), []);
    assert.deepEqual((await checked(client, uri('plan', 'a', 'b', 'dhis.conf'))).version, '2.41');
    assert.deepEqual(await rules(client, uri('plan', 'dhis.conf')), ['removed-key']);
  });

  test('are read again when a file below them is opened, and when they are closed', async (t) => {
    const folder = await temporaryFolder(t, { 'dhis2-hosting.yaml': manifest('2.41', 'dhis.conf') });
    const [uri, plan] = [`${pathToFileURL(folder).href}/dhis.conf`, `${pathToFileURL(folder).href}/dhis2-hosting.yaml`];
    const client = await openSession(t, { folders: [pathToFileURL(folder).href] });
    open(client, conf, uri);
    assert.equal((await checked(client, uri)).version, '2.41');
    open(client, manifest('2.42', 'dhis.conf'), plan, 'yaml');
    assert.equal((await checked(client, uri)).version, '2.42');
    await writeFile(path.join(folder, 'dhis2-hosting.yaml'), manifest('2.43', 'dhis.conf'));
    client.notify('textDocument/didClose', { textDocument: { uri: plan } });
    assert.deepEqual(await rules(client, uri), ['removed-key']);
    await writeFile(path.join(folder, 'dhis2-hosting.yaml'), manifest('2.40', 'dhis.conf'));
    client.notify('textDocument/didClose', { textDocument: { uri } });
    open(client, conf, uri);
    assert.equal((await checked(client, uri)).version, '2.40');
  });

  test('none above the workspace folder counts', async (t) => {
    const folder = await temporaryFolder(t, { 'dhis2-hosting.yaml': manifest('2.41', 'work/dhis.conf'), 'work/.keep': '' });
    const work = `${pathToFileURL(folder).href}/work`;
    const client = await openSession(t, { folders: [work] });
    open(client, conf, `${work}/dhis.conf`);
    assert.equal((await checked(client, `${work}/dhis.conf`)).origin, 'newest');
  });
});

describe('documents that are checked together', () => {
  const hosts = (name: string) => `version: 1\nhosts:\n  - { name: ${name}, address: 192.0.2.1 }\n`;
  const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web, config: dhis.conf }\n';
  const [hostsUri, instancesUri] = ['file:///srv/plan/hosts.dhis2-hosting.yaml', 'file:///srv/plan/dhis2-hosting.yaml'];
  const plan = (host = 'web') => [
    { uri: hostsUri, text: hosts(host) },
    { uri: instancesUri, text: instances },
  ];
  type Report = { readonly kind: string; readonly resultId: string; readonly items?: Diagnostic[] };
  const pull = (client: Peer, uri: string, previousResultId?: string) =>
    client.request<Report>('textDocument/diagnostic', { textDocument: { uri }, previousResultId });

  test('a name of another manifest is known, and unknown again as that one is typed', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    send(client, ...plan());
    open(client, instances, instancesUri, 'yaml');
    const first = await pull(client, instancesUri);
    assert.deepEqual(first.items, []);
    assert.equal((await pull(client, instancesUri, first.resultId)).kind, 'unchanged');

    open(client, hosts('web'), hostsUri, 'yaml');
    assert.equal((await pull(client, instancesUri, first.resultId)).kind, 'unchanged', 'the text is the one that was sent');
    replace(client, hosts('wab'), 2, hostsUri);
    const second = await pull(client, instancesUri, first.resultId);
    assert.deepEqual(
      second.items?.map(({ code }) => code),
      ['unknown-reference'],
    );
    client.notify('textDocument/didClose', { textDocument: { uri: hostsUri } });
    assert.deepEqual((await pull(client, instancesUri, second.resultId)).items, []);
  });

  test('a manifest that is no longer sent names nothing', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    send(client, ...plan());
    open(client, instances, instancesUri, 'yaml');
    const { resultId } = await pull(client, instancesUri);
    send(client, ...plan().slice(1));
    assert.deepEqual(
      (await pull(client, instancesUri, resultId)).items?.map(({ code }) => code),
      ['unknown-reference'],
    );
  });

  test('a client that cannot pull gets the other documents checked again', async (t) => {
    const client = await openSession(t, { pull: false, folders: ['file:///srv'] });
    const published = () => client.notified<{ uri: string; diagnostics: Diagnostic[] }>('textDocument/publishDiagnostics');
    send(client, ...plan());
    open(client, instances, instancesUri, 'yaml');
    assert.deepEqual((await published()).diagnostics, []);
    open(client, hosts('wab'), hostsUri, 'yaml');
    const both = [await published(), await published()];
    const again = both.find(({ uri }) => uri === instancesUri);
    assert.deepEqual(
      again?.diagnostics.map(({ code }) => code),
      ['unknown-reference'],
    );
  });

  test('a client that pulls is told once the typing pauses', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    send(client, ...plan());
    await client.asked('workspace/diagnostic/refresh');
    open(client, instances, instancesUri, 'yaml');
    open(client, hosts('wab'), hostsUri, 'yaml');
    replace(client, hosts('web'), 2, hostsUri);
    await client.asked('workspace/diagnostic/refresh');
    assert.deepEqual(client.untaken('workspace/diagnostic/refresh'), []);
  });

  test('the dhis.conf that a manifest names counts, and no other one', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    client.notify('dhis2Hosting/manifests', { manifests: plan(), confs: [{ uri: 'file:///srv/plan/dhis.conf', text: conf }] });
    open(client, instances, instancesUri, 'yaml');
    const { resultId } = await pull(client, instancesUri);
    open(client, conf, 'file:///srv/plan/dhis.conf');
    open(client, conf, 'file:///srv/other/dhis.conf');
    replace(client, '# other\n', 2, 'file:///srv/other/dhis.conf');
    assert.equal((await pull(client, instancesUri, resultId)).kind, 'unchanged');
    replace(client, '# other\n', 2, 'file:///srv/plan/dhis.conf');
    assert.equal((await pull(client, instancesUri, resultId)).kind, 'full');
  });

  test('a manifest outside the workspace does not know the names of the workspace', async (t) => {
    const client = await openSession(t, { folders: ['file:///srv'] });
    send(client, ...plan());
    open(client, instances, 'file:///tmp/dhis2-hosting.yaml', 'yaml');
    const { items } = await pull(client, 'file:///tmp/dhis2-hosting.yaml');
    assert.deepEqual(
      items?.map(({ code }) => code),
      ['unknown-reference'],
    );
  });

  test('one that was closed counts as it was saved, however often it is opened again', async (t) => {
    const folder = await temporaryFolder(t, { 'a/dhis2-hosting.yaml': hosts('web'), 'b/dhis2-hosting.yaml': instances });
    const [root, a, b] = ['', '/a/dhis2-hosting.yaml', '/b/dhis2-hosting.yaml'].map((name) => pathToFileURL(folder).href + name);
    assert.ok(root !== undefined && a !== undefined && b !== undefined);
    const client = await openSession(t, { folders: [root] });
    const told = async () => (await pull(client, b)).items?.map(({ code }) => code);
    open(client, instances, b, 'yaml');
    assert.deepEqual(await told(), ['unknown-reference'], 'nobody has looked beside it yet');
    for (let time = 0; time < 3; time++) {
      open(client, hosts('web'), a, 'yaml');
      assert.deepEqual((await pull(client, a)).items, []);
      assert.deepEqual(await told(), []);
      if (time === 1) {
        replace(client, hosts('wab'), 2, a);
        assert.deepEqual(await told(), ['unknown-reference']);
      }
      client.notify('textDocument/didClose', { textDocument: { uri: a } });
      assert.deepEqual(await told(), []);
    }
  });

  test('without a client that sends them, those above a file on the disk are known', async (t) => {
    const folder = await temporaryFolder(t, { 'dhis2-hosting.yaml': hosts('web'), 'a/dhis2-hosting.yml': instances });
    const root = pathToFileURL(folder).href;
    const client = await openSession(t, { folders: [root] });
    open(client, instances, `${root}/a/dhis2-hosting.yml`, 'yaml');
    assert.deepEqual((await pull(client, `${root}/a/dhis2-hosting.yml`)).items, []);
  });
});
