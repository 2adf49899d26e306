import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { catalogue } from '../../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { checkValue, type ValueContext } from '../../../server/src/service/catalogue/value-types.ts';
import { knownReleases, parseVersion } from '../../../server/src/service/catalogue/versions.ts';

/** `kind` of the problem, the text it points at in angle brackets, and the first suggestion after an arrow; empty: fine. */
type Case = readonly [key: string, value: string, expected: string, version?: string, context?: ValueContext];

const switches: readonly Case[] = [
  ...['on', 'off', 'true', 'false', 'ON', 'True', 'oFF'].map((value): Case => ['server.https', value, '']),
  // Whoever writes these means off, and off it is.
  ...['no', '0', 'disabled', 'No', 'none', 'off # until the certificate is there', '"off"', 'off;'].map(
    (value): Case => ['server.https', value, ''],
  ),
  ['server.https', 'yes', 'not-a-switch <yes> -> on'],
  ['server.https', '1', 'not-a-switch <1> -> on'],
  ['server.https', 'enabled', 'not-a-switch <enabled> -> on'],
  ['server.https', 'True # note', 'not-a-switch <True # note> -> on'],
  ['server.https', "'on'", "not-a-switch <'on'> -> on"],
  ['server.https', 'ture', 'not-a-switch <ture> -> on'],
  ['server.https', 'fasle', 'not-a-switch <fasle> -> off'],
  ['server.https', 'onn', 'not-a-switch <onn> -> on'],
  ['server.https', 'on\u00a0', 'not-a-switch <on\u00a0> -> on'],
  ['server.https', '  on  ', ''],
  ['server.https', '  yes  ', 'not-a-switch <yes> -> on'],
  // Left empty, a switch is off: only where the default is on that is a surprise.
  ['server.https', '', ''],
  ['csp.enabled', '', 'not-a-switch <> -> on'],
  // The on/off family up to 2.37.8.1, lower case only.
  ['server.https', 'true', 'not-a-switch <true> -> on', '2.37.8.1'],
  ['server.https', 'On', 'not-a-switch <On> -> on', '2.36'],
  ['server.https', 'on', '', '2.35.0'],
  ['server.https', 'true', '', '2.37.9'],
  ['server.https', 'true', '', '2.37'],
  ['audit.database', 'true', 'not-a-switch <true> -> on', '2.35'],
  ['audit.database', 'false', '', '2.35'],
  // The true/false family of the same time.
  ['redis.enabled', 'on', 'not-a-switch <on> -> true', '2.36'],
  ['redis.enabled', 'TRUE', '', '2.36'],
  ['redis.enabled', 'on', '', '2.38'],
  ['redis.enabled', 'off', '', '2.36'],
  ['flyway.repair_before_migration', 'on', 'not-a-switch <on> -> true', '2.37.8'],
  ['oidc.oauth2.login.enabled', 'ON', '', '2.36'],
  ['oidc.oauth2.login.enabled', 'true', 'not-a-switch <true> -> on', '2.37'],
  ['oidc.provider.kc.enable_pkce', 'on', 'not-a-switch <on> -> true', '2.38.1.1'],
  ['oidc.provider.kc.enable_pkce', 'on', '', '2.38.2'],
  ['oidc.provider.kc.enable_pkce', 'on', 'not-a-switch <on> -> true', '2.39.0.1'],
  ['oidc.provider.kc.enable_pkce', 'on', '', '2.39.1'],
  ['hibernate.cache.use_second_level_cache', 'on', '', '2.38'],
  ['hibernate.cache.use_second_level_cache', 'on', 'not-a-switch <on> -> true', '2.43'],
  ['hibernate.cache.use_second_level_cache', 'True', 'not-a-switch <True> -> true', '2.42'],
  ['hibernate.cache.use_second_level_cache', 'true', '', '2.42'],
  ['hibernate.cache.use_second_level_cache', 'off', '', '2.43'],
  ['hibernate.cache.use_query_cache', 'on', 'not-a-switch <on> -> true', '2.40'],
  ['hibernate.cache.use_query_cache', 'on', '', '2.44-dev'],
  // Never read, not yet there, no longer there: nothing to say about the value.
  ['csp.upgrade.insecure.enabled', 'yes', ''],
  ['event_hooks.enabled', 'yes', '', '2.39'],
  ['changelog.tracker', 'yes', '', '2.43'],
];

