import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/imports.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Found = { readonly file: string; readonly rule: string; readonly range: { readonly start: { readonly line: number } } };

describe('lint of containers.json', () => {
  test('what dhis2-tools-ng comes with has no finding', async (t) => {
    const cwd = await temporaryFolder(t, {});
    await cp(path.join(root, 'test/fixtures/tools-ng'), cwd, { recursive: true });
    const { code, stdout } = await runCli(['lint', '.', '--format', 'json'], { cwd });
    assert.deepEqual([code, JSON.parse(stdout)], [0, []]);
    const { stdout: text } = await runCli(['lint', 'setup/configs/containers.json', 'setup/configs/containers.json.sample'], { cwd });
    assert.match(text, /2 files/);
  });

  test('a mistake is told with its line, and mended', async (t) => {
    const broken = '{\n  "fqdn": "dhis.example.org",\n  "proxy": "nginx",\n  "monitoring": "munin"\n  "containers": []\n}\n';
    const cwd = await temporaryFolder(t, { 'containers.json': broken, 'other/containers.json': '{ "images": [,] }' });
    const { code, stdout } = await runCli(['lint', '--format', 'json', '.'], { cwd });
    assert.equal(code, 1);
    const found = (JSON.parse(stdout) as Found[]).filter(({ rule }) => rule === 'containers-syntax-error');
    assert.deepEqual(
      found.map(({ file, range }) => [file, range.start.line]),
      [['containers.json', 3]],
    );
    const fixed = await runCli(['lint', '--fix', '--format', 'json', 'containers.json'], { cwd });
    assert.ok(!fixed.stdout.includes('containers-syntax-error'));
    const other = await runCli(['lint', 'other/containers.json'], { cwd });
    assert.match(other.stderr, /containers\.json of dhis2-tools-ng/);
  });
});
