import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yamlSymbols } from '../../../server/src/service/features/yaml-symbols.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import { goodManifest } from '../../support/manifest-sample.ts';
import { manifestDocument } from '../../support/service.ts';

const symbols = (text: string) => yamlSymbols(manifestDocument(text), parseManifest(text));

test('fields, and the hosts and instances by name', () => {
  const outline = symbols(goodManifest).map(({ name, children }) => [
    name,
    (children ?? []).map((child) => `${child.name} ${child.detail}`),
  ]);
  assert.deepEqual(outline, [
    ['version', []],
    ['hosts', ['bastion 2001:db8::10', 'web-1 web-1.example.org']],
    ['instances', ['hmis web-1', 'training web-1']],
  ]);
});

test('a name to select lies inside what it names, also in broken items', () => {
  const text = 'version:\nhosts:\n  -\n  - name:\n  - 3\n  - *x\n"": 1\n';
  const document = manifestDocument(text);
  for (const symbol of symbols(text).flatMap((field) => [field, ...(field.children ?? [])])) {
    assert.notEqual(symbol.name, '');
    const [start, end] = [document.offsetAt(symbol.range.start), document.offsetAt(symbol.range.end)];
    assert.ok(document.offsetAt(symbol.selectionRange.start) >= start && document.offsetAt(symbol.selectionRange.end) <= end, symbol.name);
  }
});

test('a very long list is cut', () => {
  const [hosts] = symbols(`hosts:\n${'  - name: a\n'.repeat(6000)}`);
  assert.equal(hosts?.children?.length, 5000);
});
