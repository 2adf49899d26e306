import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { yamlCompletion } from '../../../server/src/service/features/yaml-completion.ts';
import { hostingManifestSchema } from '../../../server/src/service/generated/hosting-manifest.schema.ts';
import type { Locale } from '../../../server/src/service/messages.ts';
import { cursor } from '../../support/markers.ts';
import { manifestDocument, testService } from '../../support/service.ts';

function complete(marked: string, locale: Locale = 'en'): readonly CompletionItem[] {
  const { text, offset } = cursor(marked);
  const document = manifestDocument(text);
  return testService({}, locale).completion(document, document.positionAt(offset)).items;
}

/** Blocks are those of manifest-snippets.test.ts. */
const labels = (marked: string): readonly string[] =>
  complete(marked)
    .filter(({ sortText }) => !sortText?.startsWith('~'))
    .map(({ label }) => label);

function accept(marked: string, label: string): string {
  const { text } = cursor(marked);
  const item = complete(marked).find((candidate) => candidate.label === label);
  const edit = item?.textEdit as TextEdit | undefined;
  assert.ok(edit, `${label} is not offered`);
  const document = manifestDocument(text);
  return text.slice(0, document.offsetAt(edit.range.start)) + edit.newText + text.slice(document.offsetAt(edit.range.end));
}

const rootFields = Object.keys(hostingManifestSchema.properties ?? {});
const hostFields = Object.keys(hostingManifestSchema.$defs?.['Host']?.properties ?? {});
const rootWithout = (...names: readonly string[]) => rootFields.filter((name) => !names.includes(name));
const without = (...names: readonly string[]) => hostFields.filter((name) => !names.includes(name));

describe('fields offered', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['|', rootFields],
    ['version: 1\n|', rootWithout('version')],
    ['version: 1\nho|', rootWithout('version')],
    ['version: 1\n|\nhosts: []\n', rootWithout('version', 'hosts')],
    ['hosts:\n  - |', hostFields],
    ['hosts:\n- |', hostFields],
    ['hosts:\n  - name: a\n    |', without('name')],
    ['hosts:\n  - name: a\n    po|\n    user: b\n', without('name', 'user')],
    ['hosts:\r\n  - name: a\r\n    |\r\n    user: b\r\n', without('name', 'user')],
    ['hosts:\n  - name: a\n    user: b\n  - |\n', hostFields],
    ['hosts:\n  - |\n    user: b\n  - name: c\n', without('user')],
    ['hosts:\n  - name: a\n    # a note\n\n    |', without('name')],
    ['hosts:\n  - name: a\n    na|me: b', without('name')],
    ['instances:\n  - name: a\n    log:\n      |', ['unit', 'file']],
    ['instances:\n  - name: a\n    log: {|}', ['unit', 'file']],
    ['instances:\n  - name: a\n    log: { un| }', ['unit', 'file']],
    ['hosts:\n  - { name: a, | }', without('name')],
    ['version: 1\n---\n|', rootFields],
    ['hosts:\n  |', ['- name']],
    ['hosts:\n  - name: a\n  |', ['- name']],
    ['hosts:\n  - name: a\n|', rootWithout('hosts')],
    ['# |', []],
    ['hosts: # |', []],
    ['unknown:\n  |', []],
    ['hosts:\n  - name:\n      |', ['web-1', 'db-1']],
    ['hosts:\n  - description: |x\n', ["Web server in the ministry's data centre"]],
  ];
  for (const [marked, expected] of cases) {
    test(JSON.stringify(marked), () => assert.deepEqual(labels(marked), expected));
  }
});

describe('values offered', () => {
  const two = 'hosts:\n  - name: bastion\n  - name: web-1\n';
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['version: |', ['1']],
    ['hosts:\n  - agent: |', ['true', 'false']],
    ['hosts:\n  - port: |', ['22', '822']],
    [`${two}instances:\n  - host: |`, ['bastion', 'web-1']],
    [`${two}instances:\n  - { name: a, host: | }`, ['bastion', 'web-1']],
    [`${two}    jumpHost: |`, ['bastion']],
    ['instances:\n  - dhis2Version: |', ['2.43', '2.42', '2.41', '2.40', '2.39', '2.38', '2.37', '2.36', '2.35']],
    ['instances:\n  - log:\n      unit: |', ['tomcat9', 'tomcat10']],
  ];
  for (const [marked, expected] of cases) {
    test(JSON.stringify(marked), () => assert.deepEqual(labels(marked), expected));
  }
});

