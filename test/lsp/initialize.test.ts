import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, copyFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { InitializeResult } from 'vscode-languageserver';
import { nodeArguments } from '../../client/src/vscode/language-client/node-arguments.ts';
import { serverBundle, serviceBundles } from '../support/bundles.ts';
import { initialize, open, openSession, startServer } from '../support/lsp-client.ts';
import { deadlineMs } from '../support/lsp-peer.ts';
import { until } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const notInitialized = -32002;
const invalidRequest = -32600;
const methodNotFound = -32601;

describe('initialize', () => {
  test('tells what the server offers', async (t) => {
    const { capabilities, serverInfo } = (await initialize(await startServer(t))) as InitializeResult;
    assert.equal(serverInfo?.name, 'dhis2-hosting');
    assert.match(serverInfo?.version ?? '', /^\d+\.\d+\.\d+/);
    assert.deepEqual(capabilities, {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      completionProvider: { triggerCharacters: ['.', '=', ':'], resolveProvider: true },
      hoverProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.dhis2', 'source.sortSections.dhis2', 'source.addMissing.dhis2'],
      },
      inlayHintProvider: true,
      foldingRangeProvider: true,
      documentLinkProvider: {},
      documentHighlightProvider: true,
      codeLensProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      renameProvider: { prepareProvider: true },
      semanticTokensProvider: {
        legend: {
          tokenTypes: ['property', 'parameter', 'number', 'enumMember', 'string', 'variable'],
          tokenModifiers: ['known', 'unknown', 'deprecated', 'secret'],
        },
        full: true,
        range: true,
      },
      diagnosticProvider: { identifier: 'dhis2-hosting', interFileDependencies: true, workspaceDiagnostics: false },
    });
  });

  test('offers no pull to a client that cannot', async (t) => {
    const { capabilities } = (await initialize(await startServer(t), { pull: false })) as InitializeResult;
    assert.equal(capabilities.diagnosticProvider, undefined);
  });

  test('comes first, and once', async (t) => {
    const client = await startServer(t);
    const early = await client.ask('textDocument/hover', {
      textDocument: { uri: 'file:///dhis.conf' },
      position: { line: 0, character: 0 },
    });
    assert.equal(early.error?.code, notInitialized);
    open(client, 'foo = 1\n');
    await initialize(client);
    assert.equal((await client.ask('initialize', { processId: null, rootUri: null, capabilities: {} })).error?.code, invalidRequest);
    assert.equal((await client.ask('no/such/request', {})).error?.code, methodNotFound);
  });

  test('an opened document that came too early stays unknown', async (t) => {
    const client = await startServer(t);
    open(client, 'foo = \\u\n');
    await initialize(client);
    const report = await client.request('textDocument/diagnostic', { textDocument: { uri: 'file:///srv/dhis2/dhis.conf' } });
    assert.deepEqual(report, { kind: 'full', items: [] });
  });
});

describe('the end of the server', () => {
  test('after shutdown nothing is answered, and exit ends with 0', async (t) => {
    const client = await openSession(t);
    assert.equal(await client.request('shutdown'), null);
    assert.equal((await client.ask('textDocument/hover', {})).error?.code, invalidRequest);
    client.notify('exit');
    assert.equal(await client.ended, 0);
  });

  test('exit without shutdown ends with 1', async (t) => {
    const client = await openSession(t);
    client.notify('exit');
    assert.equal(await client.ended, 1);
  });

  test('an editor that is gone takes the server with it', async (t) => {
    const client = await openSession(t);
    client.hangUp();
    assert.equal(await client.ended, 1);
  });

  test('so does a parent that starts it as the extension does and closes the channel of Node', { timeout: deadlineMs }, async (t) => {
    const server = fork(await serverBundle(), [], { silent: true, execArgv: [...nodeArguments] });
    t.after(() => server.kill('SIGKILL'));
    server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const [answer] = (await once(server, 'message')) as [{ id: number; result: InitializeResult }];
    assert.equal(answer.result.serverInfo?.name, 'dhis2-hosting');
    const ended = once(server, 'exit');
    server.disconnect();
    await ended;
  });

  test('without a way to speak it says how it is started', { timeout: deadlineMs }, async () => {
    const server = spawn(process.execPath, [await serverBundle()], { stdio: 'pipe', env: { ...process.env, LC_ALL: 'fr_FR.UTF-8' } });
    let stderr = '';
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const [code] = await once(server, 'close');
    assert.equal(code, 2);
    assert.match(stderr, /Le serveur de langage .* --stdio/);
  });

  test('a client that waits for no answer gets all of them, in order', async (t) => {
    const client = await startServer(t);
    const answers: string[] = [];
    const ask = async (method: string, params: unknown) => {
      const result = await client.request<{ items?: readonly { code: string }[] }>(method, params);
      answers.push(method);
      return result;
    };
    const textDocument = { uri: 'file:///dhis.conf' };
    const initialized = ask('initialize', { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
    client.notify('initialized', {});
    client.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'dhis-conf', version: 1, text: 'a = 1\n' } });
    client.notify('textDocument/didChange', {
      textDocument: { ...textDocument, version: 2 },
      contentChanges: [{ text: 'max.sesions.per_user = 3\n' }],
    });
    const report = ask('textDocument/diagnostic', { textDocument });
    const shutDown = ask('shutdown', undefined);
    await initialized;
    assert.ok((await report).items?.some(({ code }) => code === 'unknown-key'));
    await shutDown;
    assert.deepEqual(answers, ['initialize', 'textDocument/diagnostic', 'shutdown']);
  });

  test('in a pause it reads ahead what a first manifest needs', { timeout: deadlineMs }, async (t) => {
    const folder = await temporaryFolder(t, {});
    for (const file of [await serverBundle(), ...(await serviceBundles())]) await copyFile(file, path.join(folder, path.basename(file)));
    const mark = path.join(folder, 'was-read');
    await appendFile(path.join(folder, 'service-manifests.js'), `\nrequire('node:fs').writeFileSync(${JSON.stringify(mark)}, '');\n`);
    const client = await startServer(t, path.join(folder, 'server.js'));
    await initialize(client);
    await until(() => existsSync(mark), 'the part about manifests', deadlineMs);
    assert.equal(client.stderr(), '');
  });

  test('copied without its service it says what is missing, and ends', { timeout: deadlineMs }, async (t) => {
    const folder = await temporaryFolder(t, {});
    await copyFile(await serverBundle(), path.join(folder, 'server.js'));
    const server = spawn(process.execPath, [path.join(folder, 'server.js'), '--stdio'], {
      stdio: 'pipe',
      env: { ...process.env, LC_ALL: 'C' },
    });
    t.after(() => server.kill('SIGKILL'));
    let stderr = '';
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const [code] = await once(server, 'close');
    assert.equal(code, 2);
    assert.match(stderr, /service\.js, service-conf\.js, .* is missing/);
  });
});
