/** Names across the manifests of an installation and the `dhis.conf` files that they name. `|` is the cursor. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location } from 'vscode-languageserver-types';
import { cursor } from '../../support/markers.ts';
import { testService } from '../../support/service.ts';

const machines = `version: 1
hosts:
  - { name: bastion, address: 192.0.2.1 }
  - { name: "web-1", address: 192.0.2.2, jumpHost: bastion }
databases:
  - { name: db, host: web-1 }
proxies:
  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org, www.example.org] }
`;
const plan = `version: 1
instances:
  - name: hmis
    host: web-1
    database: db
    databaseName: dhis2
    proxy: front
    serverName: hmis.example.org
    config: hmis/dhis.conf
  - { name: training, host: web-1, database: db, proxy: front }
backups:
  - { name: nightly, instances: [hmis, 'training'], schedule: "0 2 * * *" }
`;
const conf = `connection.url = jdbc:postgresql://192.0.2.2:5432/dhis2
server.base.url = https://hmis.example.org/
`;

const files = { machines: 'machines.dhis2-hosting.yaml', plan: 'dhis2-hosting.yaml', conf: 'hmis/dhis.conf' } as const;
type FileName = keyof typeof files;
type Texts = { readonly [F in FileName]: string };
const uriOf = (file: FileName) => `file:///plan/${files[file]}`;

/** The service over the three files; one of them has the cursor. */
function installation(marked: Partial<Texts>) {
  const given: Texts = { machines, plan, conf, ...marked };
  const [asked, text] = Object.entries(given).find(([, content]) => content.includes('|')) ?? [];
  assert.ok(asked !== undefined && text !== undefined, 'a file has the cursor');
  const { offset } = cursor(text);
  const texts = Object.fromEntries(Object.entries(given).map(([file, content]) => [file, content.replace('|', '')])) as Texts;
  const document = (file: FileName) => TextDocument.create(uriOf(file), file === 'conf' ? 'dhis-conf' : 'yaml', 1, texts[file]);
  const documents = (Object.keys(files) as FileName[]).map(document);
  const own = documents.find(({ uri }) => uri === uriOf(asked as FileName));
  assert.ok(own);
  const service = testService({}, 'en', undefined, false, documents);
  const position = own.positionAt(offset);
  /** `plan 3: hmis`, the line counted from one. */
  const shown = ({ uri, range }: Location) => {
    const target = documents.find((one) => one.uri === uri);
    assert.ok(target, uri);
    const name = Object.entries(files).find(([, path]) => uri.endsWith(`/plan/${path}`))?.[0];
    return `${name} ${range.start.line + 1}: ${target.getText(range)}`;
  };
  const renamed = (newName: string): Partial<Texts> | string => {
    const result = service.rename(own, position, newName);
    if (result === undefined) return 'nothing';
    if ('refusal' in result) return render(result.refusal, 'en');
    const changed = documents.map((one) => TextDocument.applyEdits(one, result.edit.changes[one.uri] ?? []));
    return Object.fromEntries(
      Object.keys(files).flatMap((file, i) => (changed[i] === texts[file as FileName] ? [] : [[file, changed[i]]])),
    );
  };
  return {
    definition: () => service.definition(own, position).map(shown),
    references: (withDeclaration = false) => service.references(own, position, withDeclaration).map(shown),
    highlights: () => service.documentHighlights(own, position).map(({ range }) => shown({ uri: own.uri, range })),
    placeholder: () => service.prepareRename(own, position)?.placeholder,
    renamed,
  };
}

