/** The blocks that completion offers: what is inserted is right in every release that is offered it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue } from '@dhis2-hosting/server/documented';
import { knownReleases, newestRelease, parseVersion } from '@dhis2-hosting/server/service';
import { type CompletionItem, InsertTextFormat, TextEdit } from 'vscode-languageserver-types';
import { snippetBlocks } from '../../../server/src/service/conf/snippet-blocks.ts';
import { confDocument, testService } from '../../support/service.ts';

function blocks(text: string, dhis2Version = '', locale: 'en' | 'fr' = 'en'): readonly CompletionItem[] {
  const document = confDocument(text);
  const { items } = testService({ dhis2Version }, locale).completion(document, document.positionAt(text.length));
  return items.filter(({ sortText }) => sortText?.startsWith('~'));
}

const idOf = (item: CompletionItem) => item.sortText?.slice(2) ?? '';

function snippetOf({ textEdit }: CompletionItem): string {
  assert.ok(TextEdit.is(textEdit));
  return textEdit.newText;
}

/** What an editor leaves when the user accepts every default. */
function accepted(snippet: string): string {
  const withDefaults = snippet.replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1');
  return `${withDefaults.replace(/\\([\\$}])/g, '$1')}\n`;
}

/** A whole configuration without findings of its own, so that rules which ask for one speak. */
const base = `connection.url = jdbc:postgresql://localhost/dhis2
connection.username = dhis
connection.password = \${CONNECTION_PASSWORD}
encryption.password = \${ENCRYPTION_PASSWORD}
server.base.url = https://dhis2.example.org
server.https = on
`;

describe('blocks of dhis.conf', () => {
  test('every key exists in the newest release', () => {
    const newest = parseVersion(newestRelease) ?? [];
    for (const { id, lines } of snippetBlocks) {
      for (const { key } of lines) {
        const row = catalogue.rows.find((candidate) => candidate.key === key);
        assert.ok(row !== undefined, `${id}: ${key}`);
        assert.equal(catalogue.availability(row, newest).kind, 'available', `${id}: ${key}`);
      }
    }
  });

  test('secrets are variables, and every place has a text', () => {
    for (const { id, lines, places } of snippetBlocks) {
      for (const { key, value } of lines) {
        const row = catalogue.rows.find((candidate) => candidate.key === key);
        if (row?.secret === true) assert.match(value, /^\$\{[A-Z_]+\}$/, `${id}: ${key}`);
        for (const [, name = ''] of `${key} ${value}`.matchAll(/<(\w+)>/g)) assert.ok(name in places, `${id}: <${name}>`);
      }
    }
  });

  test('all but the new server are offered in the file of one, on an empty line and while a key is typed', () => {
    const all = snippetBlocks.map(({ id }) => id).sort();
    assert.deepEqual(blocks('').map(idOf).sort(), all);
    assert.deepEqual(
      blocks(`${base}oidc`).map(idOf).sort(),
      all.filter((id) => id !== 'new-server'),
    );
    assert.deepEqual(blocks('redis.enabled = ').map(idOf), []);
    assert.deepEqual(blocks('# ').map(idOf), []);
  });

  for (const release of knownReleases) {
    test(`what is inserted has no errors and no warnings in ${release}`, () => {
      const service = testService({ dhis2Version: release });
      for (const before of ['', base]) {
        const grave = (text: string) =>
          service.findings(confDocument(text)).filter(({ severity }) => severity === 'error' || severity === 'warning');
        const known = new Set(grave(before).map(({ rule }) => rule));
        for (const item of blocks(before, release)) {
          assert.equal(item.insertTextFormat, InsertTextFormat.Snippet);
          const found = grave(before + accepted(snippetOf(item))).filter(({ rule }) => !known.has(rule));
          assert.deepEqual(
            found.map(({ rule, message }) => [idOf(item), rule, message.args]),
            [],
          );
        }
      }
    });
  }

  test('the release decides which lines and words', () => {
    const redis = (release: string) => accepted(snippetOf(blocks('', release).find((item) => idOf(item) === 'redis') ?? { label: '' }));
    assert.match(redis('2.36'), /^redis\.enabled = true$/m);
    assert.doesNotMatch(redis('2.36'), /invalidation/);
    assert.match(redis('2.43'), /^redis\.enabled = on$/m);
    const offered = blocks('', '2.38').map(idOf);
    assert.ok(offered.includes('filestore-aws') && !offered.includes('filestore-s3') && !offered.includes('analytics-database'));
  });

  test('the next number and a free id are taken; what the file has is left out', () => {
    const insert = (text: string, id: string) => accepted(snippetOf(blocks(text).find((item) => idOf(item) === id) ?? { label: '' }));
    assert.match(insert('read1.connection.url = x\nread2.connection.url = y\n', 'read-replica'), /^read3\.connection\.url/);
    const text = 'oidc.oauth2.login.enabled = on\noidc.provider.keycloak.client_id = x\n';
    assert.match(insert(text, 'oidc-generic'), /^oidc\.provider\.keycloak2\.client_id/);
    assert.doesNotMatch(insert(text, 'oidc-generic'), /login\.enabled/);
    const full = [1, 2, 3, 4, 5].map((n) => `read${n}.connection.url = x\n`).join('');
    assert.ok(!blocks(full).map(idOf).includes('read-replica'));
  });

  test('in both languages', () => {
    assert.match(blocks('', '', 'fr').find((item) => idOf(item) === 'ldap')?.label ?? '', /^Bloc : connexion par LDAP/);
  });
});
