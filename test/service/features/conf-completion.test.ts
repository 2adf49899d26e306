import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, CompletionItemTag, InsertTextFormat, TextEdit } from 'vscode-languageserver-types';
import { cursor } from '../../support/markers.ts';
import { confDocument, testService } from '../../support/service.ts';

function complete(marked: string, dhis2Version = ''): { readonly items: readonly CompletionItem[]; readonly document: TextDocument } {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  return { items: testService({ dhis2Version }).completion(document, document.positionAt(offset)).items, document };
}

const labels = (marked: string, dhis2Version = '') => complete(marked, dhis2Version).items.map((item) => item.label);

function accept(marked: string, label: string): string {
  const { items, document } = complete(marked);
  const item = items.find((candidate) => candidate.label === label);
  assert.ok(item?.textEdit !== undefined, `${label} is not offered`);
  assert.ok(TextEdit.is(item.textEdit));
  return TextDocument.applyEdits(document, [item.textEdit]);
}

describe('completion of keys in dhis.conf', () => {
  test('every key of the release is offered on an empty line', () => {
    const offered = labels('|');
    assert.ok(offered.includes('connection.url'));
    assert.ok(offered.includes('logging.query'));
    assert.ok(!offered.includes('enable.query.logging'), 'renamed in 2.43');
  });

  test('the version decides', () => {
    assert.ok(labels('|', '2.40').includes('enable.query.logging'));
    assert.ok(!labels('|', '2.40').includes('logging.query'));
  });

  test('a key the file already has is not offered again, but the one under the cursor is', () => {
    assert.ok(!labels('connection.url = x\n|').includes('connection.url'));
    assert.ok(labels('connection.u|rl = x\n').includes('connection.url'));
  });

  test('the whole dotted key is replaced, and the separator is added once', () => {
    assert.equal(accept('connection.us|\n', 'connection.username'), 'connection.username = \n');
    assert.equal(accept('connection.us| = dhis\n', 'connection.username'), 'connection.username = dhis\n');
  });

  test('a pattern is a snippet, and concrete for the ids in the file', () => {
    const { items } = complete('oidc.provider.keycloak.client_id = x\noidc|\n');
    const pattern = items.find((item) => item.label === 'oidc.provider.<id>.client_secret');
    assert.equal(pattern?.insertTextFormat, InsertTextFormat.Snippet);
    assert.ok(items.some((item) => item.label === 'oidc.provider.keycloak.client_secret'));
    assert.ok(!items.some((item) => item.label === 'oidc.provider.keycloak.client_id'), 'already set');
  });

  test('deprecated keys are marked', () => {
    const item = complete('|', '2.43').items.find(({ label }) => label === 'connection.pool.min_size');
    assert.deepEqual(item?.tags, [CompletionItemTag.Deprecated]);
    assert.equal(complete('|', '2.40').items.find(({ label }) => label === 'connection.pool.min_size')?.tags, undefined);
  });

  test('documentation is added when an item is looked at', () => {
    const item = complete('|').items.find(({ label }) => label === 'connection.pool.max_size');
    assert.ok(item !== undefined);
    assert.equal(item.documentation, undefined);
    const { documentation } = testService().resolveCompletion(item);
    assert.ok(typeof documentation === 'object' && documentation.value.includes('connections'));
  });

  test('nothing in a comment', () => assert.deepEqual(labels('# con|\n'), []));
});

describe('completion of values in dhis.conf', () => {
  test('switch words of the version', () => {
    assert.deepEqual(labels('redis.enabled = |\n', '2.43').slice(0, 2), ['on', 'off']);
    assert.deepEqual(labels('redis.enabled = |\n', '2.36').slice(0, 2), ['true', 'false']);
  });

  test('enumerations, the default marked', () => {
    const { items } = complete('db.pool.type = |\n');
    assert.ok(items.some((item) => item.label === 'hikari' && item.detail === 'default'));
    assert.ok(items.some((item) => item.label === 'unpooled'));
  });

  test('a secret is offered as a variable, never a value', () => {
    const { items } = complete('connection.password = |\n');
    assert.deepEqual(
      items.map((item) => item.label),
      ['${CONNECTION_PASSWORD}'],
    );
    assert.equal(items[0]?.insertTextFormat, InsertTextFormat.Snippet);
  });

  test('releases behind the version line', () => {
    assert.equal(labels('# dhis2-version: |\n')[0], '2.43');
    assert.equal(accept('# dhis2-version: 2.3|\n', '2.41'), '# dhis2-version: 2.41\n');
  });
});

describe('completion in comments of dhis.conf', () => {
  test('the notes that are read there', () => {
    for (const marked of ['#|\n', '# |\n', '# dhi|\n', '! dhis2-lint|\n']) assert.ok(labels(marked).includes('dhis2-lint-ignore'), marked);
    assert.deepEqual(labels('# pos|\n'), ['postgresql-max-connections']);
    assert.equal(accept('# dhis2-ver|\n', 'dhis2-version'), '# dhis2-version: \n');
  });

  test('prose is left alone', () => {
    for (const marked of ['# d|\n', '# pool|\n', '# the dhis|\n', '# data |\n']) assert.deepEqual(labels(marked), [], marked);
  });

  test('rules to ignore, up to the reason', () => {
    for (const marked of ['# dhis2-lint-ignore |\n', '# dhis2-lint-ignore-file unk|\n', '# dhis2-lint-ignore duplicate-key, |\n'])
      assert.ok(labels(marked).includes('unknown-key'), marked);
    assert.ok(!labels('# dhis2-lint-ignore unknown-key, |\n').includes('unknown-key'));
    assert.deepEqual(labels('# dhis2-lint-ignore unknown-key -- our |\n'), []);
    assert.equal(
      accept('# dhis2-lint-ignore unkn|own -- ours\na = 1\n', 'unknown-key'),
      '# dhis2-lint-ignore unknown-key -- ours\na = 1\n',
    );
  });

  test('rules that cannot be ignored, or are about other files, are not offered', () => {
    const offered = labels('# dhis2-lint-ignore |\n');
    for (const id of ['unused-suppression', 'duplicate-name']) assert.ok(!offered.includes(id), id);
  });
});
