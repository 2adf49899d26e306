import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { namedConfs, sameFileKey } from '../../../server/src/service/manifest/named-confs.ts';

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

  test('an instance that lacks one of the two, or is broken, names nothing', () => {
    const lacking = '  - { name: a, host: web, config: a/dhis.conf }\n  - { name: b, host: web, dhis2Version: "2.41" }\n';
    const broken = '  - { name: c, host: web, config: /etc/dhis.conf, dhis2Version: "2.41" }\n  - d\n';
    assert.deepEqual(files(head + lacking + broken + instance('e/dhis.conf')), ['file:///srv/plan/e/dhis.conf']);
    assert.deepEqual(files(head.replace('version: 1', 'version: 7') + instance('e/dhis.conf')), []);
    for (const text of ['', '{', 'instances: 3', '\u0000']) assert.deepEqual(files(text), []);
  });
});

describe('sameFileKey', () => {
  test('one form for the ways editors write an address', () => {
    assert.equal(sameFileKey('file:///C%3A/My%20Confs/dhis.conf'), sameFileKey('file:///c:/My Confs/dhis.conf'));
    assert.equal(sameFileKey('file:///srv/%C3%A9/dhis.conf'), sameFileKey('file:///srv/é/dhis.conf'));
    assert.notEqual(sameFileKey('file:///srv/A/dhis.conf'), sameFileKey('file:///srv/a/dhis.conf'));
    assert.equal(sameFileKey('file:///srv/100%/dhis.conf'), 'file:///srv/100%/dhis.conf');
  });
});
