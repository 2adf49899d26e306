import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue } from '@dhis2-hosting/server/documented';
import { effectiveMarkdown, render } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import type { EffectiveConfiguration, EffectiveRow } from '../../../server/src/service/reports/effective-configuration.ts';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';
import { propertiesText } from '../properties/arbitrary-properties.ts';

function effective(text: string, dhis2Version = ''): EffectiveConfiguration {
  const found = testService({ dhis2Version }).effectiveConfiguration(confDocument(text));
  assert.ok(found !== undefined);
  return found;
}

function row(text: string, key: string, dhis2Version = ''): EffectiveRow {
  const found = effective(text, dhis2Version).rows.find((candidate) => candidate.key === key);
  assert.ok(found !== undefined, key);
  return found;
}

describe('effective configuration', () => {
  test('every key of the release is there once', () => {
    const keys = effective('redis.port = 1\n', '2.40').rows.map(({ key }) => key);
    const wanted = catalogue.rows.filter((known) => known.pattern !== true && catalogue.availability(known, [2, 40]).kind === 'available');
    assert.deepEqual([...keys].sort(), wanted.map(({ key }) => key).sort());
  });

  test('where each value comes from', () => {
    const text = 'a = 1\nredis.port = 1\nredis.port = ${PORT:-6379}\nredis.host = {{ host }}\nlogging.query = on\nnode.id = n1\n';
    const source = (key: string) => row(text, key, '2.42').source;
    assert.equal(source('node.id'), 'file');
    assert.equal(source('redis.port'), 'environment');
    assert.deepEqual(row(text, 'redis.port').variables, ['PORT']);
    assert.equal(row(text, 'redis.port').line, 2, 'the last one counts');
    assert.equal(source('redis.host'), 'template');
    assert.equal(source('redis.enabled'), 'default');
    assert.equal(source('connection.username'), 'unset');
    assert.equal(source('logging.query'), 'ignored');
    assert.equal(source('a'), 'ignored');
  });

  test('values in words, defaults of the release', () => {
    assert.equal(row('', 'connection.pool.max_idle_time', '2.42').value, '7200');
    assert.equal(row('', 'connection.pool.max_idle_time', '2.43').value, '600');
    const { decoded } = row('system.session.timeout = 7200\n', 'system.session.timeout');
    assert.equal(decoded && render(decoded, 'en'), '2 h');
  });

  test('findings stand with their key, all others apart', () => {
    const { rows, otherFindings } = effective('connection.pool.max_size = x\nfoo = 1\nfoo = 2\n');
    assert.deepEqual(
      rows.find(({ key }) => key === 'connection.pool.max_size')?.findings.map(({ rule }) => rule),
      ['wrong-value'],
    );
    const told = rows.flatMap(({ findings }) => findings).length + otherFindings.length;
    assert.equal(told, testService().findings(confDocument('connection.pool.max_size = x\nfoo = 1\nfoo = 2\n')).length);
  });

  test('no secret is told, neither written nor by default', () => {
    const text = `connection.password = s3cr3t
redis.password = \${REDIS:-s3cr3t}
my.api.token = s3cr3t
connection.url = jdbc:postgresql://h/d?password=s3cr3t
oidc.provider.kc.client_secret = s3cr3t
ldap.manager.password =
`;
    const configuration = effective(text);
    const pages = (['en', 'fr'] as const).map((locale) => effectiveMarkdown(configuration, locale)).join();
    assert.doesNotMatch(pages, /s3cr3t/);
    assert.doesNotMatch(JSON.stringify(configuration), /s3cr3t/);
    assert.equal(row(text, 'connection.password').masked, true);
    assert.equal(row(text, 'ldap.manager.password').masked, false);
    assert.equal(row('', 'artemis.password').value, undefined);
    assert.deepEqual(row(text, 'redis.password').variables, ['REDIS']);
  });

  test('the page has a table for each chapter and formats nothing of the file', () => {
    const page = effectiveMarkdown(effective('node.id = a|b`c`<i>\\n\nmystery|key = x\nredis.host =\n'), 'en');
    assert.match(page, /^# Effective configuration for DHIS2 2\.43$/m);
    assert.match(page, /^## Server node$/m);
    assert.match(page, /^## Keys that DHIS2 does not know$/m);
    assert.match(page, /^\| \*\*`node\.id`\*\* \| `` a\\\|b`c`<i> `` \| file, line 1 \|/m);
    assert.match(page, /^\| \*\*`redis\.host`\*\* \| \*empty\* \| file, line 3 \|/m);
    assert.match(page, /^\| \*\*`mystery\\\|key`\*\* \|/m);
    for (const line of page.split('\n').filter((text) => text.startsWith('|')))
      assert.equal(line.replaceAll('\\|', '').split('|').length, 6, line);
    assert.match(effectiveMarkdown(effective(''), 'fr'), /valeur par défaut/);
  });

  test('of other documents there is none', () => {
    assert.equal(testService().effectiveConfiguration(manifestDocument('version: 1\n')), undefined);
  });

  test('any text', () => {
    fc.assert(
      fc.property(propertiesText, (text) => {
        for (const line of effectiveMarkdown(effective(text), 'fr').split('\n')) {
          if (line.startsWith('|')) assert.equal(line.replaceAll('\\|', '').split('|').length, 6, line);
        }
      }),
      { numRuns: 300, seed: 20_261_123 },
    );
  });
});
