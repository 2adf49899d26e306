import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type LocalUser, parseJump, resolveSshConfig, type SshHostConfig } from '../../client/src/operations/transport/ssh-config.ts';
import { loadSshConfig, type SshConfigReader } from '../../client/src/operations/transport/ssh-config-file.ts';
import { matchesWildcard } from '../../client/src/operations/transport/wildcard.ts';
import { temporaryFolder } from '../support/ssh-client.ts';
import { needsSshd } from '../support/sshd.ts';

const local: LocalUser = { name: 'me', home: '/home/me', env: { KEYS: '/keys' } };

function memory(files: Readonly<Record<string, string>>): SshConfigReader {
  return {
    read: async (file) => files[file],
    list: async (folder) =>
      Object.keys(files)
        .filter((file) => path.posix.dirname(file) === folder)
        .map((file) => path.posix.basename(file)),
  };
}

async function resolve(config: string, alias = 'web', more: Readonly<Record<string, string>> = {}, user?: string): Promise<SshHostConfig> {
  const source = { file: '/home/me/.ssh/config', includeRoot: '/home/me/.ssh' };
  return resolveSshConfig(await loadSshConfig([source], local.home, memory({ [source.file]: config, ...more })), alias, local, user);
}

describe('ssh configuration', () => {
  test('the first value wins, in the order of the file', async () => {
    const config = await resolve('Host web\n HostName one.example\n Port 2222\nHost *\n HostName two.example\n User admin\nUser late\n');
    assert.equal(config.hostName, 'one.example');
    assert.equal(config.port, 2222);
    assert.equal(config.user, 'admin');
  });

  test('words may be in any case and set with an equals sign', async () => {
    assert.equal((await resolve('hOST web\n\tpOrT=99\n')).port, 99);
  });

  test('negated and listed patterns', async () => {
    const config = 'Host *.example !db.example\n User a\nHost ??\n User b\n';
    assert.equal((await resolve(config, 'web.example')).user, 'a');
    assert.equal((await resolve(config, 'db.example')).user, undefined);
    assert.equal((await resolve(config, 'xy')).user, 'b');
  });

  test('tokens, home and variables in names of keys; several keys add up', async () => {
    const config = await resolve(
      'Host web\n HostName %h.example\n User admin\n IdentityFile ~/.ssh/%h-%r\nHost *\n IdentityFile "%d/my key %u"\n IdentityFile ${KEYS}/100%%\n IdentityFile ~/%Z\n IdentityFile ${NONE}/x\n IdentitiesOnly yes\n',
    );
    assert.deepEqual(config.identityFiles, ['/home/me/.ssh/web.example-admin', '/home/me/my key me', '/keys/100%']);
    assert.equal(config.identitiesOnly, true);
    assert.deepEqual(
      config.notes.map(({ text }) => text),
      ['~/%Z', '${NONE}/x'],
    );
  });

  test('Include: relative, absolute, globs in order, nested, and inside a Host block', async () => {
    const files = {
      '/home/me/.ssh/config.d/20-b': 'Host web\n User b\n Port 20\n',
      '/home/me/.ssh/config.d/10-a': 'Host web\n User a\n',
      '/home/me/.ssh/config.d/.hidden': 'Host web\n Port 1\n',
      '/etc/more': 'Include deeper\n',
      '/home/me/.ssh/deeper': 'Host *\n IdentitiesOnly yes\n',
      '/home/me/.ssh/only-db': 'User nobody\nHost *\n HostName wrong.example\n',
    };
    const config = await resolve(
      'Include config.d/* /etc/more missing\nHost db\n Include only-db\nHost web\n HostName right.example\n',
      'web',
      files,
    );
    assert.deepEqual([config.user, config.port, config.identitiesOnly, config.hostName], ['a', 20, true, 'right.example']);
  });

  test('an Include of itself ends', async () => {
    assert.equal((await resolve('Include config\nUser x\n')).user, 'x');
  });

  test('ProxyJump: list, user, port, IPv6, none', async () => {
    assert.deepEqual((await resolve('ProxyJump admin@bastion:2222,second\n')).jumps, [
      { host: 'bastion', user: 'admin', port: 2222 },
      { host: 'second', user: undefined, port: undefined },
    ]);
    assert.deepEqual((await resolve('Host web\n ProxyJump none\nHost *\n ProxyJump bastion\n')).jumps, []);
    assert.deepEqual(parseJump('u@[2001:db8::1]:22'), { host: '2001:db8::1', user: 'u', port: 22 });
    assert.deepEqual(parseJump('ssh://u@h:1'), { host: 'h', user: 'u', port: 1 });
    for (const bad of ['-oProxyCommand=x', 'a b', 'h:99999', '-l@h', '$(id)', '']) assert.equal(parseJump(bad), undefined, bad);
    assert.equal((await resolve('ProxyJump bastion,-oX\n')).unusableJump, '-oX');
  });

  test('ProxyCommand is seen and not run; the first of it and ProxyJump wins', async () => {
    assert.equal((await resolve('ProxyCommand touch /tmp/never\n')).proxyCommand, true);
    assert.equal((await resolve('ProxyCommand none\n')).proxyCommand, false);
    assert.equal((await resolve('ProxyJump b\nProxyCommand x\n')).proxyCommand, false);
    assert.equal((await resolve('ProxyCommand x\nProxyJump b\n')).proxyCommand, true);
  });

  test('Match: all, host, originalhost, user, localuser, negation', async () => {
    const user = async (criteria: string, given?: string): Promise<string | undefined> =>
      (await resolve(`Host web\n HostName web.example\nMatch ${criteria}\n User yes\n`, 'web', {}, given)).user;
    for (const holds of [
      'all',
      'host web.example',
      'host x,*.example',
      'originalhost web',
      'localuser me',
      '!host other',
      'user me',
      'host * localuser me',
    ]) {
      assert.equal(await user(holds), 'yes', holds);
    }
    for (const fails of [
      'host web',
      'originalhost web.example',
      'localuser you',
      '!localuser me',
      'user admin',
      'canonical',
      'tagged x',
      'final all',
    ]) {
      assert.equal(await user(fails), undefined, fails);
    }
    assert.equal(await user('user admin', 'admin'), 'yes');
  });

  test('Match exec is never run: its block is left out and noted (F18)', async () => {
    const { folder, remove } = await temporaryFolder();
    const witness = path.join(folder, 'ran');
    const config = await resolve(
      `Match host web exec "touch ${witness}"\n User wrong\nMatch !exec "touch ${witness}"\n User wrong\nMatch all\n Port 7\n`,
    );
    assert.equal(config.user, undefined);
    assert.equal(config.port, 7);
    assert.deepEqual(
      config.notes.map(({ kind }) => kind),
      ['match-exec', 'match-exec'],
    );
    assert.ok(!existsSync(witness));
    await remove();
  });

  test('values that could be options or commands are left out', async () => {
    const config = await resolve('HostName -oProxyCommand=id\nUser -l\nPort 70000\n');
    assert.deepEqual([config.hostName, config.user, config.port], [undefined, undefined, undefined]);
    assert.equal(config.notes.length, 3);
  });

  test('a pattern full of stars is fast', () => {
    const started = performance.now();
    assert.equal(matchesWildcard('a'.repeat(3000), `${'*a'.repeat(300)}b`), false);
    assert.ok(performance.now() - started < 2000);
  });

  test('agrees with ssh -G', needsSshd(), async () => {
    const { folder, remove } = await temporaryFolder();
    await mkdir(path.join(folder, 'd'));
    const file = path.join(folder, 'config');
    await writeFile(path.join(folder, 'd', 'b.conf'), 'Host w*\n User fromb\n');
    await writeFile(path.join(folder, 'd', 'a.conf'), 'Host web\n IdentityFile /keys/%h-%n\nHost other\n Port 1\n');
    await writeFile(
      file,
      `Include ${folder}/d/*.conf\nHost web !webx\n HostName %h.example\n ProxyJump j@jump:2200,k\nHost * !db\n Port 2022\n IdentitiesOnly yes\nHost w.example\n Compression yes\nMatch host *.example user fromb\n IdentityFile /keys/matched\nMatch originalhost db\n User dba\n`,
    );
    const reader: SshConfigReader = {
      read: (name) => readFile(name, 'utf8').catch(() => undefined),
      list: (name) => readdir(name).catch(() => []),
    };
    const tree = await loadSshConfig([{ file, includeRoot: folder }], local.home, reader);
    for (const alias of ['web', 'webx', 'db', 'other', 'w.example']) {
      const said = execFileSync('ssh', ['-G', '-F', file, alias], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
      const all = (name: string): readonly string[] =>
        said.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
      const ours = resolveSshConfig(tree, alias, local);
      assert.equal(ours.hostName ?? alias, all('hostname')[0], alias);
      assert.equal(String(ours.port ?? 22), all('port')[0], alias);
      if (ours.user !== undefined) assert.equal(ours.user, all('user')[0], alias);
      assert.equal(ours.identitiesOnly ? 'yes' : 'no', all('identitiesonly')[0], alias);
      assert.equal(ours.compression ? 'yes' : 'no', all('compression')[0], alias);
      assert.equal(ours.jumps.length, (all('proxyjump')[0] ?? '').split(',').filter((jump) => jump !== '').length, alias);
      if (ours.identityFiles.length > 0) {
        assert.deepEqual(ours.identityFiles.length, all('identityfile').length, alias);
      }
    }
    await remove();
  });
});
