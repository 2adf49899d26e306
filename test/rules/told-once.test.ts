/** One mistake is told once: the rules about how a value is written and the general ones leave each other room. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confDocument, testService } from '../support/service.ts';

type Case = { readonly line: string; readonly rules: readonly string[]; readonly version?: string };

const cases: readonly Case[] = [
  { line: 'server.https = on   # behind nginx', rules: ['trailing-comment'] },
  { line: 'redis.port = 6379 # usual', rules: ['trailing-comment'] },
  { line: "redis.port = '6379'", rules: ['quoted-value'] },
  { line: 'node.id = “node-1”', rules: ['quoted-value'] },
  { line: 'redis.port = 63\u00a079', rules: ['non-breaking-space'] },
  { line: 'redis.port =', rules: ['emptied-default'] },
  { line: 'system.audit.enabled =', rules: ['emptied-default'] },
  { line: 'redis.port = ${env:PORT}', rules: ['unexpanded-placeholder'] },
  { line: 'redis.port = ${PORT:6379}', rules: ['unexpanded-placeholder'] },
  { line: 'redis.port = ${PORT_${STAGE}}', rules: ['nested-placeholder'] },
  { line: 'redis.port = ${PORT', rules: ['unclosed-placeholder'] },
  { line: 'redis.port = ${PORT:-many}', rules: ['wrong-value'] },
  { line: 'redis.port = {{ port }}', rules: ['template-file'] },
  { line: 'node.id = é“x”', rules: ['non-ascii-text'] },
  { line: 'filestore.location = C:\\dhis2', rules: ['swallowed-backslash'] },
  { line: 'filestore.location = C:\\users\\dhis2', rules: ['malformed-unicode-escape'] },
  { line: '[redis]', rules: ['section-header'] },
  { line: 'redis port = 6379', rules: ['key-cut-at-blank'] },
  { line: 'redis.port\u00a0= 6379', rules: ['non-breaking-space'] },
  { line: '\ufeffredis.port = 6379', rules: ['byte-order-mark'] },
  { line: '${REDIS}.port = 6379', rules: ['placeholder-in-key'] },
  { line: '= 6379', rules: ['empty-key'] },
  { line: 'connection.url = ${URL}\nartemis.port = x', rules: ['wrong-value'] },
  { line: 'redis.prot = 6379', rules: ['unknown-key'] },
  { line: 'audit.inmemory_queue.enabled = perhaps', rules: ['alias-that-never-works'] },
  { line: 'cluster.members = 10.0.0.1, 10.0.0.2', rules: ['ineffective-key'] },
  { line: 'metadata.sync.remote_servers_allowed = https://a.example.org/, https://b.example.org/', rules: ['blank-list-item'] },
  { line: 'audit.metadata = CREATE; UPDATE', rules: ['blank-list-item'], version: '2.40' },
  { line: 'oidc.provider.x.logo_image = x.svg', rules: ['oidc-provider-dropped'] },
  { line: 'oidc.provider.x.login_image = x.svg', rules: ['oidc-provider-dropped'], version: '2.36.2' },
  { line: 'oidc.provider.x.scope = email', rules: ['oidc-provider-dropped'] },
  { line: 'oidc.provider.x.jwk_uri = example.org', rules: ['oidc-provider-dropped'] },
  { line: 'oidc.provider.x.jwk_uri = http://localhost/jwk', rules: ['oidc-provider-dropped'], version: '2.37' },
  { line: "oidc.provider.x.jwk_uri = 'https://x.example.org/jwk'", rules: ['quoted-value'] },
  { line: 'oidc.provider.azure.12.tenant = x', rules: ['oidc-provider-ignored'] },
  { line: 'read7.connection.url = ${R7}', rules: ['read-replica-ignored'] },
  { line: 'system.id = x', rules: ['unread-documented-key'] },
  { line: 'connection.pool.timeout = 30', rules: ['seconds-for-milliseconds'] },
  { line: 'connection.pool.timeout = 200', rules: ['wrong-value'] },
  { line: 'connection.pool.acquire_incr = 5', rules: ['pool-key-without-effect'] },
  { line: 'analytics.connection.pool.min_idle = 5', rules: ['ineffective-key'] },
  { line: 'connection.url =', rules: ['missing-connection-url'] },
  { line: 'audit.tracker = CREATE;WRITE\naudit.logger = on', rules: ['wrong-value'] },
  { line: 'redis.port = 66000 # usual\nredis.port = 6379', rules: ['duplicate-key'] },
];

/** Of all findings those about how the line is written; what else is wrong with it (a missing password, say) may be told too. */
const judged = new Set([...cases.flatMap(({ rules }) => rules), 'removed-key', 'renamed-key', 'key-from-later-release']);

describe('one mistake is told once', () => {
  for (const { line, rules, version = '2.43' } of cases) {
    test(JSON.stringify(line), () => {
      const found = testService({ dhis2Version: version }).findings(confDocument(`${line}\n`));
      assert.deepEqual(
        found.map((finding) => finding.rule).filter((rule) => judged.has(rule)),
        rules,
      );
    });
  }
});