describe('from a name to what it names', () => {
  const cases: readonly (readonly [where: string, marked: Partial<Texts>, targets: readonly string[]])[] = [
    ['a host of another manifest', { plan: plan.replace('host: web-1', 'host: we|b-1') }, ['machines 4: "web-1"']],
    ['a host of the same manifest', { machines: machines.replace('jumpHost: bas', 'jumpHost: bas|') }, ['machines 3: bastion']],
    ['an item of a list of names', { plan: plan.replace("'training'", "'train|ing'") }, ['plan 10: training']],
    ['the item itself', { machines: machines.replace('name: front', 'name: fro|nt') }, ['machines 8: front']],
    ['a server name of the proxy', { plan: plan.replace('hmis.example', 'hm|is.example') }, ['machines 8: hmis.example.org']],
    ['the file that is named', { plan: plan.replace('hmis/dhis', 'hmis/|dhis') }, ['conf 1: ']],
    ['the database of a dhis.conf', { conf: conf.replace('/dhis2', '/dhi|s2') }, ['plan 6: dhis2']],
    ['the database server of a dhis.conf', { conf: conf.replace('192', '1|92') }, ['machines 6: db']],
    ['the public name of a dhis.conf', { conf: conf.replace('//hmis', '//hm|is') }, ['machines 8: hmis.example.org']],
    [
      'a database whose name is that of the instance',
      { plan: plan.replace('    databaseName: dhis2\n', ''), conf: conf.replace('/dhis2', '/|hmis') },
      ['plan 3: hmis'],
    ],
    ['a name that nothing has', { plan: plan.replace('host: web-1', 'host: we|b-2') }, []],
    ['a field', { plan: plan.replace('host: web-1', 'ho|st: web-1') }, []],
    ['another key of a dhis.conf', { conf: `${conf}connection.username = dhi|s2\n` }, []],
    ['a key like one of JavaScript', { conf: `${conf}constructor = dhi|s2\n` }, []],
    ['what a variable decides', { conf: conf.replace('/dhis2', '/${DB|_NAME}') }, []],
  ];
  for (const [where, marked, targets] of cases) test(where, () => assert.deepEqual(installation(marked).definition(), targets));

  test('a file that is not there has no definition', () => {
    assert.deepEqual(installation({ plan: plan.replace('hmis/dhis.conf', 'other/|dhis.conf') }).definition(), []);
  });
});

describe('all places of a name', () => {
  test('a host, from any of them', () => {
    const all = ['machines 4: "web-1"', 'machines 6: web-1', 'machines 8: web-1', 'plan 4: web-1', 'plan 10: web-1'];
    const from = installation({ plan: plan.replace('host: web-1', 'host: web-1|') });
    assert.deepEqual(from.references(true), all);
    assert.deepEqual(from.references(), all.slice(1));
    assert.deepEqual(from.highlights(), ['plan 4: web-1', 'plan 10: web-1']);
    assert.deepEqual(installation({ machines: machines.replace('"web-1"', '"we|b-1"') }).references(true), all);
  });

  test('a database server, with the address in dhis.conf', () => {
    const from = installation({ machines: machines.replace('name: db', 'name: d|b') });
    assert.deepEqual(from.references(), ['plan 5: db', 'plan 10: db', 'conf 1: 192.0.2.2']);
  });

  test('a public name, with that of an instance that names none', () => {
    const first = installation({ machines: machines.replace('[hmis', '[h|mis') });
    assert.deepEqual(first.references(true), ['machines 8: hmis.example.org', 'plan 8: hmis.example.org', 'conf 2: hmis.example.org']);
    assert.deepEqual(installation({ conf: conf.replace('https://hm', 'https://hm|') }).highlights(), ['conf 2: hmis.example.org']);
  });

  test('a name that two manifests have belongs to the one that is nearer', () => {
    const own = plan.replace(
      'instances:',
      'hosts:\n  - { name: bastion, address: 192.0.2.9 }\n  - { name: web-1, address: 192.0.2.8 }\ninstances:',
    );
    const from = installation({ plan: own, machines: machines.replace('"web-1"', '"web-|1"') });
    assert.deepEqual(from.references(true), ['machines 4: "web-1"', 'machines 6: web-1', 'machines 8: web-1']);
  });

  test('an alias is no place of its own', () => {
    const own =
      'version: 1\nhosts:\n  - { name: &host we|b, address: 192.0.2.1 }\ninstances:\n  - &base { name: hmis, host: web }\n  - { <<: *base, name: training }\n  - { name: trial, host: *host }\n';
    assert.deepEqual(installation({ plan: own }).references(true), ['plan 3: web', 'plan 5: web']);
  });
});

