/** The order of the hosts of an installation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { provisioningOrder } from '../../client/src/operations/hosts/provisioning-order.ts';

const manifest = (database: string, application: string, proxy: string, more: readonly string[] = []): HostingManifest => ({
  version: 1,
  hosts: [...new Set([proxy, database, application, ...more])].map((name) => ({ name, address: `${name}.example.org` })),
  databases: [{ name: 'main', host: database }],
  proxies: [{ name: 'front', host: proxy, kind: 'nginx', serverNames: ['dhis.example.org'] }],
  instances: [{ name: 'hmis', host: application, database: 'main', proxy: 'front' }],
});

test('a host of all is provisioned once', () => {
  assert.deepEqual(provisioningOrder(manifest('one', 'one', 'one')), ['one']);
});

test('passwords are made first, then databases, then instances start, then sites are opened', () => {
  assert.deepEqual(provisioningOrder(manifest('db', 'app', 'web', ['monitor'])), ['monitor', 'app', 'db', 'app', 'web']);
});

test('a proxy beside the instance or the database waits for what it shows', () => {
  assert.deepEqual(provisioningOrder(manifest('db', 'web', 'web')), ['web', 'db', 'web']);
  assert.deepEqual(provisioningOrder(manifest('web', 'app', 'web')), ['app', 'web', 'app', 'web']);
  assert.deepEqual(provisioningOrder({ version: 1 }), []);
});
