/** Scripts as values: what /bin/sh makes of them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { all, any, asUser, longestWord, run, type Script, snippet, withInput } from '../../client/src/operations/script.ts';
import { restoreFile, writeFile, writeSecretFile } from '../../client/src/operations/script-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function sh({ text }: Script, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-uc', text], { encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: status, out: stdout, err: stderr };
}

const hostile = `'; touch /tmp/x; $(id) \`id\` "\\n" *`;

describe('a script', () => {
  const rows: readonly (readonly [name: string, script: Script, code: number, out: string])[] = [
    ['keeps words as they are', run('printf', '%s|', hostile, '', 'é\n'), 0, `${hostile}||é\n|`],
    ['gives a snippet its arguments', snippet('s', 'printf "%s:%s" "$0" "$1"', hostile), 0, `s:${hostile}`],
    ['of a snippet ends at its first failure', snippet('s', 'echo a\nfalse\necho b'), 1, 'a\n'],
    ['of a snippet ends at a variable that is not set', snippet('s', 'echo "$nothing"; echo b'), 2, ''],
    ['of a snippet ends so inside a list too', any(snippet('s', 'false\necho b'), run('echo', 'c')), 0, 'c\n'],
    ['goes on while all is well', all(run('echo', 'a'), run('false'), run('echo', 'b')), 1, 'a\n'],
    ['takes the first that works', any(run('false'), run('echo', 'a'), run('echo', 'b')), 0, 'a\n'],
    ['mixes lists', all(any(run('false'), run('true')), run('echo', 'a')), 0, 'a\n'],
    ['nests', all(any(snippet('s', 'printf "%s\\n" "$1"', hostile), run('false'))), 0, `${hostile}\n`],
  ];
  for (const [name, script, code, out] of rows) {
    test(name, () => {
      const ended = sh(script);
      assert.deepEqual({ code: ended.code, out: ended.out }, { code, out }, ended.err);
    });
  }

  test('has a command, and no word that Linux would not take', () => {
    assert.throws(() => run(), RangeError);
    assert.throws(() => run(''), RangeError);
    assert.throws(() => run('echo', 'x'.repeat(longestWord + 1)), RangeError);
  });

  test('gets a text on its standard input that no process has among its words', async (t) => {
    const folder = await temporaryFolder(t, {});
    const look = 'cat; for each in /proc/[0-9]*/cmdline; do tr "\\0" " " < "$each" 2> /dev/null; done | grep -c "told-to-[n]o-one" || :';
    writeFileSync(path.join(folder, 'script'), withInput('told-to-no-one\n', snippet('s', look)).text);
    assert.equal(sh(run('/bin/sh', path.join(folder, 'script'))).out, 'told-to-no-one\n0\n');
  });

  test('of another user is run by runuser, without the environment of root', { skip: process.getuid?.() !== 0 }, () => {
    const { out } = sh(asUser('nobody', snippet('s', 'id -un; printf "%s\\n" "$1 ${MINE:-none}"', hostile)), { MINE: 'yes' });
    assert.equal(out, `nobody\n${hostile} none\n`);
  });
});

describe('files that a step writes', () => {
  const { username, gid } = userInfo();
  const own = { owner: username, group: String(gid) };
  const content = `${hostile}\nsecond line without end`;

  test('are there with their mode; the old one is kept and comes back', async (t) => {
    const folder = await temporaryFolder(t, { 'etc/x.conf': 'old\n' });
    const file = path.join(folder, 'etc/x.conf');
    chmodSync(file, 0o600);
    const env = { DHIS2_HOSTING_KEPT: path.join(folder, 'kept') };
    const written = sh(writeFile({ path: file, content, mode: '644', ...own }), env);
    assert.equal(written.code, 0, written.err);
    assert.equal(readFileSync(file, 'utf8'), content);
    assert.equal(statSync(file).mode & 0o777, 0o644);
    // A second change of the same step does not take its own file for the old one.
    assert.equal(sh(writeFile({ path: file, content: 'third', mode: '640', ...own }), env).code, 0);
    assert.equal(sh(restoreFile(file), env).code, 0);
    assert.equal(readFileSync(file, 'utf8'), 'old\n');
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('go away again with the folder that was made for them', async (t) => {
    const folder = await temporaryFolder(t, { 'etc/other': '' });
    const file = path.join(folder, 'etc/x.d/60-x.conf');
    const env = { DHIS2_HOSTING_KEPT: path.join(folder, 'kept') };
    assert.equal(sh(writeFile({ path: file, content, mode: '644', ...own }), env).code, 0);
    assert.equal(sh(restoreFile(file), env).code, 0);
    assert.equal(existsSync(path.dirname(file)), false);
    assert.equal(existsSync(path.join(folder, 'etc/other')), true);
    assert.equal(sh(restoreFile(file), env).code, 0, 'and once more does no harm');
  });

  test('that their tool refuses do not take the place of the old one', async (t) => {
    const folder = await temporaryFolder(t, { 'etc/x.conf': 'old\n' });
    const file = path.join(folder, 'etc/x.conf');
    const env = { DHIS2_HOSTING_KEPT: path.join(folder, 'kept') };
    const check = (wanted: string) => ['grep', '-q', wanted, '--', '{}'];
    assert.notEqual(sh(writeFile({ path: file, content, mode: '644', check: check('no such'), ...own }), env).code, 0);
    assert.equal(readFileSync(file, 'utf8'), 'old\n');
    assert.equal(sh(restoreFile(file), env).code, 0);
    assert.equal(readFileSync(file, 'utf8'), 'old\n');
    assert.equal(sh(writeFile({ path: file, content, mode: '644', check: check('second line'), ...own }), env).code, 0);
    assert.deepEqual(
      spawnSync('ls', ['-A', path.dirname(file)], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n'),
      ['x.conf'],
      'nothing is left beside it',
    );
  });

  test('never go through a link', async (t) => {
    const folder = await temporaryFolder(t, { 'etc/target': 'old\n' });
    const file = path.join(folder, 'etc/link');
    symlinkSync('target', file);
    assert.notEqual(sh(writeFile({ path: file, content, mode: '644', ...own }), { DHIS2_HOSTING_KEPT: `${folder}/kept` }).code, 0);
    assert.equal(readFileSync(file, 'utf8'), 'old\n');
  });

  test('take a secret from where systemd puts it', async (t) => {
    const folder = await temporaryFolder(t, {});
    mkdirSync(path.join(folder, 'credentials'));
    writeFileSync(path.join(folder, 'credentials/db-password'), hostile);
    const file = path.join(folder, 'secret');
    const script = writeSecretFile({ path: file, credential: 'db-password', mode: '600', ...own });
    assert.ok(!script.text.includes(hostile));
    const env = { DHIS2_HOSTING_KEPT: `${folder}/kept`, CREDENTIALS_DIRECTORY: path.join(folder, 'credentials') };
    assert.equal(sh(script, env).code, 0);
    assert.equal(readFileSync(file, 'utf8'), hostile);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  for (const wrong of ['relative', '/', '/top', '/a//b', '/a/b/', '/a/b\nc']) {
    test(`are not written to ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => writeFile({ path: wrong, content: '', mode: '644' }), RangeError);
    });
  }
});