describe('values offered in brackets', () => {
  const two = 'instances:\n  - name: hmis\n  - name: tracker\nbackupTargets:\n  - name: far\n';
  const skills = (hostingManifestSchema.$defs?.['Skill']?.enum ?? []) as readonly string[];
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`${two}backups:\n  - name: n\n    instances: [|]`, ['hmis', 'tracker']],
    [`${two}backups:\n  - name: n\n    instances: [hmis, |]`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: [hmis,|]`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: [hm|]`, ['hmis', 'tracker']],
    [`${two}backups:\n  - name: n\n    instances: [hmis, |`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: [hmis, |\n    targets: [far]\n`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: [\n      hmis,\n      |\n    ]\n`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: ["hmis", "|"]`, ['tracker']],
    [`${two}backups:\n  - name: n\n    instances: ["hmis"|]`, []],
    [`${two}backups:\n  - name: n\n    instances: [hmis] # |`, []],
    [`${two}backups:\n  - name: n\n    targets: [f|]`, ['far']],
    [`${two}backups:\n  - name: n\n    contents: [database, |]`, ['files', 'configuration']],
    [`${two}backups:\n  - { name: n, instances: [|], targets: [far] }`, ['hmis', 'tracker']],
    [`${two}backups:\n  - { name: n, instances: [|`, ['hmis', 'tracker']],
    ['maintenance:\n  window: { days: [|] }', days],
    ['maintenance: { window: { days: [sunday, |], from: 22:00 } }', days.filter((day) => day !== 'sunday')],
    ['organisation:\n  dataResidency: [CM, |]', ['RW', 'LA']],
    ['team:\n  - { name: A, skills: [ubuntu, p|] }', skills.filter((skill) => skill !== 'ubuntu')],
    ['hosts:\n  - name: web-1\ninstances:\n  - { name: y, host: |', ['web-1']],
    ['hosts:\n  - name: web-1\ninstances:\n  - { name: y, host: |\n  - { name: z }\n', ['web-1']],
    ['hosts: [|]', []],
  ];
  for (const [marked, expected] of cases) {
    test(JSON.stringify(marked), () => {
      assert.deepEqual(
        complete(marked).map(({ label }) => label),
        expected,
      );
    });
  }
});

describe('what is said beside a value', () => {
  const plan =
    'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1, memory: 16 GiB, os: ubuntu-24.04 }\n  - { name: bare, address: 192.0.2.2 }\n';
  const detail = (marked: string, label: string, locale: Locale = 'en') =>
    complete(marked, locale).find((item) => item.label === label)?.detail;
  const cases: readonly (readonly [marked: string, label: string, en: string, fr: string])[] = [
    [`${plan}instances:\n  - name: a\n    host: |`, 'web-1', '192.0.2.1 · 16 GiB · ubuntu-24.04', '192.0.2.1 · 16 GiB · ubuntu-24.04'],
    [
      'instances:\n  - name: a\n    dhis2Version: |',
      '2.40',
      'DHIS2 2.40, support ended on 2026-05-05',
      'DHIS2 2.40, support terminé le 2026-05-05',
    ],
    [
      'databases:\n  - name: a\n    postgresqlVersion: |',
      '16',
      'PostgreSQL 16, supported until 2028-11-09',
      "PostgreSQL 16, support jusqu'au 2028-11-09",
    ],
    ['hosts:\n  - name: a\n    os: |', 'debian-12', 'Debian 12, support ended on 2026-07-11', 'Debian 12, support terminé le 2026-07-11'],
    ['instances:\n  - name: a\n    tomcatVersion: |', '10.1', 'for DHIS2 2.42 to 2.43', 'pour DHIS2 2.42 à 2.43'],
    ['instances:\n  - name: a\n    purpose: |', 'staging', 'Purpose', 'Usage'],
  ];
  for (const [marked, label, en, fr] of cases) {
    test(`${label}: ${en}`, () => {
      assert.equal(detail(marked, label), en);
      assert.equal(detail(marked, label, 'fr'), fr);
    });
  }
});

describe('what an accepted proposal makes of the text', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['ver|', 'version', 'version: 1'],
    ['hosts:\n  - name: a\n    po|', 'port', 'hosts:\n  - name: a\n    port: $0'],
    ['hosts:\n  - na|me: b', 'address', 'hosts:\n  - address: b'],
    ['instances:\n  - dhis2Version: 2.4|', '2.40', 'instances:\n  - dhis2Version: "2.40"'],
    ['instances:\n  - dhis2Version: "2.4|" # now', '2.40', 'instances:\n  - dhis2Version: "2.40" # now'],
    ['hosts:\n  - agent:|', 'false', 'hosts:\n  - agent: false'],
    ['instances:\n  - |', 'log', 'instances:\n  - log:\n    $0'],
    ['instances:\n  - name: a\n    |', 'log', 'instances:\n  - name: a\n    log:\n  $0'],
    ['hosts:\n  |', '- name', 'hosts:\n  - name: $1\n  address: $2'],
    ['instances:\n  - log: { un| }', 'unit', 'instances:\n  - log: { unit: $0 }'],
    ['backups:\n  - contents: [database, fi|x, a]', 'files', 'backups:\n  - contents: [database, files, a]'],
    ['backups:\n  - contents: [database,|]', 'files', 'backups:\n  - contents: [database, files]'],
    ['backups:\n  - contents: [database, "f|"]', 'files', 'backups:\n  - contents: [database, "files"]'],
  ];
  for (const [marked, label, expected] of cases) {
    test(`${JSON.stringify(marked)} and ${label}`, () => assert.equal(accept(marked, label), expected));
  }
});

test('titles and descriptions follow the language', () => {
  const [item] = complete('hosts:\n  - port|', 'fr').filter(({ label }) => label === 'port');
  assert.equal(item?.detail, 'Port SSH');
  assert.match(JSON.stringify(item?.documentation), /Par défaut : `22`/);
});

test('a place in a manifest of 50,000 lines is found at once', () => {
  const text = `hosts:\n${'  - name: a\n    address: b\n'.repeat(25_000)}  - name: z\n    `;
  const manifest = { text, schema: hostingManifestSchema, parts: [], templated: false };
  const started = performance.now();
  const { items } = yamlCompletion(manifestDocument(text), manifest, text.length, 'en');
  assert.equal(items.length, hostFields.length - 1);
  assert.ok(performance.now() - started < 5000);
});
