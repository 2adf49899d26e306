import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { confUri, initialize, type LspClient, open, openSession, startServer } from '../support/lsp-client.ts';

const positions: readonly unknown[] = [
  { line: 0, character: 0 },
  { line: 3, character: 9_999_999 },
  { line: 4_000_000_000, character: 0 },
  { line: -1, character: -1 },
  { line: 0.5, character: 0 },
  { line: 'a', character: null },
  {},
  null,
  undefined,
  [],
];

const requests = [
  ...['completion', 'hover', 'documentSymbol', 'codeAction', 'diagnostic', 'inlayHint', 'semanticTokens/full', 'semanticTokens/range'],
  ...['foldingRange', 'documentLink', 'documentHighlight', 'prepareRename', 'rename', 'formatting', 'rangeFormatting'],
  ...['codeLens', 'definition', 'references'],
].map((name) => `textDocument/${name}`);
const reports = ['version', 'upgradePreview', 'effectiveConfiguration', 'installationMap'].map((name) => `dhis2Hosting/${name}`);

/** The server still works: the findings of a document that has one. */
async function assertAlive(client: LspClient): Promise<void> {
  const uri = 'file:///alive/dhis.conf';
  open(client, 'foo = \\u\n', uri);
  const report = await client.request<{ items: { code: string }[] }>('textDocument/diagnostic', { textDocument: { uri } });
  assert.ok(report.items.some(({ code }) => code === 'malformed-unicode-escape'));
}

describe('the server never dies', () => {
  test('of places outside the text, or of what is no place at all', async (t) => {
    const client = await openSession(t);
    open(client, 'connection.url = jdbc\nfoo');
    for (const method of requests) {
      for (const position of positions) {
        const params = {
          textDocument: { uri: confUri },
          position,
          range: { start: position, end: position },
          context: { diagnostics: [] },
        };
        const { error } = await client.ask(method, params);
        assert.equal(error, undefined, `${method} at ${JSON.stringify(position)}`);
      }
    }
    await assertAlive(client);
  });

  test('of documents it does not know', async (t) => {
    const client = await openSession(t);
    for (const uri of ['file:///not/open/dhis.conf', '', 'no uri', 42, null, undefined]) {
      const params = { textDocument: { uri }, position: { line: 0, character: 0 }, range: null, context: { diagnostics: [] } };
      for (const method of [...requests, ...reports]) assert.equal((await client.ask(method, params)).error, undefined, method);
      client.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'x' }] });
      client.notify('textDocument/didClose', { textDocument: { uri } });
    }
    await assertAlive(client);
  });

  test('of notifications without sense', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = 1\n');
    for (const params of [
      undefined,
      null,
      {},
      [],
      { textDocument: null },
      { textDocument: {} },
      { textDocument: { uri: confUri }, contentChanges: 'x' },
    ]) {
      for (const name of ['didOpen', 'didChange', 'didClose']) client.notify(`textDocument/${name}`, params);
      client.notify('workspace/didChangeConfiguration', params);
      client.notify('$/cancelRequest', { id: 'none' });
      client.notify('no/such/notification', params);
    }
    await assertAlive(client);
  });

  test('and a change it cannot apply leaves the text as it was', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    const odd = { start: { line: 'x', character: 0 }, end: { line: 0, character: 1 } };
    client.notify('textDocument/didChange', { textDocument: { uri: confUri, version: 2 }, contentChanges: [{ range: odd, text: '' }] });
    const { items } = await client.request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri: confUri } });
    assert.notDeepEqual(items, []);
  });

  test('of a huge text, of one huge line, of odd letters', async (t) => {
    const client = await openSession(t);
    const texts = [
      'foo = bar\n'.repeat(100_000),
      `foo = ${'x'.repeat(2_000_000)}`,
      `${'\\\n'.repeat(50_000)}`,
      '\u0000\ud800\uffff\u2028=\ud83d\n',
    ];
    for (const [index, text] of texts.entries()) {
      const uri = `file:///big/${index}/dhis.conf`;
      open(client, text, uri);
      for (const method of requests) {
        const at = { line: index, character: 3 };
        const params = { textDocument: { uri }, position: at, range: { start: at, end: at }, context: { diagnostics: [] } };
        assert.equal((await client.ask(method, params)).error, undefined, `${method} of text ${index}`);
      }
      client.notify('textDocument/didClose', { textDocument: { uri } });
    }
    await assertAlive(client);
  });

  test('of bytes that are no message', async (t) => {
    const client = await openSession(t);
    client.write('Content-Length: 7\r\n\r\n{"a": ]');
    client.write('Content-Length: 4\r\n\r\nnull');
    client.write('Content-Length: 2\r\n\r\n42');
    client.write('Content-Length: 2\r\n\r\n{}');
    client.write('Content-Length: 2\r\n\r\n[]');
    await assertAlive(client);
  });

  test('and an internal error is told without a word of the file', async (t) => {
    const client = await openSession(t);
    open(client, 'connection.password = very-secret\n');
    client.notify('textDocument/didOpen', { textDocument: null });
    client.notify('textDocument/didOpen', { textDocument: null });
    const { message } = await client.notified<{ message: string }>('window/logMessage');
    assert.match(message, /didOpen/);
    await assertAlive(client);
    assert.deepEqual(client.untaken('window/logMessage'), [], 'one cause is told once');
  });
});

