/** What the samples of single rules cannot show: sound files stay without findings, secrets without a word, fixes without harm. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue } from '../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { rules } from '../../server/src/service/documented.ts';
import { type Finding, locales, render } from '../../server/src/service/index.ts';
import { confDocument, testService } from '../support/service.ts';

const isSecurity = new Set(rules.filter(({ category }) => category === 'security').map(({ id }) => id));

function securityFindings(text: string, dhis2Version: string): readonly Finding[] {
  return testService({ dhis2Version })
    .findings(confDocument(text))
    .filter(({ rule }) => isSecurity.has(rule));
}

const sound: { readonly [name: string]: { readonly version: string; readonly text: string } } = {
  'one host behind nginx': {
    version: '2.43',
    text: `connection.url = jdbc:postgresql://127.0.0.1:5432/dhis2
connection.username = hmis_app
connection.password = \${DB_PASSWORD}
server.base.url = https://hmis.example.org
server.https = on
encryption.password = \${ENCRYPTION_PASSWORD}
route.remote_servers_allowed = https://chap.example.org
redis.enabled = on
redis.host = localhost
`,
  },
  'containers of one network': {
    version: '2.41',
    text: `connection.url = jdbc:postgresql://db/dhis
connection.username = dhis
connection.password = \${POSTGRES_PASSWORD}
server.base.url = https://dhis2.example.org/hmis
server.https = true
encryption.password = \${DHIS2_ENCRYPTION_PASSWORD:-}
oidc.oauth2.login.enabled = on
oidc.provider.keycloak.client_id = dhis2
oidc.provider.keycloak.client_secret = \${KEYCLOAK_SECRET}
oidc.provider.keycloak.authorization_uri = https://login.example.org/auth
oidc.provider.keycloak.token_uri = http://keycloak:8080/token
oidc.provider.keycloak.user_info_uri = http://keycloak:8080/userinfo
oidc.provider.keycloak.jwk_uri = http://keycloak:8080/certs
`,
  },
  'Ansible template': {
    version: '2.40',
    text: `connection.url = jdbc:postgresql://{{ db_host }}/{{ db_name }}
connection.username = {{ db_user }}
connection.password = {{ db_password }}
{% if encryption %}
encryption.password = {{ encryption }}
{% endif %}
server.base.url = {{ base_url }}
`,
  },
  'fragment for tests': { version: '2.42', text: 'system.session.timeout = 7200\nmax.sessions.per_user = 5\n' },
};

describe('rules on security', () => {
  for (const [name, { version, text }] of Object.entries(sound)) {
    test(`are silent for ${name}`, () => {
      assert.deepEqual(
        securityFindings(text, version).map(({ rule, message }) => `${rule}: ${render(message, 'en')}`),
        [],
      );
    });
  }

  test('no finding repeats a secret', () => {
    const secrets = ['Zq7-not-to-be-shown-anywhere', 'k7#pQz', 'changeme-please', 'minioadmin99'];
    const keys = catalogue.rows.filter(({ secret, pattern }) => secret === true && pattern !== true).map(({ key }) => key);
    for (const secret of secrets) {
      const text = `connection.url = \${URL}\n${keys.map((key) => `${key} = ${secret}\n`).join('')}`;
      const found = securityFindings(text, '2.43');
      assert.ok(found.length > 3, 'the file must have findings for the test to mean anything');
      for (const { message, fixes } of found) {
        for (const locale of locales) {
          for (const told of [message, ...fixes.map(({ title }) => title)]) assert.ok(!render(told, locale).includes(secret));
        }
        for (const { newText } of fixes.flatMap(({ edits }) => edits)) assert.ok(!newText.includes(secret));
      }
    }
  });

  test('no fix of a secret or a protection is applied unasked', () => {
    const text =
      'connection.password = dhis\nencryption.password = xxxx\ncsp.enabled = off\nserver.base.url = https://a.example.org\nserver.https = off\n';
    const preferred = securityFindings(text, '2.43').flatMap(({ fixes }) => fixes.filter((fix) => fix.preferred));
    assert.deepEqual(preferred, []);
  });

  const fixed: readonly (readonly [name: string, before: string, rule: string, after: string])[] = [
    ['a secret becomes a variable', 'redis.password = k7#pQz\r\n', 'weak-secret', 'redis.password = ${REDIS_PASSWORD}\r\n'],
    [
      'a line is added with the line end of the file',
      'connection.url = ${URL}\r\nserver.base.url = https://a.example.org\r\nnode.id = a\r\n',
      'insecure-session-cookie',
      'connection.url = ${URL}\r\nserver.base.url = https://a.example.org\r\nserver.https = on\r\nnode.id = a\r\n',
    ],
    [
      'a line is added behind a file without a last line end',
      'connection.url = ${URL}\nserver.base.url = https://a.example.org',
      'insecure-session-cookie',
      'connection.url = ${URL}\nserver.base.url = https://a.example.org\nserver.https = on\n',
    ],
    [
      'an allowed server ends with a slash',
      'metadata.sync.remote_servers_allowed = https://a.example.org\n',
      'sync-prefix-without-slash',
      'metadata.sync.remote_servers_allowed = https://a.example.org/\n',
    ],
    [
      'only the scheme of a provider changes',
      'oidc.provider.x.token_uri : http://a.example.org/t\n',
      'oidc-over-http',
      'oidc.provider.x.token_uri : https://a.example.org/t\n',
    ],
    [
      'a value over two lines is replaced as a whole',
      'session.cookie.samesite = No\\\n   ne\n',
      'cross-site-session-cookie',
      'session.cookie.samesite = Lax\n',
    ],
  ];
  for (const [name, before, rule, after] of fixed) {
    test(name, () => {
      const fix = securityFindings(before, '2.43').find((finding) => finding.rule === rule)?.fixes[0];
      assert.ok(fix !== undefined);
      const text = fix.edits.reduceRight(
        (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
        before,
      );
      assert.equal(text, after);
    });
  }
});
