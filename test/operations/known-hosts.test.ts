import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fingerprintOf, hostKeyAlgorithms, keyTypeOf } from '../../client/src/operations/transport/host-key.ts';
import { type KnownHostAnswer, knownKeyTypes, lookUpHostKey, parseKnownHosts } from '../../client/src/operations/transport/known-hosts.ts';
import { appendKnownHost, readKnownHosts } from '../../client/src/operations/transport/known-hosts-file.ts';
import { temporaryFolder } from '../support/ssh-client.ts';
import { fingerprintByKeygen, makeKey, needsSshd } from '../support/sshd.ts';

type Key = { readonly line: string; readonly blob: Buffer; readonly file: string };

describe('known_hosts', needsSshd(), () => {
  let folder = '';
  let remove: () => Promise<void>;
  const keys = new Map<string, Key>();
  const key = (name: string): Key => keys.get(name) ?? assert.fail(name);

  before(async () => {
    const temporary = await temporaryFolder();
    folder = temporary.folder;
    remove = temporary.remove;
    for (const [name, type] of [
      ['a', 'ed25519'],
      ['b', 'ed25519'],
      ['r', 'rsa'],
      ['e', 'ecdsa'],
    ] as const) {
      const file = path.join(folder, name);
      await makeKey(file, { type });
      const [keyType = '', base64 = ''] = (await readFile(`${file}.pub`, 'utf8')).split(' ');
      keys.set(name, { line: `${keyType} ${base64}`, blob: Buffer.from(base64, 'base64'), file: `${file}.pub` });
    }
  });
  after(() => remove());

  const ask = (text: string, host: string, port: number, name: string): KnownHostAnswer =>
    lookUpHostKey(parseKnownHosts(text, 'known_hosts'), host, port, key(name).blob);

  test('fingerprints are those of ssh-keygen', async () => {
    for (const { blob, file } of keys.values()) assert.equal(fingerprintOf(blob), await fingerprintByKeygen(file));
    assert.equal(keyTypeOf(key('r').blob), 'ssh-rsa');
    assert.equal(keyTypeOf(Buffer.from('nothing')), undefined);
  });

  const table: readonly (readonly [title: string, names: string, host: string, port: number, answer: KnownHostAnswer['kind']])[] = [
    ['a plain name', 'web.example', 'web.example', 22, 'trusted'],
    ['case does not matter', 'Web.Example', 'wEB.example', 22, 'trusted'],
    ['one of a list', 'other,web.example,192.0.2.1', '192.0.2.1', 22, 'trusted'],
    ['another name', 'web.example', 'db.example', 22, 'unknown'],
    ['a port of its own', '[web.example]:2222', 'web.example', 2222, 'trusted'],
    ['that port only', '[web.example]:2222', 'web.example', 22, 'unknown'],
    ['the bare name counts on another port', 'web.example', 'web.example', 2222, 'trusted'],
    ['star', '*.example', 'web.example', 22, 'trusted'],
    ['question mark', 'web-?.example', 'web-1.example', 22, 'trusted'],
    ['question mark needs a character', 'web-?.example', 'web-.example', 22, 'unknown'],
    ['negation wins', '*.example,!web.example', 'web.example', 22, 'unknown'],
    ['negation of another', '*.example,!db.example', 'web.example', 22, 'trusted'],
    ['a pattern with port', '[*.example]:2222', 'web.example', 2222, 'trusted'],
    ['IPv6', '2001:db8::1', '2001:db8::1', 22, 'trusted'],
  ];
  for (const [title, names, host, port, answer] of table) {
    test(title, () => {
      assert.equal(ask(`# comment\n\n${names} ${key('a').line} a comment\n`, host, port, 'a').kind, answer);
    });
  }

  test('agrees with ssh-keygen -F on names, plain and hashed', async () => {
    const file = path.join(folder, 'agree');
    const names = ['web.example', '[web.example]:2222', '192.0.2.1', '[2001:db8::1]:822'];
    await writeFile(file, names.map((name) => `${name} ${key('a').line}\n`).join(''));
    for (const step of ['plain', 'hashed'] as const) {
      if (step === 'hashed') execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
      const text = await readFile(file, 'utf8');
      assert.equal(text.includes('web.example'), step === 'plain');
      for (const name of names) {
        const found = execFileSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
        const line = Number(/found: line (\d+)/.exec(found)?.[1]);
        const [, host = name, port = '22'] = /^\[(.+)\]:(\d+)$/.exec(name) ?? [];
        const answer = ask(text, host, Number(port), 'a');
        assert.ok(answer.kind === 'trusted' && answer.by.line === line, `${step} ${name}: ${JSON.stringify(answer)}`);
      }
    }
  });

  test('a changed key names every known one with its place', () => {
    const answer = ask(`x ${key('r').line}\nhost ${key('a').line}\nhost ${key('r').line}\n`, 'host', 22, 'b');
    assert.deepEqual(answer, {
      kind: 'changed',
      known: [
        { keyType: 'ssh-ed25519', fingerprint: fingerprintOf(key('a').blob), file: 'known_hosts', line: 2 },
        { keyType: 'ssh-rsa', fingerprint: fingerprintOf(key('r').blob), file: 'known_hosts', line: 3 },
      ],
    });
  });

  test('one of several keys is enough', () => {
    assert.equal(ask(`host ${key('a').line}\nhost ${key('b').line}\n`, 'host', 22, 'b').kind, 'trusted');
  });

  test('revoked beats trusted, for that key only', () => {
    const text = `host ${key('a').line}\n@revoked * ${key('a').line}\nhost ${key('b').line}\n`;
    assert.equal(ask(text, 'host', 22, 'a').kind, 'revoked');
    assert.equal(ask(text, 'host', 22, 'b').kind, 'trusted');
    assert.equal(ask(`@revoked host ${key('a').line}\n`, 'host', 2222, 'a').kind, 'revoked');
  });

  test('an authority is not a host key', () => {
    assert.equal(ask(`@cert-authority * ${key('a').line}\n`, 'host', 22, 'a').kind, 'unknown');
  });

  test('lines that make no sense are passed over', () => {
    const junk = [
      'host',
      'host ssh-ed25519',
      'host ssh-ed25519 !!!',
      `host ssh-rsa ${key('a').line.split(' ')[1]}`,
      '@what host x',
      '|1|x ssh-rsa AAAA',
      '\0',
    ];
    assert.equal(ask(`${junk.join('\n')}\r\nhost ${key('a').line}\r\n`, 'host', 22, 'a').kind, 'trusted');
    assert.equal(parseKnownHosts(junk.join('\n'), 'f').length, 0);
  });

  test('known types are asked for first', () => {
    const entries = parseKnownHosts(`host ${key('r').line}\n[host]:2222 ${key('e').line}\n`, 'f');
    assert.deepEqual(hostKeyAlgorithms(knownKeyTypes(entries, 'host', 22)).slice(0, 3), ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']);
    assert.deepEqual(hostKeyAlgorithms(knownKeyTypes(entries, 'host', 2222))[0], 'ecdsa-sha2-nistp256');
    assert.deepEqual(hostKeyAlgorithms([])[0], 'ssh-ed25519');
    assert.ok(!hostKeyAlgorithms(['ssh-rsa']).some((name) => String(name) === 'ssh-rsa'), 'SHA-1 signatures are not asked for');
  });

  const target = { name: 'web-1', address: 'new.example', port: 2222 };

  test('the first entry makes folder and file, for the owner only', async () => {
    const file = path.join(folder, 'fresh', '.ssh', 'known_hosts');
    await appendKnownHost(file, target, key('a').blob);
    assert.equal(await readFile(file, 'utf8'), `[new.example]:2222 ${key('a').line}\n`);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(path.dirname(file))).mode & 0o777, 0o700);
    assert.match(execFileSync('ssh-keygen', ['-F', '[new.example]:2222', '-f', file], { encoding: 'utf8' }), /found/);
  });

  test('a file without a last line end gets one', async () => {
    const file = path.join(folder, 'open-end');
    await writeFile(file, `host ${key('r').line}`);
    await appendKnownHost(file, target, key('a').blob);
    assert.deepEqual(
      parseKnownHosts(await readFile(file, 'utf8'), file).map(({ line }) => line),
      [1, 2],
    );
  });

  test('in a hashed file the new entry is hashed, and ssh-keygen finds it', async () => {
    const file = path.join(folder, 'hashed');
    await writeFile(file, `host ${key('r').line}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    await appendKnownHost(file, target, key('a').blob);
    const text = await readFile(file, 'utf8');
    assert.ok(!text.includes('new.example'));
    assert.match(execFileSync('ssh-keygen', ['-F', '[new.example]:2222', '-f', file], { encoding: 'utf8' }), /found: line 2/);
    assert.equal(ask(text, 'new.example', 2222, 'a').kind, 'trusted');
  });

  test('no file is empty; a file that cannot be read is an error', async () => {
    assert.deepEqual(await readKnownHosts([path.join(folder, 'none')], 'web-1'), []);
    const unreadable = path.join(folder, 'as-folder');
    await mkdir(unreadable);
    await chmod(unreadable, 0o700);
    await assert.rejects(readKnownHosts([unreadable], 'web-1'), { code: 'known-hosts-unreadable', host: 'web-1' });
    await assert.rejects(appendKnownHost(path.join(key('a').file, 'x'), target, key('a').blob), { code: 'known-hosts-not-written' });
  });
});