const numbers: readonly Case[] = [
  ...['80', '+80', '080', ' 80 ', '1'].map((value): Case => ['connection.pool.max_size', value, '']),
  ['connection.pool.max_size', '', 'empty <>'],
  ['connection.pool.max_size', 'eighty', 'not-an-integer <eighty>'],
  ['connection.pool.max_size', '8 0', 'not-an-integer <8 0>'],
  ['connection.pool.max_size', '80 # was 40', 'not-an-integer <80 # was 40> -> 80'],
  ['connection.pool.max_size', '"80"', 'not-an-integer <"80"> -> 80'],
  ['connection.pool.max_size', '80.0', 'not-an-integer <80.0> -> 80'],
  ['connection.pool.max_size', '1,000', 'not-an-integer <1,000> -> 1000'],
  ['connection.pool.max_size', '1 000', 'not-an-integer <1 000> -> 1000'],
  ['connection.pool.max_size', '80\u00a0', 'not-an-integer <80\u00a0>'],
  ['connection.pool.max_size', '0x50', 'not-an-integer <0x50>'],
  ['connection.pool.max_size', '0', 'out-of-range <0>'],
  ['connection.pool.max_size', '-5', 'out-of-range <-5>'],
  ['connection.pool.max_size', '2147483647', ''],
  ['connection.pool.max_size', '2147483648', 'too-large <2147483648>'],
  ['connection.pool.max_size', '99999999999999999999999', 'too-large <99999999999999999999999>'],
  ['system.session.timeout', '3600', ''],
  ['system.session.timeout', '0', ''],
  ['system.session.timeout', '-1', ''],
  ['system.session.timeout', '1h', 'not-an-integer <1h> -> 3600'],
  ['system.session.timeout', '1.5', 'not-an-integer <1.5>'],
  ['system.session.timeout', '', 'empty <>'],
  ['connection.pool.timeout', '30000', ''],
  ['connection.pool.timeout', '0', ''],
  ['connection.pool.timeout', '30', 'out-of-range <30>'],
  ['connection.pool.timeout', '30s', 'not-an-integer <30s> -> 30000'],
  ['connection.pool.timeout', '-1', 'out-of-range <-1>'],
  // Limits of HikariCP count where HikariCP is the pool.
  ['connection.pool.timeout', '30', '', '2.42'],
  ['connection.pool.timeout', '30', 'out-of-range <30>', '2.42', { poolType: 'hikari' }],
  ['connection.pool.timeout', '30', 'out-of-range <30>', '2.42', { poolType: 'HIKARI' }],
  ['connection.pool.timeout', '30', '', '2.43', { poolType: 'unpooled' }],
  ['connection.pool.timeout', 'abc', 'not-an-integer <abc>', '2.42'],
  ['connection.pool.validation_timeout', '5', 'out-of-range <5>'],
  ['connection.pool.validation_timeout', '0', 'out-of-range <0>'],
  ['connection.pool.max_lifetime_seconds', '29', 'out-of-range <29>'],
  ['connection.pool.max_lifetime_seconds', '0', ''],
  ['connection.pool.keep_alive_time_seconds', '10', 'out-of-range <10>'],
  ['connection.pool.keep_alive_time_seconds', '0', ''],
  ['connection.pool.warn_max_age', '0', ''],
  ['connection.pool.warn_max_age', '1999', 'out-of-range <1999>'],
  ['connection.pool.acquire_retry_attempts', '-1', ''],
  // The server does not read this one: the value of the main pool applies.
  ['analytics.connection.pool.min_idle', 'abc', '', '2.43'],
  ['max.sessions.per_user', '-1', ''],
  ['max.sessions.per_user', '0', 'out-of-range <0>'],
  ['max.sessions.per_user', '3', ''],
  ['artemis.embedded.threads', '-1', ''],
  ['artemis.embedded.threads', '-2', 'out-of-range <-2>'],
  ['logging.file.max_archives', '0', 'out-of-range <0>'],
  ['system.cache.cap.percentage', '101', 'out-of-range <101>', '2.40'],
  ['system.cache.cap.percentage', '50%', 'not-an-integer <50%> -> 50', '2.40'],
  ['system.cache.cap.percentage', '0', '', '2.40'],
  ['tracker.temporary.ownership.timeout', 'three', ''],
  ...['0.5', '1', '.5', '1e-1', '0', '2.', '1.0f', 'NaN'].map((value): Case => ['system.cache.max_size.factor', value, '']),
  ['system.cache.max_size.factor', '0,5', 'not-a-number <0,5> -> 0.5'],
  ['system.cache.max_size.factor', 'half', 'not-a-number <half>'],
  ['system.cache.max_size.factor', '50%', 'not-a-number <50%>'],
  ['system.cache.max_size.factor', '0.5 # half', 'not-a-number <0.5 # half> -> 0.5'],
  ['system.cache.max_size.factor', '', 'empty <>'],
  ['system.cache.max_size.factor', '-1', 'out-of-range <-1>'],
  ['redis.port', '6379', ''],
  ['redis.port', '65536', 'not-a-port <65536>'],
  ['redis.port', '0', 'not-a-port <0>'],
  ['redis.port', 'redis', 'not-an-integer <redis>'],
  ['redis.port', '', 'empty <>'],
  ['cluster.cache.remote.object.port', '0', '', '2.40'],
  ['cluster.cache.port', 'x', 'not-an-integer <x>', '2.40'],
  ['cluster.cache.port', 'x', '', '2.43'],
  ['debezium.db.port', '', '', '2.40'],
  ...['100MB', '100mb', '100 MB', '1.5GB', '1048576', '10K', '5B'].map((value): Case => ['logging.file.max_size', value, '']),
  ['logging.file.max_size', '100 megabytes', 'not-a-size <100 megabytes>'],
  ['logging.file.max_size', '100TB', 'not-a-size <100TB>'],
  ['logging.file.max_size', '100MB # per file', 'not-a-size <100MB # per file> -> 100MB'],
  ['max.file_upload_size', '10000000', ''],
  ['max.file_upload_size', '10MB', 'not-an-integer <10MB> -> 10000000'],
  ['max.file_upload_size', '5000000000', ''],
];

