import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeyRow } from '../../../server/src/service/catalogue/catalogue.ts';
import { catalogue } from '../../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { type Dhis2Version, parseVersion } from '../../../server/src/service/catalogue/versions.ts';

describe('lookup', () => {
  const found: readonly (readonly [key: string, row: string, placeholders: object])[] = [
    ['connection.url', 'connection.url', {}],
    ['audit.in_memory-queue.enabled', 'audit.in_memory-queue.enabled', {}],
    ['read1.connection.url', 'read<n>.connection.url', { n: '1' }],
    ['oidc.provider.keycloak.client_id', 'oidc.provider.<id>.client_id', { id: 'keycloak' }],
    ['oidc.provider.keycloak.ext_client.3.client_id', 'oidc.provider.<id>.ext_client.<n>.client_id', { id: 'keycloak', n: '3' }],
    ['oidc.provider.google.client_id', 'oidc.provider.google.client_id', {}],
    ['oidc.provider.google.ext_client.0.client_id', 'oidc.provider.google.ext_client.<n>.client_id', { n: '0' }],
    ['oidc.provider.azure.0.tenant', 'oidc.provider.azure.<n>.tenant', { n: '0' }],
    ['oidc.provider.dhis2.client_id', 'oidc.provider.dhis2.client_id', {}],
    ['oidc.provider.dhis2.token_uri', 'oidc.provider.<id>.token_uri', { id: 'dhis2' }],
    ['logging.level.org.hisp.dhis', 'logging.level.<logger>', { logger: 'org.hisp.dhis' }],
    ['logging.level.client_id', 'logging.level.<logger>', { logger: 'client_id' }],
  ];
  for (const [key, row, placeholders] of found) {
    test(key, () => {
      const match = catalogue.lookup(key);
      assert.equal(match?.row.key, row);
      assert.deepEqual(match?.placeholders, placeholders);
    });
  }
  for (const key of [
    '',
    'Connection.url',
    'connection.url ',
    'read0.connection.url',
    'read6.connection.url',
    'oidc.provider.azure.10.tenant',
    'oidc.provider.google.token_uri',
    'oidc.provider.my.idp.client_id',
    'logging.level.',
    'constructor',
    '__proto__',
  ]) {
    test(`nothing for ${JSON.stringify(key)}`, () => assert.equal(catalogue.lookup(key), undefined));
  }
});

