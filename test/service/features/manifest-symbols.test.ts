import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestOutline } from '../../../server/src/service/features/manifest-outline.ts';
import { yamlSymbols } from '../../../server/src/service/features/yaml-symbols.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import { goodManifest } from '../../support/manifest-sample.ts';
import { manifestDocument } from '../../support/service.ts';

const symbols = (text: string) => yamlSymbols(manifestDocument(text), parseManifest(text), manifestOutline);
const outlineOf = (text: string) =>
  symbols(text).map(({ name, children }) => [name, (children ?? []).map((child) => [child.name, child.detail].join(' ').trim())]);

test('fields, and the hosts and instances by name', () => {
  const outline = outlineOf(goodManifest);
  assert.deepEqual(outline, [
    ['version', []],
    ['hosts', ['bastion 2001:db8::10', 'web-1 web-1.example.org']],
    ['instances', ['hmis web-1 · 2.41', 'training web-1 · 2.40.3.1']],
  ]);
});

test('every list with what tells its items apart, and the fields of groups', () => {
  const text = `governance:
  securityOfficer: { name: A. Person }
  audits:
    - { date: 2026-01-01, auditor: Somebody }
support: [{ provider: Firm, contractEnd: 2027-01-01 }]
sites: [{ name: capital, kind: iaas, provider: Cloud, country: CM }]
proxies: [{ name: front, host: web, kind: nginx, serverNames: [a.example.org, b.example.org] }]
backups:
  - name: nightly
    instances: [hmis, training]
    schedule: "0 2 * * *"
    rpo: 24 hours
team: [3, text, { email: a@example.org }]
`;
  assert.deepEqual(outlineOf(text), [
    ['governance', ['securityOfficer', 'audits']],
    ['support', ['Firm 2027-01-01']],
    ['sites', ['capital iaas · Cloud · CM']],
    ['proxies', ['front web · nginx · a.example.org']],
    ['backups', ['nightly 0 2 * * * · 24 hours · hmis']],
    ['team', ['3', 'text', '[3] a@example.org']],
  ]);
  const audits = symbols(text)[0]?.children?.[1]?.children?.map(({ name, detail }) => `${name} ${detail}`);
  assert.deepEqual(audits, ['2026-01-01 Somebody']);
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
