import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, lstat, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { replaceFile } from '../../server/src/cli/fix/replace-file.ts';
import { cliBundle } from '../support/bundles.ts';
import { onlyRules } from '../support/only-rules.ts';
import { runCli } from '../support/run-cli.ts';
import { isRoot, nobody, runWithoutRights } from '../support/run-without-rights.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const few = onlyRules('duplicate-key', 'unknown-key', 'byte-order-mark', 'trailing-comment');
const bad = 'max.sesions.per_user = 3\n';
const mended = 'max.sessions.per_user = 3\n';
const noPosix = process.platform === 'win32';

describe('lint --fix', () => {
  test('mends what it can, reports what is left, and says so', async (t) => {
    const cwd = await temporaryFolder(t, {
      'a.dhis.conf': bad,
      'b.dhis.conf': `${bad}ministry.ticket = 4711\n`,
      'c.dhis.conf': '',
      ...few,
    });
    const result = await runCli(['lint', '--fix', '--fail-on', 'info', '.'], { cwd });
    assert.equal(result.stderr, '2 fixes applied in 2 files.\n');
    assert.match(result.stdout, /^b\.dhis\.conf:2:1 hint unknown-key .*\n\n4 files checked: 1 hint\.\n$/);
    assert.equal(result.code, 0);
    assert.equal(await readFile(path.join(cwd, 'a.dhis.conf'), 'utf8'), mended);
    assert.equal(await readFile(path.join(cwd, 'b.dhis.conf'), 'utf8'), `${mended}ministry.ticket = 4711\n`);
    const again = await runCli(['lint', '--fix', '.'], { cwd });
    assert.equal(again.stderr, '', 'a mended file is left alone');
    const french = await runCli(['lint', '--fix', '--locale', 'fr', '-'], { cwd, stdin: bad });
    assert.equal(french.stderr.split('\n')[0], '1 correction appliquée dans 1 fichier.');
  });

  test('goes on where one mistake hides another', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': `${bad}${bad.replace('3', '4')}`, ...few });
    assert.equal((await runCli(['lint', '--fix', '--fail-on', 'info', '.'], { cwd })).code, 0);
    assert.equal(await readFile(path.join(cwd, 'dhis.conf'), 'utf8'), mended.replace('3', '4'));
  });

  const encodings: readonly (readonly [name: string, before: Buffer, after: Buffer])[] = [
    ['UTF-8', Buffer.from(`# é 𝄞\n${bad}# é`), Buffer.from(`# é 𝄞\n${mended}# é`)],
    ['ISO-8859-1', Buffer.from(`# é\u0080\u00ff\n${bad}`, 'latin1'), Buffer.from(`# é\u0080\u00ff\n${mended}`, 'latin1')],
    ['carriage returns', Buffer.from(`# x\r\n${bad}`.replaceAll('\n', '\r\n')), Buffer.from(`# x\r\n${mended}`.replaceAll('\n', '\r\n'))],
    ['mixed line ends', Buffer.from(`# x\r# y\r\n${bad}\n\r`), Buffer.from(`# x\r# y\r\n${mended}\n\r`)],
    ['ISO-8859-1 and carriage returns', Buffer.from(`# é\r\n${bad}# ß\r\n`, 'latin1'), Buffer.from(`# é\r\n${mended}# ß\r\n`, 'latin1')],
    ['a NUL and no line end', Buffer.from(`# \0\n${bad.trimEnd()}`), Buffer.from(`# \0\n${mended.trimEnd()}`)],
  ];
  for (const [name, before, after] of encodings) {
    test(`changes no other byte: ${name}`, async (t) => {
      const cwd = await temporaryFolder(t, { 'dhis.conf': before, ...few });
      await runCli(['lint', '--fix', '.'], { cwd });
      assert.deepEqual(await readFile(path.join(cwd, 'dhis.conf')), after);
    });
  }

  test('letters in a file that is saved as the server reads it are right, and stay', async (t) => {
    const text = Buffer.from('oidc.provider.x.display_alias = Santé\n', 'latin1');
    const cwd = await temporaryFolder(t, { 'dhis.conf': text, ...onlyRules('non-ascii-text') });
    assert.deepEqual(await runCli(['lint', '--fix', '.'], { cwd }), { code: 0, stdout: '2 files checked, no finding.\n', stderr: '' });
    assert.deepEqual(await readFile(path.join(cwd, 'dhis.conf')), text);
    await writeFile(path.join(cwd, 'dhis.conf'), text.toString('latin1'));
    await runCli(['lint', '--fix', '.'], { cwd });
    assert.equal(await readFile(path.join(cwd, 'dhis.conf'), 'utf8'), 'oidc.provider.x.display_alias = Sant\\u00e9\n');
  });

  test('a byte order mark stays unless its rule takes it away', async (t) => {
    const off = onlyRules('unknown-key');
    const cwd = await temporaryFolder(t, { 'a/dhis.conf': `\ufeff# x\n${bad}`, 'a/.dhis2-lint.yaml': off['.dhis2-lint.yaml'] });
    await runCli(['lint', '--fix', '.'], { cwd });
    assert.deepEqual(await readFile(path.join(cwd, 'a/dhis.conf')), Buffer.from(`\ufeff# x\n${mended}`));
  });

  test('the standard input comes out mended, byte for byte, and nothing else with it', async (t) => {
    const cwd = await temporaryFolder(t, { ...few });
    const program = spawnSync(process.execPath, [await cliBundle(), 'lint', '--fix', '-'], {
      cwd,
      input: Buffer.from(`# é\r\n${bad}ministry.ticket = 4711\n`, 'latin1'),
    });
    assert.deepEqual(program.stdout, Buffer.from(`# é\r\n${mended}ministry.ticket = 4711\n`, 'latin1'));
    assert.match(program.stderr.toString(), /dhis\.conf:3:1 hint unknown-key/);
    assert.equal(program.status, 0);
  });

  test('permissions and links stay, and nothing lies about afterwards', { skip: noPosix }, async (t) => {
    const cwd = await temporaryFolder(t, { 'real/x.dhis.conf': bad, 'conf/.dhis2-lint.yaml': few['.dhis2-lint.yaml'] });
    await chmod(path.join(cwd, 'real/x.dhis.conf'), 0o640);
    await symlink('../real/x.dhis.conf', path.join(cwd, 'conf/dhis.conf'));
    const { stderr } = await runCli(['lint', '--fix', 'conf'], { cwd });
    assert.match(stderr, /^1 fix applied/);
    assert.ok((await lstat(path.join(cwd, 'conf/dhis.conf'))).isSymbolicLink());
    assert.equal(await readlink(path.join(cwd, 'conf/dhis.conf')), '../real/x.dhis.conf');
    assert.equal(await readFile(path.join(cwd, 'real/x.dhis.conf'), 'utf8'), mended);
    assert.equal((await stat(path.join(cwd, 'real/x.dhis.conf'))).mode & 0o7777, 0o640);
    assert.deepEqual(await readdir(path.join(cwd, 'real')), ['x.dhis.conf']);
  });

  test('the owner stays', { skip: !isRoot }, async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': bad, ...few });
    await chown(path.join(cwd, 'dhis.conf'), 12_345, 12_346);
    await chmod(path.join(cwd, 'dhis.conf'), 0o600);
    await runCli(['lint', '--fix', '.'], { cwd });
    const { uid, gid, mode } = await stat(path.join(cwd, 'dhis.conf'));
    assert.deepEqual([uid, gid, mode & 0o7777], [12_345, 12_346, 0o600]);
  });
});

