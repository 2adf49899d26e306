import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inventoryFiles } from '../../server/src/node/inventory-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the files of an inventory on the disk', () => {
  test('hosts files, and variables in folders of both kinds, whichever is asked for', async (t) => {
    const folder = await temporaryFolder(t, {
      'deploy/inventory/hosts': '',
      'deploy/inventory/hosts.template': '',
      'deploy/inventory/lxd.yml': '',
      'deploy/inventory/notes/hosts': '',
      'deploy/inventory/host_vars/dhis': '',
      'deploy/inventory/host_vars/hmis/main.yml': '',
      'deploy/inventory/host_vars/hmis/notes.txt': '',
      'deploy/inventory/group_vars/all.yml': '',
      'deploy/group_vars/all.yml': '',
      'deploy/dhis2.yml': '',
      'group_vars/all.yml': '',
    });
    symlinkSync(path.join(folder, 'deploy/inventory/host_vars'), path.join(folder, 'deploy/inventory/host_vars/loop'));
    const address = (file: string) => pathToFileURL(path.join(folder, 'deploy', ...file.split('/'))).href;
    const expected = [
      'group_vars/all.yml',
      'inventory/group_vars/all.yml',
      'inventory/host_vars/dhis',
      'inventory/host_vars/hmis/main.yml',
      'inventory/hosts',
      'inventory/hosts.template',
    ].map(address);
    for (const asked of ['inventory/hosts', 'inventory/host_vars/dhis', 'inventory/host_vars/hmis/main.yml']) {
      const found = inventoryFiles(address(asked)).filter((file) => !file.includes('/loop/'));
      assert.deepEqual(found.toSorted(), expected, asked);
    }
  });

  test('none of other documents', () => {
    for (const uri of [
      'untitled:hosts',
      'file:///srv/dhis.conf',
      'vscode-vfs://github/a/inventory/hosts',
      'file:///%zz/inventory/hosts',
      '',
    ])
      assert.deepEqual(inventoryFiles(uri), []);
  });
});
