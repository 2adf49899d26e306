import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from '../../server/src/service/index.ts';
import { confUri, open, openSession, replace } from '../support/lsp-client.ts';
import type { Peer } from '../support/lsp-peer.ts';

const text = 'max.sesions.per_user = 3\n';

async function actions(
  client: Peer,
  only?: readonly string[],
): Promise<{ readonly actions: readonly CodeAction[]; readonly shown: Diagnostic | undefined }> {
  const textDocument = { uri: confUri };
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  const shown = items.find(({ code }) => code === 'unknown-key');
  const context = { diagnostics: items, ...(only === undefined ? {} : { only }) };
  const found = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument, range: shown?.range, context });
  return { actions: found, shown };
}

describe('textDocument/codeAction', () => {
  test('repairs a mistyped key', async (t) => {
    const client = await openSession(t);
    open(client, text);
    const { actions: found, shown } = await actions(client);
    const action = found.find(({ isPreferred }) => isPreferred);
    assert.equal(action?.kind, 'quickfix');
    assert.deepEqual(action?.diagnostics, [shown]);
    const document = TextDocument.create(confUri, 'dhis-conf', 1, text);
    assert.equal(TextDocument.applyEdits(document, action?.edit?.changes?.[confUri] ?? []), 'max.sessions.per_user = 3\n');
  });

  test('offers nothing to who asks for other kinds', async (t) => {
    const client = await openSession(t);
    open(client, text);
    assert.deepEqual((await actions(client, ['source.organizeImports'])).actions, []);
    assert.notDeepEqual((await actions(client, ['quickfix'])).actions, []);
  });
});

describe('source.fixAll.dhis2', () => {
  test('repairs the whole text in one go, and says nothing where there is nothing to do', async (t) => {
    const client = await openSession(t);
    const fixable = 'conection.url = jdbc:postgresql:dhis2\nconection.username = dhis\n# note\n';
    open(client, fixable);
    const params = (only: string) => ({
      textDocument: { uri: confUri },
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      context: { diagnostics: [], only: [only] },
    });
    for (const only of ['source.fixAll.dhis2', 'source.fixAll', 'source']) {
      const found = await client.request<CodeAction[]>('textDocument/codeAction', params(only));
      const [action, ...others] = found.filter(({ kind }) => kind === 'source.fixAll.dhis2');
      assert.deepEqual(others, []);
      const document = TextDocument.create(confUri, 'dhis-conf', 1, fixable);
      assert.equal(TextDocument.applyEdits(document, action?.edit?.changes?.[confUri] ?? []), fixable.replaceAll('conec', 'connec'));
    }
    replace(client, fixable.replaceAll('conec', 'connec'), 2);
    assert.deepEqual(await client.request('textDocument/codeAction', params('source.fixAll')), []);
  });
});

test('a finding is ignored from the editor, and its reason asked for', async (t) => {
  const client = await openSession(t, { locale: 'fr' });
  open(client, 'ministry.ticket = 1\n');
  const { actions: found } = await actions(client);
  const action = found.find(({ title }) => title === 'Ignorer `unknown-key` sur cette ligne');
  const edits = action?.edit?.changes?.[confUri] ?? [];
  const after = TextDocument.applyEdits(TextDocument.create(confUri, 'dhis-conf', 1, 'ministry.ticket = 1\n'), edits);
  assert.equal(after, '# dhis2-lint-ignore unknown-key -- ?\nministry.ticket = 1\n');
  replace(client, after, 2);
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: confUri } });
  assert.deepEqual(
    items.map(({ code }) => code),
    ['suppression-without-reason'],
  );
});