describe('availability', () => {
  const cases: readonly (readonly [key: string, version: string, expected: string])[] = [
    ['connection.url', '2.35', 'available'],
    ['connection.url', '2.30', 'available'],
    ['connection.url', '2.50', 'available'],
    ['system.sql_view_write_enabled', '2.39.10.1', 'added-later 2.40.1'],
    ['system.sql_view_write_enabled', '2.40.0', 'added-later 2.40.1'],
    ['system.sql_view_write_enabled', '2.40.1', 'available'],
    ['system.sql_view_write_enabled', '2.40', 'available'],
    ['connection.pool.warn_max_age', '2.40.8', 'added-later 2.40.9'],
    ['connection.pool.warn_max_age', '2.41.4', 'added-later 2.41.5'],
    ['connection.pool.warn_max_age', '2.41.5', 'available'],
    ['connection.pool.warn_max_age', '2.42.0', 'added-later 2.42.1'],
    ['connection.pool.warn_max_age', '2.43.0', 'available'],
    ['csp.enabled', '2.36.12', 'added-later 2.36.12.1'],
    ['csp.enabled', '2.36.12.1', 'available'],
    ['csp.enabled', '2.35', 'added-later 2.36.12.1'],
    ['connection.pool.num.helper.threads', '2.34', 'added-later 2.35.7'],
    ['event_hooks.enabled', '2.39', 'added-later 2.40'],
    ['dhis2.static.cache.enabled', '2.43', 'added-later 2.44'],
    ['dhis2.static.cache.enabled', '2.44-dev', 'available'],
    // `dhis2` was a provider's name like any other before 2.42.5 reserved it.
    ['oidc.provider.dhis2.client_id', '2.41', 'available'],
    ['oidc.provider.dhis2.client_id', '2.42.4', 'available'],
    ['oidc.provider.dhis2.server_url', '2.42.4', 'added-later 2.42.5'],
    ['oidc.provider.dhis2.client_id', '2.35.1', 'added-later 2.35.2'],
    // On the branch of 2.42, but in no patch the facts know.
    ['oauth2.server.dcr.refresh-token-ttl', '2.42.5.2', 'added-later 2.44'],
    ['oauth2.server.dcr.refresh-token-ttl', '2.42', 'added-later 2.44'],
    ['oauth2.server.dcr.refresh-token-ttl', '2.42.6', 'available'],
    ['oauth2.server.dcr.refresh-token-ttl', '2.41.99', 'added-later 2.44'],
    ['connection.schema', '2.38.7', 'available'],
    ['connection.schema', '2.39.8', 'available'],
    ['connection.schema', '2.39.9', 'removed 2.39.9'],
    ['connection.schema', '2.39', 'removed 2.39.9'],
    ['connection.schema', '2.40.7.1', 'available'],
    ['connection.schema', '2.40.8', 'removed 2.40.8'],
    ['connection.schema', '2.41.3.1', 'available'],
    ['connection.schema', '2.41', 'removed 2.41.4'],
    ['connection.schema', '2.43', 'removed 2.41.4'],
    ['connection.host', '2.41', 'added-later 2.42'],
    ['connection.host', '2.42.2', 'available'],
    ['connection.host', '2.42.3', 'removed 2.42.3'],
    ['leader.time.to.live.minutes', '2.40', 'available'],
    ['leader.time.to.live.minutes', '2.41.0', 'removed 2.41'],
    ['enable.query.logging', '2.42', 'available'],
    ['enable.query.logging', '2.43', 'removed 2.43 logging.query'],
    ['oidc.provider.<id>.logo_image', '2.36.2', 'available'],
    ['oidc.provider.<id>.logo_image', '2.36', 'removed 2.36.3 oidc.provider.<id>.login_image'],
    ['oidc.provider.google.redirect_baseurl', '2.35.0', 'available'],
    ['oidc.provider.google.redirect_baseurl', '2.35.1', 'removed 2.35.1 oidc.provider.google.redirect_url'],
  ];
  for (const [key, version, expected] of cases) {
    test(`${key} in ${version}`, () => {
      const state = catalogue.availability(rowOf(key), versionOf(version));
      const said = state.kind === 'available' ? [] : state.kind === 'added-later' ? [state.since] : [state.removedIn, state.renamedTo];
      assert.equal([state.kind, ...said].filter(Boolean).join(' '), expected);
    });
  }
});

describe('defaults by version', () => {
  const cases: readonly (readonly [key: string, version: string, expected: string | undefined])[] = [
    ['db.pool.type', '2.36', 'c3p0'],
    ['db.pool.type', '2.42', 'c3p0'],
    ['db.pool.type', '2.43.0', 'hikari'],
    ['connection.pool.max_idle_time', '2.42.5.2', '7200'],
    ['connection.pool.max_idle_time', '2.43', '600'],
    ['connection.driver_class', '2.38', undefined],
    ['connection.driver_class', '2.39', 'org.postgresql.Driver'],
    ['audit.logger', '2.37', 'off'],
    ['audit.logger', '2.38', 'on'],
    ['oidc.provider.google.mapping_claim', '2.35', 'email'],
    ['oidc.provider.google.mapping_claim', '2.37', undefined],
    ['oidc.provider.google.mapping_claim', '2.38', 'email'],
    ['audit.metadata', '2.40.9', 'CREATE;UPDATE;DELETE'],
    ['audit.metadata', '2.40.10', 'CREATE;UPDATE;DELETE;SECURITY'],
    ['audit.metadata', '2.41.5', 'CREATE;UPDATE;DELETE'],
    ['audit.metadata', '2.42.3', 'CREATE;UPDATE;DELETE;SECURITY'],
    ['audit.metadata', '2.43', 'CREATE;UPDATE;DELETE;SECURITY'],
    ['connection.url', '2.43', undefined],
    ['system.session.timeout', '2.35', '3600'],
  ];
  for (const [key, version, expected] of cases) {
    test(`${key} in ${version}`, () => assert.equal(catalogue.defaultOf(rowOf(key), versionOf(version)), expected));
  }
});

