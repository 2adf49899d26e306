import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confDocument, testService } from '../../support/service.ts';

function links(text: string): readonly string[] {
  const document = confDocument(text);
  return testService()
    .documentLinks(document)
    .map(({ range, target }) => `${document.getText(range)} -> ${target}`);
}

describe('links in dhis.conf', () => {
  const cases: readonly (readonly [text: string, links: readonly string[]])[] = [
    ['server.base.url = https://dhis2.example.org\n', ['https://dhis2.example.org -> https://dhis2.example.org']],
    ['# see https://docs.dhis2.org/en/x.html#part.\n', ['https://docs.dhis2.org/en/x.html#part -> https://docs.dhis2.org/en/x.html#part']],
    ['server.base.url = https\\://x.org\n', ['https\\://x.org -> https://x.org']],
    ['route.remote_servers_allowed = https://a.org,https://b.org\n', ['https://a.org -> https://a.org', 'https://b.org -> https://b.org']],
    ['# (http://a.org) and <https://b.org>\n', ['http://a.org -> http://a.org', 'https://b.org -> https://b.org']],
    ['route.remote_servers_allowed = https://*\n', []],
    ['server.base.url = https://${HOST}/x\nserver.base.url = https://x.org/${PATH}\n', []],
    ['server.base.url = https://{{ host }}\n', []],
    ['connection.password = https://secret.example.org\n', []],
    ['# connection.password = https://secret.example.org\n', []],
    ['system.monitoring.url = https://user:pass@x.org/\n', []],
    ['connection.url = jdbc:postgresql://x.org/d\n', []],
    ['a = https://\n', []],
    [
      '# https://first.org\na = https://second.org\n',
      ['https://first.org -> https://first.org', 'https://second.org -> https://second.org'],
    ],
  ];
  const files: typeof cases = [
    ['oauth2.server.jwt.keystore.path = /here/key.p12\n', ['/here/key.p12 -> file:///here/key.p12']],
    ['oidc.provider.x.keystore_path = /gone/key.p12\n', []],
    ['oidc.provider.x.keystore_path = ${DIR}/key.p12\n', []],
    ['oidc.provider.x.keystore_password = /here/key.p12\n', []],
    ['oidc.provider.x.login_image = /here/button.svg\n', []],
    ['cache.ehcache.config.file = file:/here/ehcache.xml\n', ['/here/ehcache.xml -> file:///here/ehcache.xml']],
    ['cache.ehcache.config.file = file:///here/ehcache.xml\n', ['/here/ehcache.xml -> file:///here/ehcache.xml']],
    ['cache.ehcache.config.file = classpath:/here/ehcache.xml\n', []],
    [
      'connection.url = jdbc:postgresql://db/d?sslmode=verify-full&sslrootcert=/here/ca.pem&sslcert=/here/me.pem\n',
      ['/here/ca.pem -> file:///here/ca.pem', '/here/me.pem -> file:///here/me.pem'],
    ],
    ['connection.url = jdbc:postgresql://db/d?sslrootcert=/here/ca.pem&password=x\n', []],
    ['ministry.path = /here/notes.txt\n', []],
  ];
  const pages: typeof cases = [
    [
      '# dhis2-lint-ignore unknown-key, duplicate-key, unknwon-key -- see https://x.org\na = 1\n',
      ['unknown-key -> docs/rules/unknown-key.md', 'duplicate-key -> docs/rules/duplicate-key.md', 'https://x.org -> https://x.org'],
    ],
    ['# dhis2-lint-ignore-file unknown-key -- ours\n', ['unknown-key -> docs/rules/unknown-key.md']],
    ['# unknown-key\n', []],
  ];
  for (const [text, expected] of [...cases, ...files, ...pages]) test(JSON.stringify(text), () => assert.deepEqual(links(text), expected));

  test('are in order, and not without end', () => {
    const found = testService().documentLinks(confDocument('# https://a.org\na = https://b.org\n'.repeat(3000)));
    assert.ok(found.length > 1000 && found.length <= 4000);
  });
});