const words: readonly Case[] = [
  ...['hikari', 'HIKARI', 'c3p0', 'C3P0', 'unpooled'].map((value): Case => ['db.pool.type', value, '']),
  ['db.pool.type', 'hikary', 'unknown-value <hikary> -> hikari'],
  ['db.pool.type', 'dbcp', 'unknown-value <dbcp>'],
  ['db.pool.type', '', 'empty <>'],
  ['db.pool.type', 'unpooled', 'value-from-later <unpooled>', '2.38'],
  ['db.pool.type', 'unpooled', 'value-from-later <unpooled>', '2.39.4'],
  ['db.pool.type', 'unpooled', '', '2.39.5'],
  ['filestore.provider', 'aws-s3', ''],
  ['filestore.provider', "'aws-s3'", "unknown-value <'aws-s3'> -> aws-s3"],
  ['filestore.provider', 'AWS-S3', 'unknown-value <AWS-S3> -> aws-s3'],
  ['filestore.provider', 's3', 'value-from-later <s3>', '2.38'],
  ['filestore.provider', 's3', 'value-from-later <s3>', '2.40.4'],
  ['filestore.provider', 's3', '', '2.40.5'],
  ['filestore.provider', 'minio', 'unknown-value <minio>'],
  ['analytics.database', 'CLICKHOUSE', '', '2.42'],
  ['analytics.database', 'clickhouse', 'value-from-later <clickhouse>', '2.41'],
  ['analytics.database', 'postgres', 'unknown-value <postgres> -> postgresql'],
  ['artemis.mode', 'embedded', ''],
  ['artemis.mode', 'external', 'unknown-value <external>'],
  ['connection.schema', 'update', '', '2.40.7.1'],
  ['connection.schema', 'whatever', '', '2.36'],
  ['logging.level.org.hisp.dhis', 'debug', ''],
  ['logging.level.org.hisp.dhis', 'DEBUGG', 'unknown-value <DEBUGG> -> DEBUG'],
  // The server hands these on unread.
  ['session.cookie.samesite', 'lax', ''],
  ['session.cookie.samesite', 'whatever', ''],
  ['oidc.provider.kc.client_authentication_method', 'tls_client_auth', ''],
  ['logging.request_id.hash', 'SHA3-256', '', '2.37'],
];

