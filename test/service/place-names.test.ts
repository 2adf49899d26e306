import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { confDocument, inventoryDocument, lintSettingsDocument, manifestDocument, testService } from '../support/service.ts';

const service = testService();

describe('names of places', () => {
  const manifest =
    'version: 1\nhosts:\n  - name: web-1\n    address: a\n  - address: b\n---\ninstances:\n  - { name: hmis, host: web-1 }\n';
  const inventory = '127.0.0.1\n[instances]\ndhis ansible_host=a dhis2_version=2.42\n[instances:vars]\ncreate_db=yes\n';
  const cases: readonly (readonly [name: string, document: ReturnType<typeof confDocument>, at: string, expected: string])[] = [
    ['a key', confDocument('# x\nserver.https = on\n'), 'https', 'server.https'],
    ['a value over two lines', confDocument('a = 1\nserver.base.url = x\\\n  y\n'), 'y\n', 'server.base.url'],
    ['an escaped key', confDocument('server\\u002ehttps = on\n'), 'on', 'server.https'],
    ['a comment', confDocument('# connection.password = x\na = 1\n'), 'password', ''],
    ['a field of a named item', manifestDocument(manifest), 'a\n  -', 'hosts/web-1/address'],
    ['an item without a name', manifestDocument(manifest), 'b\n', 'hosts/1/address'],
    ['a second document', manifestDocument(manifest), 'hmis', 'instances/hmis/name'],
    ['a variable of a host', inventoryDocument(inventory), '2.42', 'instances/dhis/dhis2_version'],
    ['a variable of a group', inventoryDocument(inventory), 'yes', 'instances:vars/create_db'],
    ['a host above all sections', inventoryDocument(inventory), '127', '/127.0.0.1'],
    [
      'a variable in YAML',
      inventoryDocument('dhis2_version: 2.42\nguest_os: 24.04\n', 'inventory/host_vars/dhis'),
      '2.42',
      'dhis2_version',
    ],
    ['settings', lintSettingsDocument('rules:\n  unknown-key: of\n'), 'of\n', 'rules/unknown-key'],
  ];
  for (const [name, document, at, expected] of cases) {
    test(name, () => assert.equal(service.placeName(document, document.getText().indexOf(at)), expected));
  }

  test('exist for any text and any offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab:-= \n\\#[]{}"\'&*!|>?,%@') }),
        fc.integer({ min: -2, max: 60 }),
        (text, offset) => {
          for (const document of [confDocument(text), manifestDocument(text), lintSettingsDocument(text)]) {
            assert.equal(typeof service.placeName(document, offset), 'string');
          }
        },
      ),
    );
  });
});

describe('places of secrets', () => {
  const placesIn = (text: string) => service.secretSpans(confDocument(text)).map(({ start, end }) => text.slice(start, end));

  test('are values of secret keys, addresses with a password, and such entries in comments', () => {
    const text = [
      'connection.password = one',
      'conection.pasword = two \\',
      '  three',
      'server.https = on',
      'connection.url = jdbc:postgresql://u:four@db/x',
      '# filestore.secret = five',
      '# about passwords',
      'encryption.password =',
      '',
    ].join('\n');
    assert.deepEqual(placesIn(text), ['one', 'two \\\n  three', 'jdbc:postgresql://u:four@db/x', '# filestore.secret = five']);
  });

  test('are in order and never overlap', () => {
    const line = fc.constantFrom('connection.password = x', '#ldap.manager.password=y', 'a = b \\', 'x.token : z', '', ' ');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const spans = service.secretSpans(confDocument(lines.join('\n')));
        for (const [i, { start, end }] of spans.entries()) assert.ok(start < end && start >= (spans[i - 1]?.end ?? 0));
      }),
    );
  });

  test('are none in a manifest', () => assert.deepEqual(service.secretSpans(manifestDocument('password: x\n')), []));
});