describe('rename', () => {
  test('a host, in both manifests, quotes kept', () => {
    assert.deepEqual(installation({ plan: plan.replace('host: web-1', 'host: web-1|') }).renamed('app'), {
      machines: machines.replaceAll('web-1', 'app'),
      plan: plan.replaceAll('web-1', 'app'),
    });
  });

  test('a name that would be a number is quoted', () => {
    const result = installation({ plan: plan.replace('[hmis', '[hm|is') }).renamed('2024');
    assert.deepEqual(result, { plan: plan.replace('name: hmis', 'name: "2024"').replace('[hmis', '["2024"') });
  });

  test('a database, in the manifest and in its dhis.conf, from both sides', () => {
    const expected = { plan: plan.replace('databaseName: dhis2', 'databaseName: hmis_db'), conf: conf.replace('/dhis2', '/hmis_db') };
    assert.deepEqual(installation({ conf: conf.replace('/dhis2', '/dhis|2') }).renamed('hmis_db'), expected);
    assert.deepEqual(installation({ plan: plan.replace('Name: dhis2', 'Name: dhi|s2') }).renamed('hmis_db'), expected);
  });

  test('a public name', () => {
    assert.deepEqual(installation({ conf: conf.replace('//hmis', '//hm|is') }).renamed('dhis2.example.org'), {
      machines: machines.replace('hmis.example', 'dhis2.example'),
      plan: plan.replace('hmis.example', 'dhis2.example'),
      conf: conf.replace('hmis.example', 'dhis2.example'),
    });
  });

  test('is offered on names only, and not where the text says another name', () => {
    assert.equal(installation({ plan: plan.replace('name: hmis', 'name: hm|is') }).placeholder(), 'hmis');
    assert.equal(installation({ plan: plan.replace('name: hmis', 'na|me: hmis') }).placeholder(), undefined);
    assert.equal(installation({ conf: conf.replace('/dhis2', '/oth|er') }).placeholder(), undefined);
    assert.equal(installation({ conf: conf.replace('192', '1|92') }).placeholder(), undefined, 'an address is not the name of the server');
  });

  const refusals: readonly (readonly [why: string, marked: Partial<Texts>, name: string, told: RegExp])[] = [
    [
      'a form that is none',
      { plan: plan.replace('name: hmis', 'name: hm|is') },
      'HMIS',
      /`HMIS` cannot be such a name: write a short name/,
    ],
    [
      'a name that is taken',
      { plan: plan.replace('name: hmis', 'name: hm|is') },
      'training',
      /`training` is the name of an instance already/,
    ],
    ['a name of another manifest', { machines: machines.replace('name: ba', 'name: b|a') }, 'web-1', /the name of a host already/],
    [
      'a manifest that cannot be read',
      { plan: plan.replace('name: hmis', 'name: hm|is'), machines: `${machines}  - {` },
      'app',
      /^machines\.dhis2-hosting\.yaml cannot be read/,
    ],
    [
      'a database whose name is not written',
      { plan: plan.replace('    databaseName: dhis2\n', ''), conf: conf.replace('/dhis2', '/|hmis') },
      'other',
      /without `databaseName`/,
    ],
    ['a place without a name', { plan: plan.replace('version: 1', 'version: |1') }, 'a', /Only names can be renamed/],
  ];
  for (const [why, marked, name, told] of refusals) {
    test(`is refused for ${why}`, () => {
      const answer = installation(marked).renamed(name);
      assert.ok(typeof answer === 'string', JSON.stringify(answer));
      assert.match(answer, told);
    });
  }
});
