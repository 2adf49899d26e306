/** The first trust in a host, against real OpenSSH servers: by the engine and by the command line. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { compareHostKey, createSshTransport, fingerprintsIn, lookAtHostKey } from '../../client/src/operations/index.ts';
import { runCli } from '../support/run-cli.ts';
import { addressOf, person, soon } from '../support/ssh-client.ts';
import { needsSshd, type Sshd, startSshd } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const written = 'SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc';

describe('fingerprints in what a person pastes', () => {
  const ed25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ7mWf3wYkq7HGfGvV4Wg3xZbkqF0uY0hB6yC8m9cQ2d';
  const cases: readonly (readonly [what: string, text: string, found: number])[] = [
    ['a fingerprint alone', written, 1],
    ['a line of ssh-keygen', `256 ${written} root@app (ED25519)`, 1],
    ['several lines', `256 ${written} a (ED25519)\n3072 ${written.replace('uNi', 'xNi')} a (RSA)\n`, 2],
    ['the same twice', `${written} ${written}`, 1],
    ['a public key', `ssh-ed25519 ${ed25519} root@app`, 1],
    ['one that was cut off', written.slice(0, -1), 0],
    ['one that is too long', `${written}A`, 0],
    ['an MD5 fingerprint', 'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48', 0],
    ['base64 that is no key', 'A'.repeat(90), 0],
    ['nothing', '', 0],
  ];
  for (const [what, text, found] of cases) test(what, () => assert.equal(fingerprintsIn(text).length, found));
});

describe('the first trust in a host', needsSshd(), () => {
  let sshd: Sshd;
  let other: Sshd;

  before(async () => {
    [sshd, other] = await Promise.all([startSshd({ hostKeyTypes: ['ed25519', 'ecdsa', 'rsa'] }), startSshd()]);
  });
  after(() => Promise.all([sshd.stop(), other.stop()]));

  const keyOf = (type: string) => sshd.hostKeys.find((key) => key.type === type) ?? assert.fail(type);
  const optionsFor = (t: TestContext, home: string, more: Parameters<typeof addressOf>[1] = {}) => {
    const knownHostsFiles = [path.join(home, '.ssh/known_hosts')];
    const transport = createSshTransport({ prompter: person(), knownHostsFiles });
    t.after(() => transport.dispose());
    return { transport, host: addressOf(sshd, more), knownHostsFiles, signal: soon() };
  };
  const place = (port: number, more = '') =>
    `version: 1\nhosts:\n  - name: app-1 # the one\n    address: 127.0.0.1\n    port: ${port}\n${more}  - name: db-1\n    address: db\n`;
  const cli = (cwd: string, args: readonly string[]) =>
    runCli(['trust', '--host', 'app-1', ...args, '--locale', 'en'], { cwd, env: { HOME: cwd } });

  test('every key type is shown once, and nobody logs in', async (t) => {
    const { transport, host, signal } = optionsFor(t, await temporaryFolder(t, {}));
    const shown: (readonly [string, string])[] = [];
    for await (const { keyType, fingerprint } of transport.hostKeys(host, signal)) shown.push([keyType, fingerprint]);
    assert.deepEqual(
      shown,
      sshd.hostKeys.map(({ type, fingerprint }) => [type, fingerprint]),
    );
    assert.doesNotMatch(await sshd.log(), /Accepted|Failed|Invalid user/);
  });

  test('a fingerprint of any of its keys is found; of another host it is not', async (t) => {
    const options = optionsFor(t, await temporaryFolder(t, {}));
    const rsa = keyOf('ssh-rsa').fingerprint;
    const same = await compareHostKey(`3072 ${rsa} root@app (RSA)`, options);
    assert.equal(same.kind === 'same' && same.key.fingerprint, rsa);
    const differs = await compareHostKey(other.hostKeys[0]?.fingerprint ?? '', options);
    assert.equal(differs.kind === 'differs' && differs.shown.length, 3);
    assert.deepEqual(await compareHostKey('yes', options), { kind: 'nothing' });
  });

  test('what is known here, promised, or neither', async (t) => {
    const home = await temporaryFolder(t, { '.ssh/known_hosts': '' });
    const rsa = keyOf('ssh-rsa');
    assert.equal((await lookAtHostKey(optionsFor(t, home))).kind, 'unknown');
    const pinned = await lookAtHostKey(optionsFor(t, home, { hostKeyPin: rsa.fingerprint }));
    assert.deepEqual([pinned.kind, pinned.key.keyType], ['pinned', 'ssh-rsa']);
    await writeFile(path.join(home, '.ssh/known_hosts'), `[127.0.0.1]:${sshd.port} ${rsa.line}\n`);
    const known = await lookAtHostKey(optionsFor(t, home));
    assert.deepEqual([known.kind, known.key.keyType], ['known', 'ssh-rsa']);
  });

  test('a changed key, and a promise that is not kept, are errors', async (t) => {
    const stranger = other.hostKeys[0] ?? assert.fail();
    const home = await temporaryFolder(t, { '.ssh/known_hosts': `[127.0.0.1]:${sshd.port} ${stranger.line}\n` });
    await assert.rejects(lookAtHostKey(optionsFor(t, home)), { code: 'host-key-changed' });
    const empty = await temporaryFolder(t, {});
    await assert.rejects(lookAtHostKey(optionsFor(t, empty, { hostKeyPin: stranger.fingerprint })), { code: 'host-key-pin-differs' });
  });

  test('behind a jump host the jump host is logged in to, and the target is not', async (t) => {
    const jump = addressOf(other, { name: 'bastion', hostKeyPin: other.hostKeys[0]?.fingerprint });
    const found = await lookAtHostKey(optionsFor(t, await temporaryFolder(t, {}), { jumps: [jump] }));
    assert.equal(found.key.fingerprint, sshd.hostKeys[0]?.fingerprint);
    assert.match(await other.log(), /Accepted publickey/);
    assert.doesNotMatch(await sshd.log(), /Accepted/);
  });

  test('the command line pins what was compared, for itself and for ssh', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis2-hosting.yaml': `\ufeff${place(sshd.port)}` });
    const { fingerprint, line } = keyOf('ecdsa-sha2-nistp256');
    const { code, stdout, stderr } = await cli(cwd, ['--fingerprint', fingerprint]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /the same key, ecdsa-sha2-nistp256 SHA256:/);
    const manifest = await readFile(path.join(cwd, 'dhis2-hosting.yaml'), 'utf8');
    assert.equal(manifest, `\ufeff${place(sshd.port, `    hostKey: ${fingerprint}\n`)}`);
    assert.equal(await readFile(path.join(cwd, '.ssh/known_hosts'), 'utf8'), `[127.0.0.1]:${sshd.port} ${line}\n`);
    const again = await cli(cwd, []);
    assert.deepEqual([again.code, /the manifest promises/.test(again.stdout)], [0, true], again.stderr);
  });

  const refused: readonly (readonly [what: string, args: () => readonly string[], said: RegExp])[] = [
    ['another fingerprint', () => ['--fingerprint', written], /NOT THE SAME KEY[\s\S]*ssh-ed25519 SHA256:[\s\S]*ssh-rsa SHA256:/],
    ['no fingerprint, and nobody to ask', () => [], /shows ssh-ed25519 SHA256:\S+\. Nothing was compared, so nothing is trusted/],
    ['an MD5 fingerprint', () => ['--fingerprint', 'MD5:16:27:ac'], /MD5 fingerprints .* do not count/],
  ];
  for (const [what, args, said] of refused) {
    test(`the command line trusts nothing for ${what}`, async (t) => {
      const cwd = await temporaryFolder(t, { 'dhis2-hosting.yaml': place(sshd.port) });
      const { code, stderr } = await cli(cwd, args());
      assert.equal(code, 1);
      assert.match(stderr, said);
      assert.equal(await readFile(path.join(cwd, 'dhis2-hosting.yaml'), 'utf8'), place(sshd.port));
      await assert.rejects(readFile(path.join(cwd, '.ssh/known_hosts')), { code: 'ENOENT' });
    });
  }

  test('the command line refuses a changed key, whatever fingerprint is given', async (t) => {
    const stranger = other.hostKeys[0] ?? assert.fail();
    const known = `[127.0.0.1]:${sshd.port} ${stranger.line}\n`;
    const cwd = await temporaryFolder(t, { 'dhis2-hosting.yaml': place(sshd.port), '.ssh/known_hosts': known });
    const { code, stderr } = await cli(cwd, ['--fingerprint', keyOf('ssh-ed25519').fingerprint]);
    assert.equal(code, 2);
    assert.match(stderr, /THE HOST KEY HAS CHANGED[\s\S]*known_hosts line 1[\s\S]*remove that line/);
    assert.equal(await readFile(path.join(cwd, 'dhis2-hosting.yaml'), 'utf8'), place(sshd.port));
  });
});
