/** What is done to a dhis.conf on its host, by the scripts themselves: secrets stay there, lines of people stay as they are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { dhisConf } from '../../client/src/operations/facts/dhis-conf.ts';
import { mergeDhisConf } from '../../client/src/operations/steps/dhis-conf.ts';
import { mergedDhisConf, newDhisConf } from '../../client/src/operations/templates/dhis-conf.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dhis-conf-'));
const file = path.join(folder, 'dhis.conf');
after(() => rmSync(folder, { recursive: true }));

const sh = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('/bin/sh', words, { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  assert.equal(status, 0, stderr);
  return stdout;
};

describe('a dhis.conf on its host', () => {
  const told = (content: string): string => {
    writeFileSync(file, content);
    const state = dhisConf(file).parse({ code: 0, out: sh('-uc', dhisConf(file).script.text) });
    assert.equal(state?.kind, 'file');
    return state?.kind === 'file' ? state.content : '';
  };

  test('is told without its secrets', () => {
    const content = [
      'connection.url = jdbc:postgresql://db/dhis',
      'connection.password = s3cret',
      'encryption.password: also s3cret',
      'ldap.manager.password s3cret',
      '# connection.password = s3cret of old',
      'oidc.provider.a.client_secret = s3cret that \\',
      '   goes on, s3cret \\',
      '   to s3cret here',
      'filestore.identity=s3cret',
      'redis.password = ${REDIS_PASSWORD}',
      'mail.password =',
      '# The password of the database is elsewhere.',
      'system.session.timeout = 3600',
      '',
    ].join('\n');
    const seen = told(content);
    assert.ok(!seen.includes('s3cret'), seen);
    assert.equal(
      seen,
      [
        'connection.url = jdbc:postgresql://db/dhis',
        'connection.password = (hidden)',
        'encryption.password: (hidden)',
        'ldap.manager.password (hidden)',
        '# connection.password = (hidden)',
        'oidc.provider.a.client_secret = (hidden)',
        'filestore.identity=(hidden)',
        'redis.password = ${REDIS_PASSWORD}',
        'mail.password =',
        '# The password of the database is elsewhere.',
        'system.session.timeout = 3600',
        '',
      ].join('\n'),
    );
  });

  test('is written there as the plan shows it', () => {
    const entries = [
      { key: 'connection.url', value: 'jdbc:postgresql://127.0.0.1:5432/a?sslmode=require', comment: 'a' },
      { key: 'connection.password', value: '${DATABASE_PASSWORD}', comment: 'b = c' },
      { key: 'server.https', value: 'on', comment: 'c' },
    ];
    const line = fc.constantFrom(
      'connection.url = jdbc:postgresql://old',
      'connection.url=old \\',
      '  server.https : off',
      'server.https',
      'connection.password.other = x',
      '# server.https = off',
      '!server.https = off',
      'text without a key \\',
      '  x\\y',
      'it\'s = $HOME `id` "quoted" &',
      '',
    );
    const property = fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const content = `${lines.join('\n')}\n`;
      writeFileSync(file, content);
      const written = sh('-euc', `file=$2\n${mergeDhisConf}\nput "$1"`, 'sh', newDhisConf(entries), file);
      assert.equal(written, mergedDhisConf(content, entries));
      assert.equal(mergedDhisConf(written, entries), written);
    });
    fc.assert(property, { numRuns: 40 });
  });
});
