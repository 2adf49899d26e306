import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { runWithoutRights } from '../support/run-without-rights.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const conf = 'ministry.ticket = 1\n';

type Row = { readonly file: string; readonly rule: string; readonly severity: string };

async function lint(
  cwd: string,
  ...args: string[]
): Promise<{ readonly rows: readonly string[]; readonly code: number; readonly stderr: string }> {
  const { stdout, stderr, code } = await runCli(['lint', '--format', 'json', ...args], { cwd });
  const rows = (JSON.parse(stdout) as Row[]).map(({ file, rule, severity }) => `${file.replaceAll(path.sep, '/')} ${rule} ${severity}`);
  return { rows, code, stderr };
}

describe('.dhis2-lint.yaml on the command line', () => {
  test('the nearest one upwards from each file counts, wherever the command runs', async (t) => {
    const cwd = await temporaryFolder(t, {
      '.dhis2-lint.yaml': 'rules: { unknown-key: error }\n',
      'dhis.conf': conf,
      'a/.dhis2-lint.yaml': 'allowedKeys: [ministry.*]\n',
      'a/b/dhis.conf': conf,
      'c/d/dhis.conf': conf,
    });
    assert.deepEqual(await lint(cwd, '.'), {
      rows: ['c/d/dhis.conf unknown-key error', 'dhis.conf unknown-key error'],
      code: 1,
      stderr: '',
    });
    assert.deepEqual((await lint(path.join(cwd, 'c/d'), 'dhis.conf')).rows, ['dhis.conf unknown-key error']);
    assert.deepEqual((await runCli(['lint', '-'], { cwd, stdin: conf })).code, 1, 'the standard input stands for a file in the folder');
  });

  test('its version yields to the option, and both to the line in the file', async (t) => {
    const cwd = await temporaryFolder(t, {
      '.dhis2-lint.yaml': 'dhis2Version: "2.38"\n',
      'dhis.conf': 'analytics.database = doris\n',
      'named.dhis.conf': '# dhis2-version: 2.38\nanalytics.database = doris\n',
    });
    const isLater = async (...args: string[]) => (await lint(cwd, ...args)).rows.some((row) => row.includes('key-from-later-release'));
    assert.equal(await isLater('dhis.conf'), true);
    assert.equal(await isLater('--dhis2-version', '2.43', 'dhis.conf'), false);
    assert.equal(await isLater('--dhis2-version', '2.43', 'named.dhis.conf'), true);
  });

  test('with mistakes it is told, and the run does not count as complete', async (t) => {
    const cwd = await temporaryFolder(t, {
      '.dhis2-lint.yaml': 'rules: { unknwon-key: off }\n',
      'a/dhis.conf': 'server.https = on\n',
      'b/dhis.conf': '',
    });
    const { rows, code, stderr } = await lint(cwd, 'a', 'b');
    assert.deepEqual(rows, []);
    assert.equal(code, 2);
    assert.equal(stderr.split('\n').length, 2, 'once');
    assert.match(stderr, /^\.dhis2-lint\.yaml: .* dhis2-hosting lint \.dhis2-lint\.yaml$/m);
    assert.deepEqual((await lint(cwd, '.dhis2-lint.yaml')).rows, ['.dhis2-lint.yaml unusable-lint-settings error']);
  });

  test('that may not be read is told', { skip: process.platform === 'win32' }, async (t) => {
    const cwd = await temporaryFolder(t, { '.dhis2-lint.yaml': '', 'dhis.conf': '' });
    await chmod(cwd, 0o755);
    await chmod(path.join(cwd, '.dhis2-lint.yaml'), 0);
    const { status, stderr } = await runWithoutRights(t, ['lint', 'dhis.conf'], cwd);
    assert.equal(status, 2);
    assert.match(stderr, /\.dhis2-lint\.yaml: may not be read/);
  });
});
