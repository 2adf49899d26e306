import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursor } from '../../support/markers.ts';
import { documentsBeside, inventoryDocument, testService } from '../../support/service.ts';

const around = '[databases]\npostgres ansible_host=172.19.2.20\ndb2 ansible_host=172.19.2.21\n[web]\nproxy ansible_host=172.19.2.2\n';
const hosts = `${around}[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n`;

function complete(marked: string, file = 'inventory/hosts', beside: { readonly [path: string]: string } = {}) {
  const { text, offset } = cursor(marked);
  const document = inventoryDocument(text, file);
  const service = testService({}, 'en', undefined, false, documentsBeside(document, beside));
  const { items } = service.completion(document, document.positionAt(offset));
  const after = (label: string) => {
    const item = items.find((one) => one.label === label);
    if (item?.textEdit === undefined || !('range' in item.textEdit)) return undefined;
    return TextDocument.applyEdits(document, [{ range: item.textEdit.range, newText: item.textEdit.newText }]);
  };
  return { labels: items.map(({ label }) => label), after, items, service };
}

describe('completion in a hosts file', () => {
  test('variables of a host that are not there yet, by its group', () => {
    const { labels, after, items, service } = complete(`${hosts.trimEnd()} |`);
    for (const name of ['heap_memory_size', 'database_host', 'create_db', 'timezone']) assert.ok(labels.includes(name), name);
    for (const name of ['dhis2_version', 'ansible_host', 'pg_work_mem', 'lxd_network', 'SSL_TYPE', 'zabbix_version', 'alert_cpu_threshold'])
      assert.ok(!labels.includes(name), name);
    assert.equal(after('create_db'), `${hosts.trimEnd()} create_db=`);
    const [first] = items;
    assert.ok(first !== undefined && first.documentation === undefined);
    assert.match(JSON.stringify(service.resolveCompletion(first).documentation), /\*\*Type\*\*/);
  });

  test('a half-typed name is replaced, and a value behind it kept', () => {
    assert.equal(complete(`${hosts.trimEnd()} heap|`).after('heap_memory_size'), `${hosts.trimEnd()} heap_memory_size=`);
    assert.equal(complete(`${hosts.trimEnd()} he|ap=4G`).after('heap_memory_size'), `${hosts.trimEnd()} heap_memory_size=4G`);
  });

  test('variables of a group and of all', () => {
    const ofAll = complete(`${hosts}[all:vars]\n|\nproxy=nginx\n`);
    assert.ok(ofAll.labels.includes('lxd_network'));
    assert.ok(!ofAll.labels.includes('proxy'));
    assert.equal(ofAll.after('guest_os'), `${hosts}[all:vars]\nguest_os=\nproxy=nginx\n`);
    const ofInstances = complete(`${hosts}[instances:vars]\ncre|`);
    assert.ok(!ofInstances.labels.includes('lxd_network'));
    assert.equal(ofInstances.after('create_db'), `${hosts}[instances:vars]\ncreate_db=`);
  });

  test('values: of a choice, of a switch, hosts of a group, releases', () => {
    assert.deepEqual(complete(`${hosts}[all:vars]\nproxy=|`).labels, ['nginx', 'apache2', 'openresty']);
    assert.deepEqual(complete(`${hosts}[all:vars]\nproxy = ng|`).labels, ['nginx', 'apache2', 'openresty']);
    assert.equal(complete(`${hosts}[all:vars]\nproxy = ng|`).after('apache2'), `${hosts}[all:vars]\nproxy = apache2`);
    assert.deepEqual(complete(`${hosts.trimEnd()} create_db=|`).labels, ['yes', 'no']);
    assert.deepEqual(complete(`${hosts.trimEnd()} database_host=|`).labels, ['postgres', 'db2']);
    assert.ok(complete(`${hosts}[instances:vars]\ndhis2_version=|`).labels.includes('2.42'));
    assert.ok(complete(`${hosts}[all:vars]\ntimezone=|`).labels.includes('Africa/Lome'));
    assert.deepEqual(complete(`${hosts.trimEnd()} db_password=|`).labels, []);
    assert.deepEqual(complete(`${hosts.trimEnd()} munin_base_path=|`).labels, ['munin']);
  });

  test('groups in headers and below children', () => {
    const header = complete(`${hosts}[mon|`);
    assert.equal(header.after('monitoring'), `${hosts}[monitoring]`);
    assert.equal(complete(`${hosts}[instances:|]`).after('vars'), `${hosts}[instances:vars]`);
    assert.ok(complete(`${hosts}[all:children]\n|`).labels.includes('databases'));
  });

  test('nothing in comments, in names of hosts and in open quotes', () => {
    for (const marked of [`${hosts}# |`, `${hosts}|`, `${hosts.trimEnd()} # |`, `${hosts.trimEnd()} fqdn="|`, `${hosts.trimEnd()}\nne|w`])
      assert.deepEqual(complete(marked).labels, [], marked);
  });
});

describe('completion in a file of variables', () => {
  const beside = { '../hosts': hosts };

  test('names for the owner of the file', () => {
    const ofDhis = complete('heap_memory_size: 4G\n|', 'inventory/host_vars/dhis', beside);
    assert.ok(ofDhis.labels.includes('create_db'));
    assert.ok(!ofDhis.labels.includes('heap_memory_size'));
    assert.ok(!ofDhis.labels.includes('pg_work_mem'));
    assert.equal(ofDhis.after('create_db'), 'heap_memory_size: 4G\ncreate_db: ');
    assert.ok(complete('|', 'inventory/host_vars/postgres', beside).labels.includes('pg_work_mem'));
    assert.ok(complete('|', 'inventory/group_vars/all', beside).labels.includes('lxd_network'));
    assert.equal(complete('crea|: yes\n', 'inventory/host_vars/dhis', beside).after('create_db'), 'create_db: yes\n');
  });

  test('values, with the blank behind the colon and quotes that keep a release', () => {
    assert.equal(complete('create_db:|\n', 'inventory/host_vars/dhis', beside).after('yes'), 'create_db: yes\n');
    assert.equal(complete('dhis2_version: |\n', 'inventory/host_vars/dhis', beside).after('2.40'), 'dhis2_version: "2.40"\n');
    assert.deepEqual(complete('database_host: po|\n', 'inventory/host_vars/dhis', beside).labels, ['postgres', 'db2']);
  });

  test('nothing deeper, where other names count', () => {
    assert.deepEqual(complete('munin_users:\n  - |\n', 'inventory/host_vars/proxy', beside).labels, []);
    assert.deepEqual(complete('# |\n', 'inventory/host_vars/dhis', beside).labels, []);
  });
});