const lists: readonly Case[] = [
  ['audit.metadata', 'CREATE;UPDATE;DELETE', ''],
  ['audit.metadata', 'CREATE;UPDATE;', ''],
  ['audit.metadata', '', ''],
  ['audit.metadata', 'DISABLED', ''],
  ['audit.metadata', 'CREATE; UPDATE', ''],
  ['audit.metadata', 'CREATE; UPDATE', 'blank-in-list < UPDATE> -> UPDATE', '2.40'],
  ['audit.metadata', 'CREATE; UPDATE', 'blank-in-list < UPDATE> -> UPDATE', '2.41.8'],
  ['audit.metadata', 'CREATE; UPDATE', '', '2.41.9'],
  ['audit.metadata', 'CREATE; UPDATE', 'blank-in-list < UPDATE> -> UPDATE', '2.42.4'],
  ['audit.metadata', 'CREATE;UPDAET', 'unknown-item <UPDAET> -> UPDATE'],
  ['audit.metadata', 'create', 'unknown-item <create> -> CREATE'],
  ['audit.metadata', 'CREATE,UPDATE', 'unknown-item <CREATE,UPDATE> -> CREATE;UPDATE'],
  ['monitoring.sql.context.keys', 'controller, method', ''],
  ['monitoring.sql.context.keys', 'controller,user', 'unknown-item <user>'],
  ['route.remote_servers_allowed', 'https://*', ''],
  ['route.remote_servers_allowed', 'https://a.example.org:8443,https://b.example.org', ''],
  ['route.remote_servers_allowed', '', ''],
  ['route.remote_servers_allowed', 'https://a.example.org/', 'path-not-allowed </> -> '],
  ['route.remote_servers_allowed', 'https://a.example.org/api', 'path-not-allowed </api> -> '],
  [
    'route.remote_servers_allowed',
    'https://a.example.org, https://b.example.org',
    'blank-in-list < https://b.example.org> -> https://b.example.org',
  ],
  ['route.remote_servers_allowed', 'ftp://a.example.org', 'scheme-not-allowed <ftp> -> https'],
  ['route.remote_servers_allowed', 'a.example.org', 'not-a-url <a.example.org>'],
  ['metadata.sync.remote_servers_allowed', 'https://a.example.org/,https://b.example.org/', ''],
  [
    'metadata.sync.remote_servers_allowed',
    'https://a.example.org/, https://b.example.org/',
    'blank-in-list < https://b.example.org/> -> https://b.example.org/',
  ],
  ['switch_user_allow_listed_ips', 'localhost, 127.0.0.1,[0:0:0:0:0:0:0:1]', ''],
  ['switch_user_allow_listed_ips', '10.0.0.0/8', 'not-an-address <10.0.0.0/8>'],
  ['switch_user_allow_listed_ips', '127.0.0.1,10.0.*', 'not-an-address <10.0.*>'],
  ['oidc.provider.kc.scopes', 'openid email', ''],
  ['oidc.provider.kc.scopes', 'openid,email,profile', 'comma-in-list <openid,email,profile> -> openid email profile'],
  ['oidc.provider.kc.extra_request_parameters', 'acr_values lvl3,prompt login', ''],
  ['oidc.provider.kc.extra_request_parameters', 'acr_values lvl3, prompt', 'not-a-pair <prompt>'],
  ['oidc.provider.kc.extra_request_parameters', 'prompt=login', 'not-a-pair <prompt=login>'],
  ['cluster.members', '10.0.0.1:4001, 10.0.0.2:4001', '', '2.40'],
  ['analytics.table.skip_index', 'a, b', ''],
];

