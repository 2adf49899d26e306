import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locale } from '@dhis2-hosting/server/service';
import { cursor } from '../../support/markers.ts';
import { confDocument, testService } from '../../support/service.ts';

function hoverAt(marked: string, locale: Locale = 'en', dhis2Version = ''): string | undefined {
  const { text, offset } = cursor(marked);
  const document = confDocument(text);
  const hover = testService({ dhis2Version }, locale).hover(document, document.positionAt(offset));
  if (hover === undefined) return undefined;
  assert.ok(typeof hover.contents === 'object' && 'value' in hover.contents);
  return hover.contents.value;
}

const env = 'from the environment of the server';
const inForce: readonly (readonly [marked: string, expected: string, version?: string])[] = [
  ['system.session.timeout = 36|00\n', '(from this line): `3600` (1 h)'],
  ['system.session.timeout| = 3600\nsystem.session.timeout = 60\n', '(from line 2, which comes last): `60` (1 min)'],
  ['server.https| = yes\n', '(from this line): `yes` (off)'],
  ['server.https| = On\n', '(from this line): `On`'],
  ['server.https| = On\n', '(from this line): `On` (off)', '2.36'],
  ['server.https| = off\n', '(from this line): `off`'],
  ['node.id| = a\\u007cb`\n', '(from this line): `` a|b` ``'],
  ['node.id| = a$${X}b\n', '(from this line): `a${X}b`'],
  ['redis.port| = ${PORT:-6380}\n', `(from this line): \`\${PORT:-6380}\`, with \`\${PORT}\` ${env}; where that is not set: \`6380\``],
  [
    'redis.host| = ${A}.${B:-x}\n',
    `(from this line): \`\${A}.\${B:-x}\`, with \`\${A}\`, \`\${B}\` ${env}; where that is not set: \`\${A}.x\``,
  ],
  ['redis.host| = ${HOST}\n', `(from this line): \`\${HOST}\`, with \`\${HOST}\` ${env}; where that is not set, the text stays as it is`],
  ['redis.host| = ${HOST:-}\n', `(from this line): \`\${HOST:-}\`, with \`\${HOST}\` ${env}; where that is not set: an empty text`],
  ['redis.host| = {{ host }}\n', '(from this line): `{{ host }}`, once the template is filled in'],
  ['redis.port| =\n', '(from this line): an empty text, in place of the default `6379`'],
  ['redis.password| =\n', '(from this line): an empty text'],
  ['connection.password| = s3cr3t\n', '(from this line): a secret that is not shown'],
  ['connection.password| = ${PW:-s3cr3t}\n', `(from this line): a secret that is not shown, with \`\${PW}\` ${env}`],
  ['connection.url| = jdbc:postgresql://h/d?password=s3cr3t\n', '(from this line): a secret that is not shown'],
  ['enable.query.logging| = on\n', ': this release makes nothing of the key.'],
  ['cluster.members| = a\n', ': this release makes nothing of the key.'],
  ['# redis.po|rt = 1\n', '(by default): `6379`'],
  ['# redis.po|rt = 1\nredis.port = 2\n', '(from line 2, which comes last): `2`'],
  ['#! system.session.time|out: 7200\n', '(by default): `3600` (1 h)'],
  ['#connection.user|name=dhis\n', ': the file does not set it, and there is no default.'],
  ['# enable.query.log|ging = on\n', ': this release makes nothing of the key.'],
];

describe('hover in dhis.conf', () => {
  test('a key shows description, type with unit, default and source', () => {
    const shown = hoverAt('connection.pool.|max_size = 40\n') ?? '';
    assert.match(shown, /connection\.pool\.max_size/);
    assert.match(shown, /whole number \(connections\)/);
    assert.match(shown, /Default in 2\.43\*\*: `80`/);
    assert.match(shown, /dhis2-core/);
  });

  test('the default is that of the version in the file', () => {
    assert.match(hoverAt('# dhis2-version: 2.42\ndb.pool|.type = hikari\n') ?? '', /Default in 2\.42\*\*: `c3p0`/);
    assert.match(hoverAt('db.pool|.type = hikari\n', 'en', '2.43') ?? '', /Default in 2\.43\*\*: `hikari`/);
  });

  test('it speaks French', () => {
    assert.match(hoverAt('connection.pool.|max_size = 40\n', 'fr') ?? '', /Valeur par défaut en 2\.43/);
  });

  test('the source of the fact can be opened at its tag', () => {
    assert.match(
      hoverAt('connection.schema| = none\n') ?? '',
      /\]\(https:\/\/github\.com\/dhis2\/dhis2-core\/blob\/[\w.]+\/dhis-2\/[\w/.-]+\.java\)/,
    );
  });

  for (const [marked, expected, version = ''] of inForce) {
    test(`in force: ${JSON.stringify(marked)}`, () => {
      const line = /^\*\*(?:In|Not in) force in DHIS2 [\d.]+\*\* ?(.*)$/m.exec(hoverAt(marked, 'en', version) ?? '')?.[1];
      assert.equal(line, expected);
    });
  }

  test('in force, in French', () => {
    assert.match(
      hoverAt('redis.port| = ${PORT:-6380}\n', 'fr') ?? '',
      /En vigueur dans DHIS2 2\.43\*\* \(par cette ligne\) : `\$\{PORT:-6380\}`, avec `\$\{PORT\}` de l'environnement du serveur ; là où rien n'est défini : `6380`/,
    );
  });

  test('a pattern key is known by its concrete name', () => {
    assert.match(hoverAt('oidc.provider.keycloak.|client_id = x\n') ?? '', /oidc\.provider\.keycloak\.client_id/);
  });

  test('a secret is never repeated', () => {
    for (const marked of [
      'connection.password = geheim|42\n',
      'connection.pass|word = geheim42\n',
      '# connection.pass|word = geheim42\n',
    ]) {
      assert.doesNotMatch(hoverAt(marked) ?? '', /geheim42/);
    }
  });

  test('comments, unknown keys and blank lines have none', () => {
    for (const marked of ['# a com|ment\n', '# redis.port = 1|\n', '# no|te: x\n', 'ministry.no|te = 1\n', '\n|\n'])
      assert.equal(hoverAt(marked), undefined);
  });
});
