import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../../support/imports.ts';
import { testService } from '../../support/service.ts';

const stock = readFileSync(path.join(root, 'test/fixtures/tools-ng/setup/configs/containers.json.sample'), 'utf8');
const kindOf = (file: string, text: string) => testService().kind(TextDocument.create(`file:///${file}`, 'json', 1, text));

describe('a containers.json is ours', () => {
  const ours: { readonly [file: string]: string } = {
    'home/a/containers.json': stock,
    'home/a/containers.json.sample': stock,
    'home/a/containers.old.json': stock,
    'c%3A/Users/a/containers.json': stock.replaceAll('"', '”'),
    'srv/dhis2-tools-ng/setup/configs/containers.json': '{\n  "fqdn": ',
    'usr/local/etc/dhis/containers.json': '',
    'b/containers.json': '{ "containers": [{ "name": "monitor", "ip": "192.168.0.30", "type": "munin_monitor" }] }',
  };
  for (const [file, text] of Object.entries(ours)) test(file, () => assert.equal(kindOf(file, text), 'tools-ng-containers'));
});

describe('a containers.json is not ours', () => {
  const others: { readonly [name: string]: readonly [file: string, text: string] } = {
    'of container images': ['a/containers.json', '{ "containers": [{ "name": "web", "image": "nginx:1.27", "network": "host" }] }'],
    'with one field alike': ['a/containers.json', '{ "proxy": "nginx", "email": "a@b.cd", "containers": [] }'],
    'a list': ['a/containers.json', '[{ "type": "postgres", "ip": "10.0.0.1" }]'],
    'of another tool in such a folder': ['a/setup/configs/containers.json', '{ "images": ["a"] }'],
    empty: ['a/containers.json', ''],
    'of the same text by another name': ['a/package.json', stock],
  };
  for (const [name, [file, text]] of Object.entries(others)) {
    test(name, () => {
      assert.equal(kindOf(file, text), undefined);
      const document = TextDocument.create(`file:///${file}`, 'json', 1, text);
      const service = testService();
      assert.deepEqual(service.diagnostics(document), []);
      assert.deepEqual(service.completion(document, { line: 0, character: 1 }).items, []);
    });
  }
});
