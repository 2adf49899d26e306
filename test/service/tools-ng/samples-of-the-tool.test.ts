/** The forms in which dhis2-tools-ng and its forks have shipped the file over the years are left in peace. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../support/imports.ts';
import { containersDocument, testService } from '../../support/service.ts';

const read = (file: string) => readFileSync(path.join(root, 'test/fixtures/tools-ng/setup/configs', file), 'utf8');
const stock = read('containers.json.sample');
const own = read('containers.json');
const logger =
  ',\n    {\n      "name": "logger",\n      "ip": "192.168.0.100",\n      "type": "journal_logger",\n      "storage": "fs",\n      "directory": "/mnt/logs"\n    }\n  ]';

const rulesIn = (text: string, file?: string) =>
  testService()
    .findings(containersDocument(text, file))
    .map(({ rule }) => rule);

describe('no finding', () => {
  const samples: { readonly [name: string]: string } = {
    'as it is': stock,
    'for nginx': stock.replace('"apache2"', '"nginx"').replace('apache_proxy', 'nginx_proxy'),
    'of old releases, without apm and environment': stock.replace(/ *"(?:apm)".*\n/, '').replace(/ *"environment": \{[^}]*\},\n/, ''),
    'of a fork, with a receiver of logs': stock.replace(/\n {2}\]/, logger),
    'of a fork, with releases of Ubuntu': stock.replace('"containers"', '"guestos_version": "20.04",\n  "containers"'),
  };
  for (const [name, text] of Object.entries(samples)) test(name, () => assert.deepEqual(rulesIn(text, 'containers.json.sample'), []));

  test('filled in', () => assert.deepEqual(rulesIn(own), []));
  test('on Windows', () => assert.deepEqual(rulesIn(`\ufeff${own.replaceAll('\n', '\r\n')}`), []));
});

test('the sample used as it is asks for a name and an address', () => {
  assert.deepEqual(rulesIn(stock), ['unusable-public-name', 'unusable-contact-email']);
});

test('a broken file has findings about its syntax only', () => {
  assert.deepEqual(rulesIn(stock.replace('"email"', 'email')), ['containers-syntax-error']);
});

test('a field that stands twice does not silence the rest, and the last one counts', () => {
  const text = own.replace('"proxy": "nginx"', '"proxy": "apache2",\n  "proxy": "nginx"');
  assert.deepEqual(rulesIn(text), ['containers-syntax-error']);
  assert.deepEqual(rulesIn(text.replace('"nginx",', '"apache",')), ['containers-syntax-error', 'proxy-out-of-step']);
});
