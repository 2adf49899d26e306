/** The sums that messages show: their terms, in both languages. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Locale, render } from '@dhis2-hosting/server/service';
import { documentsBeside, manifestDocument, testService } from '../../support/service.ts';

function told(rule: string, text: string, locale: Locale, beside: { readonly [path: string]: string } = {}): readonly string[] {
  const document = manifestDocument(text);
  const service = testService({}, locale, undefined, false, documentsBeside(document, beside));
  return service
    .findings(document)
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => render(message, locale));
}

const host = `version: 1
hosts:
  - { name: big, address: 192.0.2.1, memory: 16 GiB }
  - { name: web, address: 192.0.2.2, guestOf: big, guestKind: lxd }
databases:
  - { name: main, host: big, tuning: { recipe: dhis2-guide, memory: 8 GiB } }
instances:
  - { name: hmis, host: web, heap: 6 GiB }
services:
  - { name: openhim, host: web, memory: 512 MiB }
`;

describe('sums in messages', () => {
  test('memory in English', () => {
    const [message = ''] = told('host-out-of-memory', host, 'en');
    assert.match(
      message,
      /needs 16\.5 GiB: database `main` 8 GiB \+ `hmis` 6 GiB × 1\.25 = 7\.5 GiB \+ `openhim` 512 MiB \+ system 512 MiB\./,
    );
  });

  test('memory in French', () => {
    const [message = ''] = told('host-out-of-memory', host, 'fr');
    assert.match(
      message,
      /demande 16[.,]5 Gio : base `main` 8 Gio \+ `hmis` 6 Gio × 1,25 = 7[.,]5 Gio \+ `openhim` 512 Mio \+ système 512 Mio\./,
    );
  });

  test('memory that the plan does not tell is named', () => {
    const text = host.replace(', tuning: { recipe: dhis2-guide, memory: 8 GiB }', '').replace('heap: 6 GiB', 'heap: 14 GiB');
    const [message = ''] = told('host-out-of-memory', text, 'en');
    assert.match(message, /needs 18\.5 GiB: .* \+ system 512 MiB \(not counted: `main`\)\./);
  });

  test('many terms are cut short, and the sum is whole', () => {
    const instances = Array.from({ length: 20 }, (_, i) => `  - { name: i${i}, host: big, heap: 4 GiB }\n`).join('');
    const [message = ''] = told(
      'host-out-of-memory',
      `version: 1\nhosts:\n  - { name: big, address: 192.0.2.1, memory: 16 GiB }\ninstances:\n${instances}`,
      'en',
    );
    assert.match(message, /needs 100\.5 GiB: .* \+ 60\.5 GiB of 13 more\./);
  });

  test('hosts that run in each other are counted once', () => {
    const text = host.replace('memory: 16 GiB }', 'memory: 16 GiB, guestOf: web, guestKind: lxd }');
    assert.equal(told('host-out-of-memory', text, 'en').length, 1);
  });

  test('a long chain of guests takes no time', () => {
    const hosts = Array.from(
      { length: 3000 },
      (_, i) => `  - { name: h${i}, address: 192.0.2.1, memory: 1 GiB${i === 0 ? '' : `, guestOf: h${i - 1}`} }\n`,
    );
    assert.deepEqual(told('host-out-of-memory', `version: 1\nhosts:\n${hosts.join('')}`, 'en'), []);
  });

  test('connections', () => {
    const text = `version: 1
databases:
  - { name: main, host: db-1, maxConnections: 200 }
instances:
  - { name: hmis, host: web-1, database: main, config: a.dhis.conf }
  - { name: training, host: web-1, database: main }
`;
    const conf =
      '# dhis2-nodes: 2\nconnection.url = jdbc:postgresql://db-1/a\nanalytics.connection.url = jdbc:postgresql://db-1/b\nanalytics.connection.pool.max_size = 40\n';
    const [message = ''] = told('database-out-of-connections', text, 'en', { 'a.dhis.conf': conf });
    assert.match(message, /up to 240 connections \(`hmis` 2 × \(80 \+ 40\)\) of 200,.* Raise `maxConnections` to 250,/);
    const [assumed = ''] = told('database-out-of-connections', text.replace('200', '300'), 'fr', { 'a.dhis.conf': conf });
    assert.match(assumed, /jusqu'à 320 connexions \(`hmis` 2 × \(80 \+ 40\) \+ `training` 80 \(supposé\)\) sur 300\./);
  });
});
