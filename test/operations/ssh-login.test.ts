/** Trust and login against a real OpenSSH server (F11 to F15). */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createSshTransport, type Prompter, type SshTransportOptions, type Transport } from '../../client/src/operations/index.ts';
import { addressOf, outputOf, person, soon, temporaryFolder } from '../support/ssh-client.ts';
import { fingerprintByKeygen, makeKey, needsSshd, type Sshd, startAgent, startSshd } from '../support/sshd.ts';

const passphrase = 'correct horse battery';

describe('login to OpenSSH', needsSshd(), () => {
  let sshd: Sshd;
  let folder = '';
  let knownHosts = '';
  let remove: () => Promise<void>;
  const transports: Transport[] = [];
  const logged: string[] = [];

  before(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'rsa'] });
  });
  after(() => sshd.stop());
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    knownHosts = path.join(folder, 'known_hosts');
    logged.length = 0;
  });
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.dispose()));
    await remove();
  });

  const transportFor = (answers: Partial<Prompter> = {}, more: Partial<SshTransportOptions> = {}): Transport => {
    const transport = createSshTransport({
      prompter: person(answers),
      knownHostsFiles: [knownHosts],
      log: (line) => logged.push(line),
      ...more,
    });
    transports.push(transport);
    return transport;
  };
  const trust = (line: string, port = sshd.port): Promise<void> => writeFile(knownHosts, `[127.0.0.1]:${port} ${line}\n`, { flag: 'a' });
  const hostKey = (type: string): Sshd['hostKeys'][number] => sshd.hostKeys.find((key) => key.type === type) ?? assert.fail(type);
  const ed25519 = (): Sshd['hostKeys'][number] => hostKey('ssh-ed25519');
  const strangerKey = async (type = 'ed25519'): Promise<{ readonly line: string; readonly fingerprint: string }> => {
    const file = path.join(folder, `stranger-${type}`);
    await makeKey(file, { type });
    const line = (await readFile(`${file}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
    return { line, fingerprint: await fingerprintByKeygen(`${file}.pub`) };
  };
  /** Any line of the server's log that shows how far a client came. */
  const loginAttempts = async (): Promise<number> =>
    (await sshd.log()).split('\n').filter((line) => /Accepted|Failed|publickey|password/.test(line)).length;

  test('a key file logs in; a command has output and exit code', async () => {
    await trust(ed25519().line);
    const connection = await transportFor().connect(addressOf(sshd), soon());
    const running = await connection.exec('echo out; echo err >&2; exit 7', { signal: soon() });
    assert.equal(await outputOf(running), 'out\n');
    assert.deepEqual(await running.exit, { kind: 'exited', code: 7 });
    await connection.close();
    assert.equal((await connection.closed).reason, 'closed');
  });

  test('standard input arrives and ends', async () => {
    await trust(ed25519().line);
    const connection = await transportFor().connect(addressOf(sshd), soon());
    const running = await connection.exec('cat; echo end', { signal: soon(), stdin: Buffer.from('in ') });
    assert.equal(await outputOf(running), 'in end\n');
  });

  test('concurrent callers share one connection; after its end a new one is made', async () => {
    await trust(ed25519().line);
    const transport = transportFor();
    const [one, two] = await Promise.all([transport.connect(addressOf(sshd), soon()), transport.connect(addressOf(sshd), soon())]);
    assert.equal(one, two);
    await one.close();
    const three = await transport.connect(addressOf(sshd), soon());
    assert.notEqual(three, one);
  });

  test('an unknown key is asked about with the fingerprint of ssh-keygen, then written so that ssh finds it (F11)', async () => {
    const asked: unknown[] = [];
    const trustNewHostKey: Prompter['trustNewHostKey'] = async ({ signal: _, ...question }) => asked.push(question) > 0;
    await transportFor({ trustNewHostKey }).connect(addressOf(sshd), soon());
    const { fingerprint } = ed25519();
    assert.deepEqual(asked, [{ host: 'web-1', address: '127.0.0.1', keyType: 'ssh-ed25519', fingerprint }]);
    assert.match(execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', knownHosts], { encoding: 'utf8' }), /found/);
    await transportFor().connect(addressOf(sshd), soon());
  });

  test('an unknown key that is refused leaves no trace, here or there (F11)', async () => {
    const before = await loginAttempts();
    const refused = transportFor({ trustNewHostKey: async () => false }).connect(addressOf(sshd), soon());
    await assert.rejects(refused, { code: 'host-key-not-trusted', host: 'web-1' });
    assert.ok(!existsSync(knownHosts));
    assert.equal(await loginAttempts(), before);
  });

  test('a changed key is refused with both fingerprints, without a question (F12)', async () => {
    const stranger = await strangerKey();
    await trust(stranger.line);
    const before = await loginAttempts();
    await assert.rejects(transportFor().connect(addressOf(sshd), soon()), (error: { code: string; args: Record<string, unknown> }) => {
      assert.equal(error.code, 'host-key-changed');
      assert.equal(error.args['fingerprint'], ed25519().fingerprint);
      assert.equal(error.args['known'], `${stranger.fingerprint} (ssh-ed25519)`);
      assert.equal(error.args['file'], knownHosts);
      assert.equal(error.args['line'], 1);
      return true;
    });
    assert.equal(await loginAttempts(), before);
  });

  test('a known RSA key is no changed key although the server also has another', async () => {
    await trust(hostKey('ssh-rsa').line);
    await transportFor().connect(addressOf(sshd), soon());
  });

  test('a known key of a type that the server no longer has is a changed key', async () => {
    await trust((await strangerKey('ecdsa')).line);
    await assert.rejects(transportFor().connect(addressOf(sshd), soon()), { code: 'host-key-changed' });
  });

  test('names hashed by ssh-keygen -H are found', async () => {
    await trust(ed25519().line);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', knownHosts], { stdio: 'ignore' });
    assert.ok(!(await readFile(knownHosts, 'utf8')).includes('127.0.0.1'));
    await transportFor().connect(addressOf(sshd), soon());
  });

  test('a revoked key is refused although it is also trusted (F12)', async () => {
    await trust(ed25519().line);
    await writeFile(knownHosts, `@revoked * ${ed25519().line}\n`, { flag: 'a' });
    await assert.rejects(transportFor().connect(addressOf(sshd), soon()), { code: 'host-key-revoked' });
  });

  test('a pin that fits is enough: nothing asked, nothing written, whichever key type it is of', async () => {
    for (const { fingerprint } of sshd.hostKeys) {
      await transportFor().connect(addressOf(sshd, { hostKeyPin: fingerprint }), soon());
      assert.ok(!existsSync(knownHosts));
    }
  });

  test('a pin that differs is refused with both, even when known_hosts agrees with the server (F13)', async () => {
    await trust(ed25519().line);
    const { fingerprint: pin } = await strangerKey();
    await assert.rejects(
      transportFor().connect(addressOf(sshd, { hostKeyPin: pin }), soon()),
      (error: { code: string; args: Record<string, unknown> }) => {
        assert.equal(error.code, 'host-key-pin-differs');
        assert.deepEqual([error.args['pin'], error.args['fingerprint']], [pin, ed25519().fingerprint]);
        return true;
      },
    );
  });

  test('a pin and known_hosts that disagree are refused (F13)', async () => {
    await trust((await strangerKey()).line);
    const attempt = transportFor().connect(addressOf(sshd, { hostKeyPin: ed25519().fingerprint }), soon());
    await assert.rejects(attempt, { code: 'host-key-pin-conflict' });
  });

  test('a known_hosts that cannot be read stops everything', async () => {
    await assert.rejects(transportFor({}, { knownHostsFiles: [folder] }).connect(addressOf(sshd), soon()), {
      code: 'known-hosts-unreadable',
    });
  });

  test('a key with passphrase: asked once, again after a wrong one, never logged (F14)', async () => {
    await trust(ed25519().line);
    for (const format of ['RFC4716', 'PEM']) {
      const file = path.join(folder, `locked-${format}`);
      await makeKey(file, { passphrase, type: format === 'PEM' ? 'rsa' : 'ed25519', format });
      await sshd.authorize(file);
      const asked: boolean[] = [];
      const ask: Prompter['passphrase'] = async ({ again, identityFile }) => {
        assert.equal(identityFile, file);
        asked.push(again);
        return again ? passphrase : 'wrong';
      };
      const connection = await transportFor({ passphrase: ask }).connect(addressOf(sshd, { identityFiles: [file] }), soon());
      assert.deepEqual(asked, [false, true], format);
      await connection.close();
    }
    assert.ok(!logged.join('\n').includes(passphrase));
  });

  test('a key at hand is offered at once: the server is not asked what it takes, and refuses nothing', async () => {
    const talkative = await startSshd({ config: ['LogLevel DEBUG1'] });
    try {
      await trust(talkative.hostKeys[0]?.line ?? '', talkative.port);
      await transportFor().connect(addressOf(talkative), soon());
      const asked = [...(await talkative.log()).matchAll(/userauth-request for user \S+ service ssh-connection method (\S+)/g)];
      assert.deepEqual(
        asked.map(([, method]) => method),
        ['publickey', 'publickey'],
      );
    } finally {
      await talkative.stop();
    }
  });

  test('no passphrase is asked for a key whose server takes no keys', async () => {
    const keyless = await startSshd({ config: ['PubkeyAuthentication no', 'PasswordAuthentication yes'] });
    try {
      await trust(keyless.hostKeys[0]?.line ?? '', keyless.port);
      const file = path.join(folder, 'locked');
      // Of this format the public half cannot be read without the passphrase.
      await makeKey(file, { type: 'rsa', format: 'PEM', passphrase });
      await rm(`${file}.pub`);
      const asked: string[] = [];
      const prompter = { passphrase: async () => void asked.push('passphrase'), password: async () => void asked.push('password') };
      await assert.rejects(transportFor(prompter).connect(addressOf(keyless, { identityFiles: [file] }), soon()), { code: 'cancelled' });
      assert.deepEqual(asked, ['password']);
    } finally {
      await keyless.stop();
    }
  });

  test('no passphrase is asked for a key that the server does not want', async () => {
    await trust(ed25519().line);
    const stranger = path.join(folder, 'locked');
    await makeKey(stranger, { passphrase });
    await transportFor().connect(addressOf(sshd, { identityFiles: [stranger, sshd.identityFile] }), soon());
  });

  test('a wrong passphrase twice, and a cancelled one', async () => {
    await trust(ed25519().line);
    const file = path.join(folder, 'locked');
    await makeKey(file, { passphrase });
    await sshd.authorize(file);
    const host = addressOf(sshd, { identityFiles: [file] });
    await assert.rejects(transportFor({ passphrase: async () => 'wrong' }).connect(host, soon()), {
      code: 'identity-file-locked',
      args: { file },
    });
    await assert.rejects(transportFor({ passphrase: async () => undefined }).connect(host, soon()), { code: 'cancelled' });
  });

  test('no key that fits is a refused login with the methods of the server', async () => {
    await trust(ed25519().line);
    const file = path.join(folder, 'other');
    await makeKey(file);
    await assert.rejects(transportFor().connect(addressOf(sshd, { identityFiles: [file, path.join(folder, 'none')] }), soon()), {
      code: 'login-refused',
      args: { user: sshd.user, keys: 1, methods: 'publickey' },
    });
  });

  test('a real ssh-agent logs in without a key file', async () => {
    await trust(ed25519().line);
    const agent = await startAgent(folder);
    try {
      for (const type of ['rsa', 'ecdsa', 'ed25519']) {
        const file = path.join(folder, `agent-${type}`);
        await makeKey(file, { type });
        await sshd.authorize(file);
        execFileSync('ssh-add', ['-q', '-D'], { env: { ...process.env, SSH_AUTH_SOCK: agent.socket }, stdio: 'ignore' });
        await agent.add(file);
        const connection = await transportFor().connect(addressOf(sshd, { identityFiles: [], agent: agent.socket }), soon());
        await connection.close();
      }
    } finally {
      await agent.stop();
    }
  });

  test('ten keys in the agent are too many; IdentitiesOnly helps (F15)', async () => {
    await trust(ed25519().line);
    const agent = await startAgent(folder);
    try {
      const right = path.join(folder, 'right');
      await makeKey(right);
      await sshd.authorize(right);
      for (let i = 0; i < 10; i++) {
        await makeKey(path.join(folder, `many-${i}`));
        await agent.add(path.join(folder, `many-${i}`));
      }
      await agent.add(right);
      const host = addressOf(sshd, { identityFiles: [], agent: agent.socket });
      await assert.rejects(transportFor().connect(host, soon()), { code: 'too-many-login-attempts' });
      const named = { ...host, identityFiles: [`${right}.pub`] };
      await transportFor().connect({ ...named, identitiesOnly: true }, soon());
      await transportFor().connect(named, soon());
    } finally {
      await agent.stop();
    }
  });

  test('an agent that is gone is no obstacle while a key file fits, and named when none does (F15)', async () => {
    await trust(ed25519().line);
    const agent = path.join(folder, 'no-agent.sock');
    await transportFor().connect(addressOf(sshd, { agent }), soon());
    await assert.rejects(transportFor().connect(addressOf(sshd, { agent, identityFiles: [] }), soon()), { code: 'agent-unreachable' });
  });

  test('a port where nobody listens, a name that does not exist', async () => {
    await assert.rejects(transportFor().connect(addressOf(sshd, { port: 1 }), soon()), { code: 'connection-refused', host: 'web-1' });
    await assert.rejects(transportFor().connect(addressOf(sshd, { address: 'no-such-host.invalid' }), soon()), { code: 'host-not-found' });
  });

  test('a signal that is already aborted, and one that aborts while a question is open', async () => {
    await assert.rejects(transportFor().connect(addressOf(sshd), AbortSignal.abort()), { code: 'cancelled' });
    const abort = new AbortController();
    let closed: Promise<void> = Promise.reject(new Error('not asked'));
    closed.catch(() => undefined);
    const trustNewHostKey: Prompter['trustNewHostKey'] = ({ signal }) => {
      closed = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      abort.abort();
      return new Promise(() => undefined);
    };
    await assert.rejects(transportFor({ trustNewHostKey }).connect(addressOf(sshd), abort.signal), { code: 'cancelled' });
    await closed;
    assert.ok(!existsSync(knownHosts));
  });

  test('one caller that gives up does not take the connection from another', async () => {
    await trust(ed25519().line);
    const transport = transportFor();
    const abort = new AbortController();
    const one = transport.connect(addressOf(sshd), abort.signal);
    const two = transport.connect(addressOf(sshd), soon());
    abort.abort();
    await assert.rejects(one, { code: 'cancelled' });
    assert.equal(await outputOf(await (await two).exec('echo still here', { signal: soon() })), 'still here\n');
  });
});
