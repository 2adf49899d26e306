/** Plans and items offered as one: what is inserted fits the schema and has no finding that the author did not ask for. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locale } from '@dhis2-hosting/server/service';
import { type CompletionItem, InsertTextFormat, TextEdit } from 'vscode-languageserver-types';
import { itemSnippets, planSnippets } from '../../../server/src/service/manifest/plan-snippets.ts';
import { cursor } from '../../support/markers.ts';
import { manifestDocument, testService } from '../../support/service.ts';

function offered(marked: string, locale: Locale = 'en'): readonly CompletionItem[] {
  const { text, offset } = cursor(marked);
  const document = manifestDocument(text);
  const { items } = testService({}, locale).completion(document, document.positionAt(offset));
  return items.filter(({ sortText }) => sortText?.startsWith('~'));
}

const ids = (marked: string) => offered(marked).map(({ sortText }) => sortText?.slice(2));

/** The text after the item was taken and every default accepted; the editor repeats the margin of the first line. */
function accepted(marked: string, id: string, locale: Locale = 'en'): string {
  const { text } = cursor(marked);
  const item = offered(marked, locale).find(({ sortText }) => sortText === `~ ${id}`);
  assert.ok(item !== undefined && TextEdit.is(item.textEdit), `${id} is not offered`);
  assert.equal(item.insertTextFormat, InsertTextFormat.Snippet);
  const document = manifestDocument(text);
  const { range, newText } = item.textEdit;
  const start = document.offsetAt(range.start);
  const margin = /^[ \t]*/.exec(text.slice(start - range.start.character, start))?.[0] ?? '';
  const inserted = newText
    .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replace(/\$\{\d+\|((?:\\.|[^\\,|])*)[^}]*\|\}/g, '$1')
    .replace(/\\([\\$}])/g, '$1')
    .replaceAll('\n', `\n${margin}`);
  return text.slice(0, start) + inserted + text.slice(document.offsetAt(range.end));
}

const findings = (text: string) =>
  testService()
    .findings(manifestDocument(text))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);

describe('whole plans', () => {
  for (const { id } of planSnippets) {
    for (const locale of ['en', 'fr'] as const) {
      test(`${id} (${locale}) has nothing to complain of`, () => {
        const text = accepted('|', id, locale);
        assert.doesNotMatch(text, /[<>]|\$\{/);
        assert.deepEqual(findings(text), []);
      });
    }
  }

  test('both languages plan the same', () => {
    const shape = (text: string) => text.split('\n').map((line) => /^\s*(?:- )?(?:\{ )?\w*/.exec(line)?.[0]);
    for (const { id } of planSnippets) assert.deepEqual(shape(accepted('|', id, 'en')), shape(accepted('|', id, 'fr')), id);
  });

  test('the small one fits a screen', () => {
    assert.ok(accepted('|', 'small').split('\n').length <= 30);
  });

  test('are offered where nothing stands yet', () => {
    assert.deepEqual(ids('|'), ['small', 'ministry']);
    assert.deepEqual(ids('# a comment\npl|'), ['small', 'ministry']);
    assert.deepEqual(ids('version: 1\n|'), []);
    assert.deepEqual(ids('version: |'), []);
  });
});

describe('items', () => {
  const plan =
    'version: 1\nsites:\n  - { name: capital, kind: iaas, country: CM }\nhosts:\n  - { name: web-1, address: 192.0.2.1, os: ubuntu-24.04 }\n';
  for (const [list, snippets] of Object.entries(itemSnippets)) {
    for (const { id } of snippets) {
      test(`${id}, with its dash and behind one`, () => {
        const head = list === 'hosts' || list === 'sites' ? 'version: 1\n' : plan;
        for (const start of ['  |', '  - |', '- |']) {
          const text = accepted(`${head}${list}:\n${start}`, id);
          const problems = findings(text).filter((finding) => /schema|syntax|duplicate/.test(finding));
          assert.deepEqual(problems, [], text);
        }
      });
    }
  }

  test('take the names that are there, and leave out what is not', () => {
    const backup = accepted(`${plan}instances:\n  - { name: hmis, host: web-1 }\nbackups:\n  - |`, 'backup');
    assert.match(backup, /instances: \[hmis\]/);
    assert.doesNotMatch(backup, /targets/);
    const [host] = offered(`${plan}  - |`);
    assert.ok(TextEdit.is(host?.textEdit));
    assert.match(host.textEdit.newText, /site: \$\{\d+:capital\}/);
    const [database] = offered(`${plan}  - { name: web-2, address: 192.0.2.2 }\ndatabases:\n  - |`);
    assert.ok(TextEdit.is(database?.textEdit));
    assert.match(database.textEdit.newText, /host: \$\{\d+\|web-1,web-2\|\}/);
  });

  test('are offered for a new item only', () => {
    assert.deepEqual(ids('hosts:\n  - name: a\n    |'), []);
    assert.deepEqual(ids('hosts:\n  - name: |'), []);
    assert.deepEqual(ids('team:\n  - |'), []);
    assert.deepEqual(ids('backupTargets:\n  - |'), ['ssh-target', 's3-target']);
  });
});
