/** Files of one inventory are read together, also when only one of them is named. */
import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { runWithoutRights } from '../support/run-without-rights.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';
const broken = 'a: 1\na: 2\n';

async function linesOf(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await runCli(['lint', '--format', 'json', ...args], { cwd });
  return (JSON.parse(stdout) as { file: string; rule: string }[])
    .filter(({ rule }) => rule === 'vars-syntax-error')
    .map(({ file, rule }) => `${file}: ${rule}`);
}

describe('lint with inventories', () => {
  test('a file of variables is known by the hosts file beside it', async (t) => {
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts, 'inventory/host_vars/dhis': broken, 'other/host_vars/dhis': broken });
    const found = ['inventory/host_vars/dhis: vars-syntax-error'];
    assert.deepEqual(await linesOf(cwd, 'inventory/host_vars/dhis'), found);
    assert.deepEqual(await linesOf(cwd, '.'), found);
    assert.deepEqual(await linesOf(path.join(cwd, 'inventory'), 'host_vars'), ['host_vars/dhis: vars-syntax-error']);
  });

  test('a hosts file that may not be read tells nothing', { skip: process.platform === 'win32' }, async (t) => {
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts, 'inventory/host_vars/dhis': broken });
    await chmod(cwd, 0o755);
    const lint = ['lint', '--format', 'json', 'inventory/host_vars/dhis'];
    assert.match((await runWithoutRights(t, lint, cwd)).stdout, /vars-syntax-error/);
    await chmod(path.join(cwd, 'inventory', 'hosts'), 0);
    assert.doesNotMatch((await runWithoutRights(t, lint, cwd)).stdout, /vars-syntax-error/);
  });
});
