import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { isServerToolsInventory, isServerToolsVars } from '../../../server/src/service/inventory/recognise.ts';
import { root } from '../../support/imports.ts';
import { inventoryDocument, testService } from '../../support/service.ts';

const fixture = (file: string) => readFileSync(path.join(root, 'test/fixtures/server-tools', file), 'utf8');
const stock = fixture('stock/inventory/hosts');

describe('an inventory is ours', () => {
  const ours: { readonly [name: string]: string } = {
    'as it comes': stock,
    'on several machines': fixture('several/inventory/hosts'),
    'with the names of old releases': '[instances]\ndhis\n[all:vars]\nSSL_TYPE=letsencrypt\nguest_os=22.04\n',
    'without its groups': '[all:vars]\nlxd_network=172.19.2.1/24\nguest_os = 24.04\nserver_monitoring=munin\nTLS_TYPE=letsencrypt\n',
    'on one host line': '[instances]\nhmis dhis2_version=2.42\n',
  };
  for (const [name, text] of Object.entries(ours)) test(name, () => assert.ok(isServerToolsInventory(text)));
});

describe('an inventory is not ours', () => {
  const others: { readonly [name: string]: string } = {
    'of web servers': '[web]\nweb[01:10].example.org http_port=80\n[databases]\ndb1\n[all:vars]\nansible_user=deploy\n',
    'of other instances':
      '[instances]\na ansible_host=10.0.0.1\n[monitoring]\nm\n[databases]\nd\n[web]\nw\n[all:vars]\ntimezone=UTC\nproxy=nginx\n',
    'with DHIS2 of another role': '[dhis2]\ndhis2.example.org dhis2_version=2.40\n',
    'where all that is ours is a comment': stock.replace(/^/gm, '# '),
    'with DHIS2 of a role of its own':
      '[dhis2_servers]\nhmis.example.org ansible_user=deploy dhis2_version=2.40.4\n[all:vars]\ndatabase_host=10.0.0.5\n',
    'of a shop':
      '[instances]\nshop ansible_host=10.0.0.8\n[instances:vars]\ndatabase_host=db.internal\ncreate_db=false\nheap_memory_size=4G\n',
    'of a PostgreSQL role': '[databases]\nd\n[databases:vars]\npg_max_connections=200\npg_shared_buffers=8GB\npg_work_mem=20MB\npg_wal=a\n',
    'with one name alike': '[instances]\na database_host=db1\n',
    empty: '',
    'a hosts file of a machine': '127.0.0.1 localhost\n::1 localhost\n',
  };
  for (const [name, text] of Object.entries(others)) {
    test(name, () => {
      assert.ok(!isServerToolsInventory(text));
      const document = inventoryDocument(text);
      const service = testService();
      assert.equal(service.kind(document), undefined);
      assert.deepEqual(service.diagnostics(document), []);
      assert.deepEqual(service.documentSymbols(document), []);
    });
  }
});

describe('a file of variables is ours', () => {
  test('by its own names', () => {
    assert.ok(isServerToolsVars('dhis2_version: 2.42\ndhis2_auto_upgrade: false\n'));
    assert.ok(!isServerToolsVars('dhis2_version: 2.42\ndatabase_host: 10.0.0.5\n'));
    assert.ok(!isServerToolsVars('create_db: false\ndatabase_host: db.internal\n'));
    assert.ok(isServerToolsVars(fixture('stock/inventory/host_vars/postgres')));
    assert.ok(isServerToolsVars('heap_memory_size: 4G\nanalytics.cache.expiration: 3600\n'));
    assert.ok(!isServerToolsVars('proxy_rewrite: true\nuser: a\n'));
    assert.ok(!isServerToolsVars('app:\n  dhis2_version: 2.42\n'));
    assert.ok(!isServerToolsVars(''));
  });

  test('by the inventory beside it', () => {
    const vars = inventoryDocument('# nothing yet\n', 'inventory/host_vars/dhis');
    assert.equal(testService().kind(vars), undefined);
    const kindBeside = (file: string, text: string) => testService({}, 'en', '', false, [inventoryDocument(text, file)]).kind(vars);
    assert.equal(kindBeside('inventory/hosts', stock), 'server-tools-vars');
    assert.equal(kindBeside('inventory/hosts', '[web]\nw\n'), undefined);
    assert.equal(kindBeside('other/hosts', stock), undefined);
  });

  test('unless the inventory beside it is of somebody else', () => {
    const vars = inventoryDocument(fixture('stock/inventory/host_vars/postgres'), 'inventory/host_vars/postgres');
    const kindBeside = (text: string) => testService({}, 'en', '', false, [inventoryDocument(text)]).kind(vars);
    assert.equal(testService().kind(vars), 'server-tools-vars');
    assert.equal(kindBeside(stock), 'server-tools-vars');
    assert.equal(kindBeside('[databases]\nd ansible_host=10.0.0.8\n'), undefined);
  });

  test('as soon as the inventory is, without a change of its own', () => {
    const companions = [inventoryDocument('[web]\nw\n')];
    const service = testService({}, 'en', '', false, companions);
    const vars = inventoryDocument('', 'inventory/group_vars/all');
    assert.equal(service.kind(vars), undefined);
    companions[0] = inventoryDocument(stock);
    assert.equal(service.kind(vars), 'server-tools-vars');
  });
});