const addresses: readonly Case[] = [
  ['server.base.url', 'https://play.example.org/dhis', ''],
  ['server.base.url', 'HTTPS://play.example.org', ''],
  ['server.base.url', 'http://localhost:8080', ''],
  ['server.base.url', '', ''],
  ['server.base.url', 'https://play.example.org/', 'wrong-end </> -> '],
  ['server.base.url', 'play.example.org', 'not-a-url <play.example.org>'],
  ['server.base.url', 'https://', 'not-a-url <https://>'],
  ['server.base.url', 'https://play example.org', 'not-a-url <https://play example.org>'],
  ['server.base.url', 'ftp://play.example.org', 'scheme-not-allowed <ftp> -> https'],
  ['oidc.logout.redirect_url', 'https://play.example.org/', 'wrong-end </> -> '],
  ['oidc.logout.redirect_url', '/', ''],
  ['ldap.url', 'ldaps://ldap.example.org:636', ''],
  ['ldap.url', 'ldap://a:389 ldap://b:389', ''],
  ['ldap.url', 'ldaps://0:1', ''],
  ['ldap.url', 'https://ldap.example.org', 'scheme-not-allowed <https> -> ldap'],
  ['ldap.url', 'ldap.example.org', 'not-a-url <ldap.example.org>'],
  ['oidc.provider.kc.token_uri', 'https://sso.example.org/token', ''],
  ['oidc.provider.kc.token_uri', 'http://localhost:8080/token', ''],
  ['oidc.provider.kc.token_uri', 'http://localhost:8080/token', 'local-address <http://localhost:8080/token>', '2.37'],
  ['oidc.provider.kc.token_uri', '/token', 'not-a-url </token>'],
  ['oidc.provider.kc.issuer_uri', 'sso.example.org', 'not-a-url <sso.example.org>'],
  // The server does not look at these.
  ['oidc.provider.kc.end_session_endpoint', 'sso.example.org/logout', ''],
  ['oidc.provider.kc.redirect_url', '{baseUrl}/oauth2/code/{registrationId}', ''],
  ['linked_accounts.relogin_url', '/login', ''],
  ['connection.url', 'jdbc:postgresql://db.example.org:5432/dhis2', ''],
  ['connection.url', 'jdbc:postgresql:dhis2', ''],
  ['connection.url', 'jdbc:p6spy:postgresql:dhis2', ''],
  ['connection.url', 'postgresql://db/dhis2', 'not-a-jdbc-url <postgresql://db/dhis2>'],
  ['connection.url', 'jdbc:postgresql//db/dhis2', 'not-a-jdbc-url <jdbc:postgresql//db/dhis2>'],
  ['connection.url', '', 'empty <>'],
  ['analytics.connection.url', 'jdbc:clickhouse://ch:8123/dhis', ''],
  ['analytics.connection.url', 'jdbc::clickhouse://ch:8123/dhis', 'not-a-jdbc-url <jdbc::clickhouse://ch:8123/dhis>'],
  ['analytics.connection.url', '', ''],
  ['read1.connection.url', 'db.example.org', 'not-a-jdbc-url <db.example.org>'],
];

