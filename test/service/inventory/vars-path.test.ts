import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inventoryPath } from '../../../server/src/service/inventory/vars-path.ts';

const host = (name: string, rank: number, template = false) => ({ kind: 'host', name, template, rank });

const cases: readonly (readonly [path: string, expected: unknown])[] = [
  ['file:///srv/inventory/hosts', { folder: 'file:///srv/inventory/', file: 'hosts' }],
  ['/srv/inventory/hosts.template', { folder: '/srv/inventory/', file: 'hosts.template' }],
  ['hosts.ini', { folder: '', file: 'hosts.ini' }],
  ['/srv/inventory/hosts.sync-conflict-20220401', { folder: '/srv/inventory/', file: 'hosts.sync-conflict-20220401' }],
  ['C:\\deploy\\inventory\\hosts', { folder: 'C:/deploy/inventory/', file: 'hosts' }],
  ['/srv/inventory/hosts.yml', undefined],
  ['/srv/inventory/hostsfile', undefined],
  ['/srv/php.ini', undefined],
  ['/srv/inventory/host_vars/dhis', { folder: '/srv/inventory/', owner: host('dhis', 0) }],
  ['/srv/inventory/host_vars/dhis.yml', { folder: '/srv/inventory/', owner: host('dhis', 1) }],
  ['/srv/inventory/host_vars/dhis.yaml', { folder: '/srv/inventory/', owner: host('dhis', 2) }],
  ['/srv/inventory/host_vars/dhis.json', { folder: '/srv/inventory/', owner: host('dhis', 3) }],
  ['/srv/inventory/host_vars/dhis.template', { folder: '/srv/inventory/', owner: host('dhis', 0, true) }],
  ['/srv/inventory/host_vars/hmis.example.org', { folder: '/srv/inventory/', owner: host('hmis.example.org', 0) }],
  ['/srv/inventory/host_vars/dhis/main.yml', { folder: '/srv/inventory/', owner: host('dhis', 0) }],
  ['/srv/inventory/host_vars/dhis/deeper/main', { folder: '/srv/inventory/', owner: host('dhis', 0) }],
  ['/srv/inventory/host_vars/dhis/notes.txt', undefined],
  ['/srv/inventory/host_vars/monitor/vars.yml.template', { folder: '/srv/inventory/', owner: host('monitor', 0, true) }],
  ['/srv/inventory/group_vars/all', { folder: '/srv/inventory/', owner: { kind: 'group', name: 'all', template: false, rank: 0 } }],
  ['file:///srv/my%20inventory/hosts', { folder: 'file:///srv/my inventory/', file: 'hosts' }],
  ['file:///srv/%zz/hosts', { folder: 'file:///srv/%zz/', file: 'hosts' }],
  ['/srv/dhis.conf', undefined],
  ['', undefined],
];

describe('what a path says of a file', () => {
  for (const [path, expected] of cases) test(path || 'nothing', () => assert.deepEqual(inventoryPath(path), expected));
});