describe('lint --fix that cannot write', () => {
  const cases: readonly (readonly [name: string, file: number, folder: number, owner: number, expected: RegExp])[] = [
    ['a write-protected file', 0o444, 0o777, nobody, /dhis\.conf: may not be changed\. Check the permissions/],
    ['a write-protected folder', 0o666, 0o555, nobody, /dhis\.conf: may not be changed\. Check the permissions/],
    ['a file of another owner', 0o666, 0o777, 0, /dhis\.conf: would get another owner and is left alone/],
  ];
  for (const [name, file, folder, owner, expected] of cases) {
    test(`leaves ${name} alone, reports it as it is, and fails`, { skip: noPosix || !isRoot }, async (t) => {
      const cwd = await temporaryFolder(t, { 'dhis.conf': bad, ...few });
      await chown(path.join(cwd, 'dhis.conf'), owner, owner);
      await chmod(path.join(cwd, 'dhis.conf'), file);
      await chmod(cwd, folder);
      const { status, stdout, stderr } = await runWithoutRights(t, ['lint', '--fix', '.'], cwd);
      assert.match(stderr, expected);
      assert.match(stdout, /^dhis\.conf:1:1 warning unknown-key/);
      assert.equal(status, 2);
      assert.equal(await readFile(path.join(cwd, 'dhis.conf'), 'utf8'), bad);
      assert.deepEqual((await readdir(cwd)).sort(), ['.dhis2-lint.yaml', 'dhis.conf'], 'nothing lies about');
    });
  }

  test('a file that changed meanwhile is left alone', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': 'new\n' });
    const file = path.join(cwd, 'dhis.conf');
    assert.equal(await replaceFile(file, Buffer.from('old\n'), Buffer.from('mended\n')), 'changed-meanwhile');
    assert.equal(await readFile(file, 'utf8'), 'new\n');
    assert.deepEqual(await readdir(cwd), ['dhis.conf']);
    assert.equal(await replaceFile(file, Buffer.from('new\n'), Buffer.from('mended\n')), 'replaced');
    assert.equal(await readFile(file, 'utf8'), 'mended\n');
  });
});