const free: readonly Case[] = [
  ['connection.password', '"quoted" # and more', ''],
  ['encryption.password', 'short', ''],
  ['node.id', "'node-1'", ''],
  ['redis.host', 'redis:6379', ''],
  ['connection.driver_class', 'com.p6spy.engine.spy.P6SpyDriver', ''],
  ['cache.ehcache.config.file', 'anything', ''],
  ['ldap.search.filter', '(uid=x)', ''],
  // What the environment or a template fills in is not known here.
  ['server.https', '${HTTPS}', ''],
  ['connection.pool.max_size', '${POOL}0', ''],
  ['connection.pool.max_size', '$${POOL}', ''],
  ['connection.pool.max_size', '{{ pool_size }}', ''],
  ['connection.pool.max_size', '{% if big %}80{% endif %}', ''],
  ['connection.pool.max_size', '${POOL:-80}', ''],
  ['connection.pool.max_size', '${POOL:-}', ''],
  ['connection.pool.max_size', '${POOL:-${OTHER}}', ''],
  ['connection.pool.max_size', '${POOL:-eighty}', 'not-an-integer <eighty>'],
  ['connection.pool.max_size', '  ${POOL:- 80 MB }', 'not-an-integer <80 MB>'],
  ['server.https', '${HTTPS:-yes}', 'not-a-switch <yes> -> on'],
  ['db.pool.type', '${POOL_TYPE:-hikary}', 'unknown-value <hikary> -> hikari'],
  ['connection.password', '${PW:-yes}', ''],
];

for (const [title, cases] of Object.entries({ switches, numbers, words, lists, addresses, 'free texts and substitutions': free })) {
  describe(`values: ${title}`, () => {
    for (const [key, value, expected, version = '2.43', context = {}] of cases) {
      const pool = context.poolType === undefined ? '' : ` with ${context.poolType}`;
      test(`${key} = ${JSON.stringify(value)} in ${version}${pool}`, () => assert.equal(said(key, value, version, context), expected));
    }
  });
}

describe('values: always', () => {
  test('every default is right in the version it belongs to', () => {
    for (const row of catalogue.rows) {
      for (const release of [...knownReleases, '2.44-dev']) {
        const version = parseVersion(release) ?? [];
        const value = catalogue.defaultOf(row, version);
        if (value !== undefined) assert.equal(checkValue(row, value, version), undefined, `${row.key} = ${value} in ${release}`);
        for (const known of catalogue.valuesOf(row, version) ?? []) {
          if (row.type === 'enum') assert.equal(checkValue(row, known, version), undefined, `${row.key} = ${known} in ${release}`);
        }
      }
    }
  });

  test('no text makes it throw, and spans lie inside the value', () => {
    const version = parseVersion('2.43') ?? [];
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('o', 'n', '1', '0', ' ', ',', ';', '/', ':', '$', '{', '}', '-', '#', '"', 'jdbc:', 'https://') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.rows), text, (row, value) => {
        const found = checkValue(row, value, version);
        return found === undefined || (found.span.start >= 0 && found.span.start <= found.span.end && found.span.end <= value.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('a suggestion put in its place is right', () => {
    for (const [key, value, expected, version = '2.43'] of [...switches, ...numbers, ...words, ...addresses]) {
      const row = catalogue.lookup(key)?.row;
      const found = row && checkValue(row, value, parseVersion(version) ?? []);
      const [suggestion] = found?.suggestions ?? [];
      if (row === undefined || found === undefined || suggestion === undefined || expected === '') continue;
      const mended = value.slice(0, found.span.start) + suggestion + value.slice(found.span.end);
      assert.equal(checkValue(row, mended, parseVersion(version) ?? []), undefined, `${key} = ${mended}`);
    }
  });

  test('problems of secrets and URLs do not repeat the value', () => {
    const version = parseVersion('2.43') ?? [];
    for (const row of catalogue.rows) {
      for (const value of ['s3cr3t w0rd', '', 'user:s3cr3t@host/db']) {
        const found = checkValue(row, value, version);
        if (row.secret) assert.equal(found, undefined, row.key);
        if (row.type === 'jdbc-url' || row.type === 'url') assert.doesNotMatch(JSON.stringify(found) ?? '', /s3cr3t/, row.key);
      }
    }
  });
});

function said(key: string, value: string, version: string, context: ValueContext): string {
  const row = catalogue.lookup(key)?.row;
  const parsed = parseVersion(version);
  assert.ok(row && parsed, key);
  const found = checkValue(row, value, parsed, context);
  if (found === undefined) return '';
  const [suggestion] = found.suggestions;
  return `${found.kind} <${value.slice(found.span.start, found.span.end)}>${suggestion === undefined ? '' : ` -> ${suggestion}`}`;
}