describe('values by version', () => {
  const cases: readonly (readonly [key: string, version: string, expected: readonly string[] | undefined])[] = [
    ['db.pool.type', '2.38', ['c3p0', 'hikari']],
    ['db.pool.type', '2.39.4', ['c3p0', 'hikari']],
    ['db.pool.type', '2.39.5', ['c3p0', 'hikari', 'unpooled']],
    ['db.pool.type', '2.40.3', ['c3p0', 'hikari']],
    ['db.pool.type', '2.40', ['c3p0', 'hikari', 'unpooled']],
    ['filestore.provider', '2.39.5', ['filesystem', 'aws-s3', 'transient']],
    ['filestore.provider', '2.39.6', ['filesystem', 'aws-s3', 's3', 'transient']],
    ['filestore.provider', '2.40.4', ['filesystem', 'aws-s3', 'transient']],
    ['filestore.provider', '2.43', ['filesystem', 'aws-s3', 's3', 'transient']],
    ['analytics.database', '2.41', ['postgresql', 'doris']],
    ['analytics.database', '2.42', ['postgresql', 'doris', 'clickhouse']],
    ['server.https', '2.43', ['on', 'off']],
    ['connection.url', '2.43', undefined],
  ];
  for (const [key, version, expected] of cases) {
    test(`${key} in ${version}`, () => assert.deepEqual(catalogue.valuesOf(rowOf(key), versionOf(version)), expected));
  }
});

describe('near', () => {
  const cases: readonly (readonly [key: string, expected: string | undefined, version?: string])[] = [
    ['conection.url', 'connection.url'],
    ['connection.pasword', 'connection.password'],
    ['connection.pool.maxsize', 'connection.pool.max_size'],
    ['connection.pool.max-size', 'connection.pool.max_size'],
    ['connection.pool.maxSize', 'connection.pool.max_size'],
    ['CONNECTION_URL', 'connection.url'],
    ['Server.Https', 'server.https'],
    ['server_base_url', 'server.base.url'],
    ['oidc.provider.keycloak.client_di', 'oidc.provider.keycloak.client_id'],
    ['oidc.provider.keycloak.clientsecret', 'oidc.provider.keycloak.client_secret'],
    ['oidc.providers.keycloak.token_uri', 'oidc.provider.keycloak.token_uri'],
    ['oidc.provider.azure.0.tennant', 'oidc.provider.azure.0.tenant'],
    ['raed1.connection.url', 'read1.connection.url'],
    ['logging.levl.org.hisp.dhis', 'logging.level.org.hisp.dhis'],
    ['system.system.sql_view_write_enabled', 'system.sql_view_write_enabled'],
    ['monitoring.requestidlog.enabeld', 'logging.request_id.enabled', '2.42'],
    ['monitoring.requestidlog.enabeld', 'logging.session_id', '2.43'],
    ['enable.query.loging', 'enable.query.logging', '2.42'],
    ['enable.query.loging', 'logging.query', '2.43'],
    ['oidc.provider.keycloak.logo_imag', 'oidc.provider.keycloak.login_image'],
    ['audit.in_memory_queue.enable', 'audit.in_memory-queue.enabled'],
    ['leader.time.to.live.minute', undefined, '2.43'],
    ['logging.sesion_id', undefined, '2.42'],
    ['ministry.ticket', undefined],
    ['oidc.provider.google.token_uri', undefined],
    ['foo', undefined],
    ['', undefined],
    ['.', undefined],
  ];
  for (const [key, expected, version = '2.43'] of cases) {
    test(`${JSON.stringify(key)} in ${version}`, () => assert.equal(catalogue.near(key, versionOf(version))[0], expected));
  }

  test('at most three, all known in the version, never the key itself', () => {
    const version = versionOf('2.43');
    for (const { key } of catalogue.rows) {
      const names = catalogue.near(`${key}x`, version);
      assert.ok(names.length <= 3);
      for (const name of names) {
        const row = catalogue.lookup(name)?.row;
        assert.ok(row && catalogue.availability(row, version).kind === 'available', name);
      }
    }
  });

  test('answers do not depend on what was asked before', () => {
    const first = catalogue.near('connection.pol.max_size', versionOf('2.43'));
    catalogue.near('connection.pol.max_size', versionOf('2.35'));
    assert.deepEqual(catalogue.near('connection.pol.max_size', versionOf('2.43')), first);
  });
});

function rowOf(key: string): KeyRow {
  const row = catalogue.rows.find((candidate) => candidate.key === key);
  assert.ok(row, key);
  return row;
}

function versionOf(text: string): Dhis2Version {
  const version = parseVersion(text);
  assert.ok(version, text);
  return version;
}
