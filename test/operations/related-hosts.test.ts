/** Which hosts of an installation have to know of each other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { OperationError } from '../../client/src/operations/errors.ts';
import { relatedHosts } from '../../client/src/operations/hosts/related-hosts.ts';
import { askRelated } from '../../client/src/operations/installation.ts';
import { soon } from '../support/ssh-client.ts';

const manifest: HostingManifest = {
  version: 1,
  hosts: ['app', 'db', 'web', 'copies', 'watch', 'jump', 'report', 'alone'].map((name) => ({
    name,
    address: `${name}.example.org`,
    ...(name === 'app' ? { jumpHost: 'jump' } : {}),
  })),
  databases: [{ name: 'main', host: 'db', allowedFrom: ['report', '192.0.2.0/24'] }],
  proxies: [{ name: 'front', host: 'web', kind: 'nginx' }],
  instances: [{ name: 'hmis', host: 'app', database: 'main', proxy: 'front' }],
  backupTargets: [{ name: 'vault', kind: 'host', host: 'copies' }],
  backups: [{ name: 'nightly', instances: ['hmis'], targets: ['vault'] }],
  monitoring: { host: 'watch' },
} as unknown as HostingManifest;

describe('hosts that have to do with each other', () => {
  const rows: readonly (readonly [host: string, related: readonly string[]])[] = [
    ['app', ['db', 'web', 'copies', 'watch', 'jump', 'report']],
    ['db', ['app', 'web', 'copies', 'watch', 'report']],
    ['copies', ['app', 'db', 'web', 'watch', 'report']],
    ['alone', ['watch']],
  ];
  for (const [host, related] of rows) test(`of ${host}`, () => assert.deepEqual(relatedHosts(manifest, host), related));

  test('are left out while they cannot be reached, and stop the plan when they cannot be trusted', async () => {
    const fails = (code: 'connection-refused' | 'host-key-changed') => async (name: string) => {
      throw new OperationError(code, name);
    };
    assert.deepEqual(await askRelated(manifest, 'app', fails('connection-refused'), soon()), {});
    await assert.rejects(askRelated(manifest, 'app', fails('host-key-changed'), soon()), { code: 'host-key-changed' });
  });
});
