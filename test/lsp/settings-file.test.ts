import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, Hover, TextDocumentEdit } from 'vscode-languageserver';
import { type InitializeOptions, type LspClient, open, openSession, replace } from '../support/lsp-client.ts';
import { type Files, temporaryFolder } from '../support/temporary-folder.ts';

const conf = 'ministry.ticket = 1\n';
const level = (severity: string) => `rules: { unknown-key: ${severity} }\n`;
const numbers = { error: 1, warning: 2, info: 3, hint: 4 };

type Site = {
  readonly client: LspClient;
  uri(name: string): string;
  file(name: string): string;
  /** Severity of the finding in a `dhis.conf`; undefined without one. */
  severity(name: string): Promise<number | undefined>;
};

async function site(t: TestContext, files: Files, options: InitializeOptions & { readonly root?: string } = {}): Promise<Site> {
  const folder = await temporaryFolder(t, files);
  const uri = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const client = await openSession(t, { files: true, folders: [uri(options.root ?? '.')], ...options });
  return {
    client,
    uri,
    file: (name) => path.join(folder, name),
    async severity(name) {
      const textDocument = { uri: uri(name) };
      const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
      return items.find(({ code }) => code === 'unknown-key')?.severity;
    },
  };
}

describe('.dhis2-lint.yaml', () => {
  test('counts for its folder and all below, the nearest alone, and wins over the editor', async (t) => {
    const { client, uri, severity } = await site(
      t,
      { '.dhis2-lint.yaml': level('error'), 'a/b/.dhis2-lint.yaml': level('info') },
      { settings: () => ({ rules: { 'unknown-key': 'warning' } }) },
    );
    for (const name of ['dhis.conf', 'a/dhis.conf', 'a/b/dhis.conf', 'a/b/c/dhis.conf']) open(client, conf, uri(name));
    assert.equal(await severity('dhis.conf'), numbers.error);
    assert.equal(await severity('a/dhis.conf'), numbers.error);
    assert.equal(await severity('a/b/dhis.conf'), numbers.info);
    assert.equal(await severity('a/b/c/dhis.conf'), numbers.info);
  });

  test('is not looked for above the workspace folder, and without one only beside the document', async (t) => {
    const files = { '.dhis2-lint.yaml': level('error') };
    const inside = await site(t, files, { root: 'site' });
    open(inside.client, conf, inside.uri('site/dhis.conf'));
    assert.equal(await inside.severity('site/dhis.conf'), numbers.hint);

    const without = await site(t, files, { root: 'elsewhere' });
    for (const name of ['dhis.conf', 'a/dhis.conf']) open(without.client, conf, without.uri(name));
    assert.equal(await without.severity('dhis.conf'), numbers.error);
    assert.equal(await without.severity('a/dhis.conf'), numbers.hint);
  });

  test('is watched by its one name, and a change on the disk has findings asked for again', async (t) => {
    const { client, uri, file, severity } = await site(t, {});
    const { registrations } = await client.asked<{ registrations: readonly { method: string; registerOptions: unknown }[] }>(
      'client/registerCapability',
    );
    assert.deepEqual(
      registrations.map(({ method, registerOptions }) => [method, registerOptions]),
      [['workspace/didChangeWatchedFiles', { watchers: [{ globPattern: '**/.dhis2-lint.yaml' }] }]],
    );
    open(client, conf, uri('a/dhis.conf'));
    assert.equal(await severity('a/dhis.conf'), numbers.hint);

    const tell = async (type: number) => {
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('.dhis2-lint.yaml'), type }] });
      await client.asked('workspace/diagnostic/refresh');
    };
    await writeFile(file('.dhis2-lint.yaml'), level('error'));
    await tell(1);
    assert.equal(await severity('a/dhis.conf'), numbers.error);
    await writeFile(file('.dhis2-lint.yaml'), level('info'));
    await tell(2);
    assert.equal(await severity('a/dhis.conf'), numbers.info);
    await rm(file('.dhis2-lint.yaml'));
    await tell(3);
    assert.equal(await severity('a/dhis.conf'), numbers.hint);
  });

  test('as it stands in an editor wins over the disk, and a half-typed text leaves what held before', async (t) => {
    const { client, uri, severity } = await site(t, { '.dhis2-lint.yaml': level('error') });
    const settings = uri('.dhis2-lint.yaml');
    open(client, conf, uri('dhis.conf'));
    assert.equal(await severity('dhis.conf'), numbers.error);
    open(client, level('info'), settings, 'yaml');
    await client.asked('workspace/diagnostic/refresh');
    assert.equal(await severity('dhis.conf'), numbers.info);
    replace(client, 'rules: { unknown-key: warn', 2, settings);
    replace(client, level('warning'), 3, settings);
    await client.asked('workspace/diagnostic/refresh');
    assert.equal(await severity('dhis.conf'), numbers.warning);
    replace(client, 'rules: { unknown-key:', 4, settings);
    assert.equal(await severity('dhis.conf'), numbers.warning);
    client.notify('textDocument/didClose', { textDocument: { uri: settings } });
    await client.asked('workspace/diagnostic/refresh');
    assert.equal(await severity('dhis.conf'), numbers.error);
  });

  test('is read again with each document by a client that tells nothing of the disk', async (t) => {
    const { client, uri, file, severity } = await site(t, { '.dhis2-lint.yaml': level('error') }, { files: false });
    open(client, conf, uri('dhis.conf'));
    assert.equal(await severity('dhis.conf'), numbers.error);
    await writeFile(file('.dhis2-lint.yaml'), level('info'));
    client.notify('textDocument/didClose', { textDocument: { uri: uri('dhis.conf') } });
    open(client, conf, uri('dhis.conf'));
    assert.equal(await severity('dhis.conf'), numbers.info);
  });

  test('follows the folders of the workspace', async (t) => {
    const { client, uri, severity } = await site(t, { '.dhis2-lint.yaml': level('error') }, { root: 'a/b' });
    open(client, conf, uri('a/b/dhis.conf'));
    assert.equal(await severity('a/b/dhis.conf'), numbers.hint);
    const event = { added: [{ uri: uri('.').replace(/\/*$/, '/'), name: '' }], removed: [{ uri: uri('a/b'), name: '' }] };
    client.notify('workspace/didChangeWorkspaceFolders', { event });
    await client.asked('workspace/diagnostic/refresh');
    assert.equal(await severity('a/b/dhis.conf'), numbers.error);
  });

  test('names the version, and the client is told where it comes from', async (t) => {
    const { client, uri } = await site(t, { '.dhis2-lint.yaml': 'dhis2Version: "2.39"\n' });
    open(client, conf, uri('dhis.conf'));
    const checked = await client.request('dhis2Hosting/version', { textDocument: { uri: uri('dhis.conf') } });
    assert.deepEqual(checked, { version: '2.39', origin: 'repository' });
  });

  test('has findings and hover of its own', async (t) => {
    const { client, uri } = await site(t, {});
    const textDocument = { uri: uri('.dhis2-lint.yaml') };
    open(client, 'rules:\n  unknwon-key: off\n', textDocument.uri, 'yaml');
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    assert.deepEqual(
      items.map(({ code }) => code),
      ['unusable-lint-settings'],
    );
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: { line: 0, character: 1 } });
    assert.match(JSON.stringify(hover.contents), /Severity of single rules/);
  });
});

describe('the action that allows a key', () => {
  async function action({ client, uri }: Site, name: string): Promise<CodeAction | undefined> {
    const position = { line: 0, character: 2 };
    const params = { textDocument: { uri: uri(name) }, range: { start: position, end: position }, context: { diagnostics: [] } };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', params);
    return actions.find(({ title }) => title === 'Allow key `ministry.ticket` in .dhis2-lint.yaml');
  }

  test('makes the file in the workspace folder', async (t) => {
    const place = await site(t, {});
    open(place.client, conf, place.uri('a/dhis.conf'));
    const [create, edit] = (await action(place, 'a/dhis.conf'))?.edit?.documentChanges ?? [];
    const uri = place.uri('.dhis2-lint.yaml');
    assert.deepEqual(create, { kind: 'create', uri, options: { ignoreIfExists: true } });
    assert.deepEqual((edit as TextDocumentEdit).textDocument, { uri, version: null });
    assert.deepEqual(
      (edit as TextDocumentEdit).edits.map((one) => ('newText' in one ? one.newText : '')).join(),
      'allowedKeys:\n  - ministry.ticket\n',
    );
  });

  test('extends the file that counts', async (t) => {
    const place = await site(t, { 'a/.dhis2-lint.yaml': 'allowedKeys:\n  - b\n' });
    open(place.client, conf, place.uri('a/dhis.conf'));
    const position = { line: 1, character: 5 };
    assert.deepEqual((await action(place, 'a/dhis.conf'))?.edit, {
      changes: { [place.uri('a/.dhis2-lint.yaml')]: [{ range: { start: position, end: position }, newText: '\n  - ministry.ticket' }] },
    });
  });

  test('is not offered by a client that cannot make files', async (t) => {
    const place = await site(t, {}, { files: false });
    open(place.client, conf, place.uri('dhis.conf'));
    assert.equal(await action(place, 'dhis.conf'), undefined);
  });
});
