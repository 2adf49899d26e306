import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { semanticTokenModifiers, semanticTokenTypes } from '@dhis2-hosting/server/service';
import type { Range } from 'vscode-languageserver-types';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';

/** Each token as `text type modifier...`, its place computed the way a client does. */
function tokens(text: string, dhis2Version = '', range?: Range): readonly string[] {
  const document = confDocument(text);
  const { data } = testService({ dhis2Version }).semanticTokens(document, range) ?? { data: [] };
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    const start = document.offsetAt({ line, character });
    const names = semanticTokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
    found.push([text.slice(start, start + length), semanticTokenTypes[type], ...names].join(' '));
  }
  return found;
}

describe('semantic tokens of dhis.conf', () => {
  const cases: readonly (readonly [text: string, tokens: readonly string[]])[] = [
    ['connection.pool.max_size = 80\n', ['connection.pool.max_size property known', '80 number']],
    [
      'redis.enabled: on\r\n# off\r\nredis.port=x\n',
      ['redis.enabled property known', 'on enumMember', 'redis.port property known', 'x string'],
    ],
    ['db.pool.type = Hikari', ['db.pool.type property known', 'Hikari enumMember']],
    [
      'max.file_upload_size = 10000000\nlogging.file.max_size = 100MB',
      ['max.file_upload_size property known', '10000000 number', 'logging.file.max_size property known', '100MB number'],
    ],
    ['server.base.url = https://x.org\n', ['server.base.url property known', 'https://x.org string']],
    ['no.such.key = 5\n', ['no.such.key property unknown', '5 string']],
    ['connection.pool.min_size = 5', ['connection.pool.min_size property known deprecated', '5 number']],
    [
      'oidc.provider.keycloak.client_id = x',
      ['oidc.provider. property known', 'keycloak parameter known', '.client_id property known', 'x string'],
    ],
    ['connection.password = abc', ['connection.password property known', 'abc string secret']],
    ['connection.password = ${PW}', ['connection.password property known', '${PW} variable']],
    ['connection.password = ${PW:-abc}', ['connection.password property known', '${PW:- variable', 'abc string secret', '} variable']],
    ['connection.pool.max_size = ${N:-80}', ['connection.pool.max_size property known', '${N:- variable', '80 number', '} variable']],
    ['server.base.url = https://${HOST}/x', ['server.base.url property known', 'https:// string', '${HOST} variable', '/x string']],
    [
      'connection.url = jdbc:postgresql://h/d?user=u&password=p',
      ['connection.url property known', 'jdbc:postgresql://h/d?user=u&password=p string secret'],
    ],
    ['connection.\\\n  url = jdbc\\\r\n   :x', ['connection.\\ property known', 'url property known', 'jdbc\\ string', ':x string']],
    ['redis.enabled =\n= x', ['redis.enabled property known', 'x string']],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.deepEqual(tokens(text), expected));

  test('the release decides what is known', () => {
    assert.deepEqual(tokens('logging.query = on', '2.42')[0], 'logging.query property unknown');
    assert.deepEqual(tokens('connection.pool.min_size = 5', '2.42')[0], 'connection.pool.min_size property known');
  });

  test('of a range only what touches it', () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
    assert.deepEqual(tokens('a = 1\nb = 2\nc = 3\n', '', range), ['b property unknown', '2 string']);
  });

  test('other documents have none, so that other extensions may give some', () => {
    assert.equal(testService().semanticTokens(manifestDocument('version: 1\n')), undefined);
  });
});
