import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic, FullDocumentDiagnosticReport } from 'vscode-languageserver';
import { confUri, open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

type Report = { readonly kind: 'full' | 'unchanged'; readonly resultId?: string; readonly items?: readonly Diagnostic[] };

function pull(client: Peer, previousResultId?: string, uri: string = confUri): Promise<Report> {
  return client.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
}

const rulesOf = ({ items }: Report) => items?.map(({ code }) => code);

describe('textDocument/diagnostic', () => {
  test('gives findings with rule, range and source', async (t) => {
    const client = await openSession(t);
    open(client, 'connection.dialect = x\nfoo = C:\\users\n');
    const report = (await pull(client)) as FullDocumentDiagnosticReport;
    const finding = report.items.find(({ code }) => code === 'malformed-unicode-escape');
    assert.equal(report.kind, 'full');
    assert.deepEqual(finding?.range, { start: { line: 1, character: 8 }, end: { line: 1, character: 10 } });
    assert.equal(finding?.source, 'dhis2-hosting');
    assert.equal(finding?.severity, 1);
  });

  test('links the page of the rule when the client says where pages are', async (t) => {
    const client = await openSession(t, { initializationOptions: { rulePage: 'https://docs.example.org/{rule}.md' } });
    open(client, 'foo = \\u\n');
    const { items = [] } = await pull(client);
    const finding = items.find(({ code }) => code === 'malformed-unicode-escape');
    assert.equal(finding?.codeDescription?.href, 'https://docs.example.org/malformed-unicode-escape.md');
  });

  test('answers unchanged until the text changes', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    const first = await pull(client);
    assert.deepEqual(await pull(client, first.resultId), { kind: 'unchanged', resultId: first.resultId });

    client.notify('textDocument/didChange', {
      textDocument: { uri: confUri, version: 2 },
      contentChanges: [{ range: { start: { line: 0, character: 6 }, end: { line: 0, character: 8 } }, text: 'bar' }],
    });
    const second = await pull(client, first.resultId);
    assert.equal(second.kind, 'full');
    assert.ok(!rulesOf(second)?.includes('malformed-unicode-escape'));
  });

  test('does not take a reopened document for the one before', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    const first = await pull(client);
    client.notify('textDocument/didClose', { textDocument: { uri: confUri } });
    open(client, 'connection.dialect = org.hibernate.dialect.PostgreSQLDialect\n');
    assert.equal((await pull(client, first.resultId)).kind, 'full');
  });

  test('sees the new text of a client that repeats a version', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    assert.ok(rulesOf(await pull(client))?.includes('malformed-unicode-escape'));
    replace(client, 'foo = bar\n', 1);
    assert.ok(!rulesOf(await pull(client))?.includes('malformed-unicode-escape'));
  });

  test('pushes nothing besides', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    await pull(client);
    assert.deepEqual(client.untaken('textDocument/publishDiagnostics'), []);
  });

  test('a cancelled request gets the error of LSP or its answer, never silence', async (t) => {
    const client = await openSession(t);
    open(client, 'foo = \\u\n');
    const answer = client.ask('textDocument/diagnostic', { textDocument: { uri: confUri } });
    client.notify('$/cancelRequest', { id: 2 });
    const { error, result } = await answer;
    assert.ok(error?.code === -32800 || result !== undefined);
  });

  test('files are known by language or name, and others are none of ours', async (t) => {
    const client = await openSession(t);
    const bad = 'foo = \\u\n';
    open(client, bad, 'file:///a/dhis.conf', 'plaintext');
    open(client, bad, 'untitled:Untitled-1', 'dhis-conf');
    open(client, bad, 'file:///a/application.properties', 'properties');
    assert.ok(rulesOf(await pull(client, undefined, 'file:///a/dhis.conf'))?.includes('malformed-unicode-escape'));
    assert.ok(rulesOf(await pull(client, undefined, 'untitled:Untitled-1'))?.includes('malformed-unicode-escape'));
    assert.deepEqual(rulesOf(await pull(client, undefined, 'file:///a/application.properties')), []);
  });

  test('shows the gravest of more findings than an editor can show, and says so', async (t) => {
    const client = await openSession(t);
    open(client, `${'foo = bar\n'.repeat(3000)}foo = \\u\n`);
    const report = await pull(client);
    assert.equal(report.items?.length, 1000);
    assert.match(String(report.items?.[0]?.message), /^\d+ further findings are not shown/);
    assert.ok(rulesOf(report)?.includes('malformed-unicode-escape'));
  });
});