describe('messages in any order', () => {
  const uri = fc.constantFrom(confUri, 'file:///b/dhis2-hosting.yaml', 'file:///c/other.txt');
  const text = fc.oneof(
    fc.constantFrom('', 'foo = \\u\n', 'version: 1\nhosts:\n  - a\n', 'a.b.c'),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const place = fc.record({ line: fc.integer({ min: -1, max: 5 }), character: fc.integer({ min: -1, max: 30 }) });
  const step = fc.oneof(
    fc.record({
      method: fc.constant('textDocument/didOpen'),
      params: fc.record({ textDocument: fc.record({ uri, languageId: fc.constantFrom('dhis-conf', 'yaml'), version: fc.nat(9), text }) }),
    }),
    fc.record({
      method: fc.constant('textDocument/didChange'),
      params: fc.record({
        textDocument: fc.record({ uri, version: fc.nat(9) }),
        contentChanges: fc.array(fc.oneof(fc.record({ text }), fc.record({ text, range: fc.record({ start: place, end: place }) })), {
          maxLength: 3,
        }),
      }),
    }),
    fc.record({ method: fc.constant('textDocument/didClose'), params: fc.record({ textDocument: fc.record({ uri }) }) }),
    fc.record({
      method: fc.constant('workspace/didChangeConfiguration'),
      params: fc.record({ settings: fc.anything({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value ?? null)) as unknown) }),
    }),
    fc.record({
      id: fc.constant(true),
      method: fc.constantFrom(...requests, ...reports),
      params: fc.record({
        textDocument: fc.record({ uri }),
        position: place,
        range: fc.record({ start: place, end: place }),
        context: fc.constant({ diagnostics: [] }),
      }),
    }),
  );

  const play = async (
    client: LspClient,
    steps: readonly { readonly id?: boolean; readonly method: string; readonly params: unknown }[],
  ) => {
    const answers = [];
    for (const { id, method, params } of steps) {
      if (id === true) answers.push(client.ask(method, params));
      else client.notify(method, params);
    }
    return Promise.all(answers);
  };

  for (const pull of [true, false]) {
    test(`every request is answered without an error, with ${pull ? 'pull' : 'push'}`, async (t) => {
      const client = await openSession(t, { pull });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const answers = await play(client, pull ? steps : steps.filter(({ method }) => method !== 'textDocument/diagnostic'));
          for (const { error } of answers) assert.equal(error, undefined);
        }),
        { numRuns: 60 },
      );
      assert.deepEqual(client.untaken('window/logMessage'), [], 'no internal error');
    });
  }

  test('before initialize, and after shutdown, every request is refused and nothing breaks', async (t) => {
    const client = await startServer(t);
    const steps = fc.sample(step, { numRuns: 60, seed: 7 });
    for (const { error } of await play(client, steps)) assert.equal(error?.code, -32002);
    await initialize(client);
    await assertAlive(client);
    await client.request('shutdown');
    for (const { error } of await play(client, steps)) assert.equal(error?.code, -32600);
    client.notify('exit');
    assert.equal(await client.ended, 0);
  });
});
