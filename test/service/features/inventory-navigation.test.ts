import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursor } from '../../support/markers.ts';
import { documentsBeside, inventoryDocument, testService } from '../../support/service.ts';

const hosts = `[databases]
db1 ansible_host=192.0.2.20
[instances]
hmis database_host=db1 dhis2_version=2.42
training database_host="db1"
[country:children]
instances
[instances:vars]
create_db=yes
`;
const beside = {
  'host_vars/db1': 'pg_work_mem: 20MB\n',
  'host_vars/hmis/main.yml': 'database_host: db1\n',
  'group_vars/country': 'fqdn: a\n',
};

function at(place: string, { text = hosts, file = 'inventory/hosts', others = beside as { readonly [path: string]: string } } = {}) {
  const { text: plain, offset } = cursor(text.replace(place.replace('|', ''), place));
  const document = inventoryDocument(plain, file);
  const documents = [document, ...documentsBeside(document, others)];
  const service = testService({}, 'en', undefined, false, documents);
  const position = document.positionAt(offset);
  const show = ({
    uri,
    range,
  }: {
    uri: string;
    range: TextDocument extends never ? never : { start: { line: number; character: number } };
  }) => `${uri.replace(/.*inventory\//, '')}:${range.start.line}:${range.start.character}`;
  return {
    definition: () => service.definition(document, position).map(show),
    references: () => service.references(document, position, false).map(show),
    prepare: () => service.prepareRename(document, position)?.placeholder,
    rename(name: string) {
      const result = service.rename(document, position, name);
      if (result === undefined) return undefined;
      if ('refusal' in result) return render(result.refusal, 'en');
      const texts = Object.entries(result.edit.changes).map(([uri, edits]) => {
        const changed = documents.find((one) => one.uri === uri);
        assert.ok(changed !== undefined);
        return [uri.replace(/.*inventory\//, ''), TextDocument.applyEdits(changed, edits)];
      });
      const short = (uri: string) => uri.replace(/.*inventory\//, '');
      return { texts: Object.fromEntries(texts), files: (result.files ?? []).map(({ from, to }) => `${short(from)} ${short(to)}`) };
    },
  };
}

describe('hosts of an inventory', () => {
  test('a reference leads to the line of the host, also from another file', () => {
    assert.deepEqual(at('database_host=d|b1').definition(), ['hosts:1:0']);
    const vars = { text: 'database_host: d|b1\n', file: 'inventory/host_vars/hmis/main.yml', others: { '../../hosts': hosts } };
    assert.deepEqual(at('d|b1', vars).definition(), ['hosts:1:0']);
  });

  test('a host has its references in all files', () => {
    assert.deepEqual(at('d|b1 ansible').references(), ['hosts:3:19', 'hosts:4:24', 'host_vars/hmis/main.yml:0:15']);
  });

  test('rename changes every place, keeps quotes, and takes the files along', () => {
    const renamed = at('d|b1 ansible').rename('postgres');
    assert.ok(typeof renamed === 'object');
    assert.equal(renamed.texts['hosts'], hosts.replaceAll('db1', 'postgres'));
    assert.equal(renamed.texts['host_vars/hmis/main.yml'], 'database_host: postgres\n');
    assert.deepEqual(renamed.files, ['host_vars/db1 host_vars/postgres']);
    const instance = at('hm|is').rename('emis');
    assert.ok(typeof instance === 'object');
    assert.deepEqual(instance.files, ['host_vars/hmis host_vars/emis']);
    assert.equal(at('database_host=d|b1').prepare(), 'db1');
  });

  test('a rename that would go wrong is refused', () => {
    assert.match(String(at('d|b1 ansible').rename('hmis')), /is there already/);
    assert.match(String(at('d|b1 ansible').rename('two words')), /cannot be such a name/);
    assert.match(String(at('12|7.0.0.1', { text: `127.0.0.1\n${hosts}` }).rename('here')), /has to keep its name/);
    assert.match(String(at('we|b[1:2]', { text: `${hosts}[web]\nweb[1:2]\n` }).rename('x')), /range/);
    assert.match(String(at('d|b1 ansible', { others: { 'host_vars/db1': '$ANSIBLE_VAULT;1.1;AES256\n' } }).rename('x')), /can be read/);
    assert.match(String(at('create|_db').rename('x')), /has to keep its name/);
    assert.match(String(at('y|es').rename('x')), /Only the names/);
  });
});

describe('groups and variables of an inventory', () => {
  test('a group of their own is renamed with its file', () => {
    const renamed = at('[coun|try').rename('nation');
    assert.ok(typeof renamed === 'object');
    assert.equal(renamed.texts['hosts'], hosts.replace('country', 'nation'));
    assert.deepEqual(renamed.files, ['group_vars/country group_vars/nation']);
    assert.match(String(at('[instan|ces:vars]').rename('x')), /has to keep its name/);
    assert.equal(at('[instan|ces:vars]').prepare(), undefined);
  });

  test('a child leads to its group', () => {
    assert.deepEqual(at('\ninst|ances\n').definition(), ['hosts:2:1']);
  });

  test('a variable leads to what is in force, and to all that sets it', () => {
    const text = `${hosts}[country:vars]\ncreate_db=no\n`;
    assert.deepEqual(at('\ncreate_db|=no', { text }).definition(), ['hosts:8:0']);
    assert.deepEqual(at('\ncreate_db|=no', { text }).references(), ['hosts:8:0', 'hosts:10:0']);
  });
});
