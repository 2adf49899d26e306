import assert from 'node:assert/strict';
import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { runWithoutRights } from '../support/run-without-rights.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'foo = \\u\n';

/** Files with a finding, in the order of the report. */
async function filesWithFindings(cwd: string, ...paths: string[]): Promise<readonly string[]> {
  const { stdout } = await runCli(['lint', '--format', 'json', ...paths], { cwd });
  const files = (JSON.parse(stdout) as { file: string; rule: string }[]).filter(({ rule }) => rule === 'malformed-unicode-escape');
  return files.map(({ file }) => file.replaceAll(path.sep, '/'));
}

describe('paths of lint', () => {
  test('folders are searched for our names, without node_modules and .git', async (t) => {
    const cwd = await temporaryFolder(t, {
      'dhis.conf': bad,
      'b/a.dhis.conf': bad,
      'b/application.properties': bad,
      'node_modules/x/dhis.conf': bad,
      '.git/dhis.conf': bad,
      'b/c/node_modules/dhis.conf': bad,
    });
    assert.deepEqual(await filesWithFindings(cwd, '.'), ['b/a.dhis.conf', 'dhis.conf']);
    assert.deepEqual(await filesWithFindings(cwd, 'b', 'dhis.conf'), ['b/a.dhis.conf', 'dhis.conf']);
    assert.deepEqual(await filesWithFindings(cwd, 'node_modules'), ['node_modules/x/dhis.conf'], 'a folder that was named is searched');
  });

  test('links end, and a file is checked once', { skip: process.platform === 'win32' }, async (t) => {
    const cwd = await temporaryFolder(t, { 'a/..data/dhis.conf': bad });
    await symlink('..data/dhis.conf', path.join(cwd, 'a/dhis.conf'));
    await symlink('..', path.join(cwd, 'a/loop'));
    await symlink(cwd, path.join(cwd, 'a/..data/self'));
    assert.equal((await filesWithFindings(cwd, '.', 'a/dhis.conf', 'a/../a/dhis.conf')).length, 1);
    assert.deepEqual(await filesWithFindings(cwd, 'a/loop/a/dhis.conf'), ['a/loop/a/dhis.conf']);
  });

  test('a link that leads nowhere is told', { skip: process.platform === 'win32' }, async (t) => {
    const cwd = await temporaryFolder(t, { 'a/clean.dhis.conf': '' });
    await symlink('gone', path.join(cwd, 'a/dhis.conf'));
    const { code, stderr } = await runCli(['lint', 'a'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /dhis\.conf: there is no such file/);
  });

  test('a folder without our files is said to be empty', async (t) => {
    const cwd = await temporaryFolder(t, { 'x.txt': '' });
    assert.deepEqual(await runCli(['lint', '.'], { cwd }), {
      code: 0,
      stdout: 'No dhis.conf and no hosting manifest found.\n',
      stderr: '',
    });
    assert.equal((await runCli(['lint', '--format', 'json', '.'], { cwd })).stdout, '[]\n');
  });

  test('what cannot be read is told, and the rest is still checked', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': bad });
    const { code, stdout, stderr } = await runCli(['lint', 'gone/dhis.conf', 'dhis.conf'], { cwd });
    assert.equal(code, 2);
    assert.equal(stderr, 'gone/dhis.conf: there is no such file or folder.\n');
    assert.match(stdout, /malformed-unicode-escape/);
    const french = await runCli(['lint', '--locale', 'fr', 'gone'], { cwd });
    assert.equal(french.stderr, 'gone : aucun fichier ni dossier de ce nom.\n');
  });

  test('so is what may not be read', { skip: process.platform === 'win32' }, async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': bad, 'closed/dhis.conf': bad });
    await chmod(cwd, 0o755);
    await chmod(path.join(cwd, 'dhis.conf'), 0o000);
    await chmod(path.join(cwd, 'closed'), 0o000);
    const { status, stderr } = await runWithoutRights(t, ['lint', '.'], cwd);
    await chmod(path.join(cwd, 'closed'), 0o700);
    assert.equal(status, 2);
    assert.equal(stderr.match(/may not be read/g)?.length, 2);
  });

  test('a file that was named is a dhis.conf by its ending, or is refused', async (t) => {
    const cwd = await temporaryFolder(t, { 'production.conf': bad, 'notes.txt': bad });
    assert.deepEqual(await filesWithFindings(cwd, 'production.conf'), ['production.conf']);
    const { code, stderr } = await runCli(['lint', 'notes.txt'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /notes\.txt: neither a dhis\.conf, nor a hosting manifest/);
  });
});

describe('standard input of lint', () => {
  test('is a dhis.conf unless it is given another name', async () => {
    assert.match((await runCli(['lint', '-'], { stdin: bad })).stdout, /^dhis\.conf:1:7 error malformed-unicode-escape/m);
    const manifest = await runCli(['lint', '--stdin-name', 'x.dhis2-hosting.yaml', '-'], { stdin: 'version: [\n' });
    assert.match(manifest.stdout, /^x\.dhis2-hosting\.yaml:/);
    assert.equal((await runCli(['lint', '--stdin-name', 'x.txt', '-'], { stdin: bad })).code, 2);
  });
});

describe('bytes', () => {
  /** Column of the bad escape behind one letter that is not ASCII. */
  const column = async (bytes: Uint8Array): Promise<number | undefined> => {
    const { stdout } = await runCli(['lint', '--format', 'json', '-'], { stdin: bytes });
    const rows = JSON.parse(stdout) as { rule: string; range: { start: { character: number } } }[];
    return rows.find(({ rule }) => rule === 'malformed-unicode-escape')?.range.start.character;
  };

  test('are UTF-8 where that is valid, else ISO-8859-1', async () => {
    assert.equal(await column(Buffer.from('foo = é\\u\n', 'utf8')), 7);
    assert.equal(await column(Buffer.from('foo = é\\u\n', 'latin1')), 7);
    assert.equal(await column(Buffer.concat([Buffer.from('foo = é', 'utf8'), Buffer.from('é\\u\n', 'latin1')])), 9);
  });

  test('keep their byte order mark', async () => {
    assert.equal(await column(Buffer.from('\ufefffoo = \\u\n', 'utf8')), 7);
  });
});
