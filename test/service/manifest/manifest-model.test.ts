import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readManifest } from '../../../server/src/service/manifest/manifest-model.ts';
import { goodManifest } from '../../support/manifest-sample.ts';

const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name);
const told = (text: string) => readManifest(text).problems.map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);

describe('readManifest', () => {
  test('a good manifest, with the places of the names', () => {
    const { hosts, instances, problems } = readManifest(goodManifest);
    assert.deepEqual(problems, []);
    assert.deepEqual(names(hosts), ['bastion', 'web-1']);
    assert.deepEqual(names(instances), ['hmis', 'training']);
    for (const { name, nameSpan } of [...hosts, ...instances]) assert.equal(goodManifest.slice(nameSpan.start, nameSpan.end), name);
    assert.deepEqual(instances[0]?.log, { unit: 'tomcat9' });
    assert.equal(hosts[0]?.port, 822);
  });

  test('a broken item does not take the good ones with it', () => {
    const text =
      'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  - { name: b, address: -x }\n  - c\n  - { name: d, address: 192.0.2.4 }\n';
    assert.deepEqual(names(readManifest(text).hosts), ['a', 'd']);
    assert.deepEqual(told(text), ['manifest-schema-violation: -x', 'manifest-schema-violation: c']);
  });

  test('items before a syntax error are still there', () => {
    const text = 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  - { name: b, address: 192.0.2.2\n';
    assert.deepEqual(names(readManifest(text).hosts), ['a', 'b']);
    assert.deepEqual(told(text), ['manifest-syntax-error: {']);
  });

  test('several documents are one manifest', () => {
    const text = 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n---\n---\nversion: 1\ninstances:\n  - { name: i, host: a }\n';
    const { hosts, instances, problems } = readManifest(text);
    assert.deepEqual([names(hosts), names(instances), problems], [['a'], ['i'], []]);
  });

  test('the first of two with one name is kept', () => {
    const { hosts } = readManifest('version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  - { name: a, address: 192.0.2.2 }\n');
    assert.deepEqual(
      hosts.map(({ address }) => address),
      ['192.0.2.1'],
    );
  });

  test('anchors and merge keys are followed', () => {
    const text = 'version: 1\nhosts:\n  - &base { name: a, address: 192.0.2.1, user: admin }\n  - { <<: *base, name: b }\n';
    const { hosts, problems } = readManifest(text);
    assert.deepEqual([hosts.map(({ name, user }) => `${name} ${user}`), problems], [['a admin', 'b admin'], []]);
  });

  test('another version of the format is not guessed at', () => {
    assert.deepEqual(readManifest('version: 2\nhosts:\n  - { name: a, address: 192.0.2.1 }\n').hosts, []);
  });

  test('a template is not judged', () => {
    assert.deepEqual(told('version: 1\nhosts:\n{% for h in all %}\n  - name: {{ h }}\n{% endfor %}\n'), []);
    assert.notDeepEqual(told('version: 3 # not {{ a }} template\n'), []);
  });

  test('nothing is said of a file with comments alone', () => assert.deepEqual(told('# soon\n'), []));

  test('an address is never an option, a port or a user', () => {
    for (const address of ['-oProxyCommand=x', 'a b', 'admin@a', 'a:22', 'a;b', '$(x)', 'a/b', '[::1]']) {
      assert.equal(readManifest(`version: 1\nhosts:\n  - name: a\n    address: "${address}"\n`).hosts.length, 0, address);
    }
    for (const address of ['a', 'a.example.org', 'A_b-1.', '192.0.2.1', '::1', '2001:db8::1', 'fe80::1%eth0']) {
      assert.equal(readManifest(`version: 1\nhosts:\n  - name: a\n    address: "${address}"\n`).hosts.length, 1, address);
    }
  });
});
