import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { cliBundle, hostsCliBundle } from '../support/bundles.ts';
import { deadlineMs } from '../support/lsp-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const many = 20_000;

// Three times, because it makes the bundles first.
describe('the program as a process', { timeout: 3 * deadlineMs }, () => {
  test('gets a long report out whole, and ends with the code', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': 'foo = \\u\n'.repeat(many) });
    const program = spawn(process.execPath, [await cliBundle(), 'lint', '--format', 'json', '.'], {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    program.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    const [code] = await once(program, 'close');
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { rule: string }[]).filter(({ rule }) => rule === 'malformed-unicode-escape').length, many);
  });

  test('a reader that leaves early is no error', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': 'foo = \\u\n'.repeat(many) });
    const program = spawn(process.execPath, [await cliBundle(), 'lint', '.'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    program.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    program.stdout.once('data', () => program.stdout.destroy());
    await once(program, 'close');
    assert.equal(stderr, '');
  });

  test('reaches for hosts with what stands beside it', async (t) => {
    const cwd = await temporaryFolder(t, {
      'dhis2-hosting.yaml': 'version: 1\nhosts:\n  - name: a\n    address: 127.0.0.1\n    port: 1\n',
    });
    const program = spawn(process.execPath, [await hostsCliBundle(), 'plan', '--locale', 'en'], {
      cwd,
      env: { ...process.env, HOME: cwd },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    program.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const [code] = await once(program, 'close');
    assert.deepEqual([code, /a: 127\.0\.0\.1 refuses connections on port 1/.test(stderr)], [2, true], stderr);
  });
});
