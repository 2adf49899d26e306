import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type NamedConf, namedFor, sameFileKey } from '../../../server/src/service/manifest/conf-addresses.ts';
import { namedConfs } from '../../../server/src/service/manifest/named-confs.ts';

const head = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\ninstances:\n';
const uri = 'file:///srv/plan/dhis2-hosting.yaml';
const instance = (config: string, version = '"2.41"') => `  - { name: hmis, host: web, config: ${config}, dhis2Version: ${version} }\n`;
const files = (text: string, manifest: string = uri) => namedConfs({ uri: manifest, text }).map(({ file }) => file);

describe('namedConfs', () => {
  test('the version stands with its place and its instance', () => {
    const text = head + instance('hmis/dhis.conf', '"2.41.3"');
    const [conf, ...more] = namedConfs({ uri, text });
    assert.deepEqual(more, []);
    assert.ok(conf);
    assert.deepEqual([conf.file, conf.version, conf.instance], ['file:///srv/plan/hmis/dhis.conf', '2.41.3', 'hmis']);
    assert.equal(conf.manifestUri, uri);
    assert.equal(text.slice(conf.span.start, conf.span.end), '"2.41.3"');
  });

  const paths: readonly (readonly [path: string, file: string])[] = [
    ['dhis.conf', 'file:///srv/plan/dhis.conf'],
    ['./hmis//dhis.conf', 'file:///srv/plan/hmis/dhis.conf'],
    ['../confs/hmis.dhis.conf', 'file:///srv/confs/hmis.dhis.conf'],
    ['../../../../../dhis.conf', 'file:///dhis.conf'],
    ['"données du pays/dhis.conf"', 'file:///srv/plan/données du pays/dhis.conf'],
  ];
  for (const [path, file] of paths) test(`relative path ${path}`, () => assert.deepEqual(files(head + instance(path)), [file]));

  test('other schemes keep their authority', () => {
    assert.deepEqual(files(head + instance('../a.dhis.conf'), 'vscode-vfs://github/org/repo/x/dhis2-hosting.yaml'), [
      'vscode-vfs://github/org/repo/a.dhis.conf',
    ]);
    assert.deepEqual(files(head + instance('a.dhis.conf'), 'untitled:dhis2-hosting.yaml'), ['untitled:/a.dhis.conf']);
  });

  test('an instance without a file, or a broken one, names nothing; without a version it names the file alone', () => {
    const lacking = '  - { name: a, host: web, config: a/dhis.conf }\n  - { name: b, host: web, dhis2Version: "2.41" }\n';
    const broken = '  - { name: c, host: web, config: /etc/dhis.conf, dhis2Version: "2.41" }\n  - d\n';
    const named = namedConfs({ uri, text: head + lacking + broken + instance('e/dhis.conf') });
    assert.deepEqual(
      named.map(({ file, version }) => [file, version]),
      [
        ['file:///srv/plan/a/dhis.conf', undefined],
        ['file:///srv/plan/e/dhis.conf', '2.41'],
      ],
    );
    assert.deepEqual(files(head.replace('version: 1', 'version: 7') + instance('e/dhis.conf')), []);
    for (const text of ['', '{', 'instances: 3', '\u0000']) assert.deepEqual(files(text), []);
  });
});

test('of two that name a file, the one with a version counts, then the nearest', () => {
  const at = (manifest: string, version: string, config: string) =>
    namedConfs({ uri: manifest, text: head + instance(config, version).replace(', dhis2Version:  ', '') });
  const [near, far, without] = [
    at('file:///srv/plan/dhis2-hosting.yaml', '"2.41"', 'hmis/dhis.conf'),
    at('file:///srv/dhis2-hosting.yaml', '"2.42"', 'plan/hmis/dhis.conf'),
    at('file:///srv/plan/hmis/dhis2-hosting.yaml', '', 'dhis.conf'),
  ];
  const version = (...all: readonly NamedConf[]) => namedFor('file:///srv/plan/hmis/dhis.conf', all)?.version;
  assert.equal(version(...far, ...near), '2.41');
  assert.equal(version(...without, ...far), '2.42');
  assert.equal(namedFor('file:///srv/plan/hmis/dhis.conf', without)?.instance, 'hmis');
});

test('an address that can be opened goes with each', () => {
  const [named] = namedConfs({ uri: 'file:///srv/My%20plan/dhis2-hosting.yaml', text: head + instance('"a #1/dhis.conf"') });
  assert.deepEqual([named?.uri, named?.file], ['file:///srv/My%20plan/a%20%231/dhis.conf', 'file:///srv/My plan/a #1/dhis.conf']);
  assert.equal(named && sameFileKey(named.uri), named?.file);
});

describe('sameFileKey', () => {
  test('one form for the ways editors write an address', () => {
    assert.equal(sameFileKey('file:///C%3A/My%20Confs/dhis.conf'), sameFileKey('file:///c:/My Confs/dhis.conf'));
    assert.equal(sameFileKey('file:///srv/%C3%A9/dhis.conf'), sameFileKey('file:///srv/é/dhis.conf'));
    assert.notEqual(sameFileKey('file:///srv/A/dhis.conf'), sameFileKey('file:///srv/a/dhis.conf'));
    assert.equal(sameFileKey('file:///srv/100%/dhis.conf'), 'file:///srv/100%/dhis.conf');
  });
});
