/** A connection in use: jump hosts, streams, limits, a link that freezes or breaks. Real OpenSSH servers. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import path from 'node:path';
import { Transform } from 'node:stream';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createSshTransport, type HostAddress, type SshTransportOptions, type Transport } from '../../client/src/operations/index.ts';
import { startFakeSshd } from '../support/fake-sshd.ts';
import { addressOf, outputOf, person, soon, temporaryFolder } from '../support/ssh-client.ts';
import { fingerprintByKeygen, makeKey, needsSshd, type Sshd, startSshd, until } from '../support/sshd.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

describe('a connection to OpenSSH', needsSshd(), () => {
  let sshd: Sshd;
  let bastion: Sshd;
  let folder = '';
  let remove: () => Promise<void>;
  const transports: Transport[] = [];

  before(async () => {
    [sshd, bastion] = await Promise.all([startSshd(), startSshd()]);
  });
  after(() => Promise.all([sshd.stop(), bastion.stop()]));
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
  });
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.dispose()));
    await remove();
  });

  const transportFor = (more: Partial<SshTransportOptions> = {}): Transport => {
    const transport = createSshTransport({ prompter: person(), knownHostsFiles: [path.join(folder, 'known_hosts')], ...more });
    transports.push(transport);
    return transport;
  };
  const pinned = (server: Sshd, more: Partial<HostAddress> = {}): HostAddress =>
    addressOf(server, { hostKeyPin: server.hostKeys[0]?.fingerprint, ...more });
  const throughBastion = (more: Partial<HostAddress> = {}, jump: Partial<HostAddress> = {}): HostAddress =>
    pinned(sshd, { jumps: [pinned(bastion, { name: 'bastion', ...jump })], ...more });

  describe('through a jump host', () => {
    test('works, and shares one connection to the jump host', async () => {
      const before = ((await bastion.log()).match(/Accepted publickey/g) ?? []).length;
      const transport = transportFor();
      const [one, two] = await Promise.all([
        transport.connect(throughBastion(), soon()),
        transport.connect(throughBastion({ name: 'web-2' }), soon()),
      ]);
      assert.equal(await outputOf(await one.exec('echo through', { signal: soon() })), 'through\n');
      assert.equal(await outputOf(await two.exec('echo both', { signal: soon() })), 'both\n');
      assert.equal(((await bastion.log()).match(/Accepted publickey/g) ?? []).length, before + 1);
      await one.close();
      assert.equal(await outputOf(await two.exec('echo still', { signal: soon() })), 'still\n');
      await two.close();
      await until(
        async () => /Disconnected from user/.test((await bastion.log()).split('Accepted publickey').at(-1) ?? ''),
        'the jump host to be left',
      );
    });

    test('the key of the jump host is checked, before anything goes to the target (F12)', async () => {
      const stranger = path.join(folder, 'stranger');
      await makeKey(stranger);
      const pin = await fingerprintByKeygen(`${stranger}.pub`);
      const before = await sshd.log();
      await assert.rejects(transportFor().connect(throughBastion({}, { hostKeyPin: pin }), soon()), {
        code: 'host-key-pin-differs',
        host: 'bastion',
      });
      assert.equal(await sshd.log(), before);
    });

    test('the key of the target is checked behind the jump host; first use asks for each', async () => {
      const asked: string[] = [];
      const prompter = person({ trustNewHostKey: async ({ host }) => asked.push(host) > 0 });
      await transportFor({ prompter }).connect(throughBastion({ hostKeyPin: undefined }, { hostKeyPin: undefined }), soon());
      assert.deepEqual(asked, ['bastion', 'web-1']);
      const knownHosts = path.join(folder, 'known_hosts');
      const line = `[127.0.0.1]:${sshd.port} ${bastion.hostKeys[0]?.line}`;
      await writeFile(knownHosts, `${(await readFile(knownHosts, 'utf8')).split('\n')[0]}\n${line}\n`);
      await assert.rejects(transportFor().connect(throughBastion({ hostKeyPin: undefined }, { hostKeyPin: undefined }), soon()), {
        code: 'host-key-changed',
        host: 'web-1',
      });
    });

    test('a target that the jump host cannot reach', async () => {
      await assert.rejects(transportFor().connect(throughBastion({ port: 1 }), soon()), { code: 'jump-host-failed', host: 'web-1' });
    });

    test('a jump host that is lost takes the target with it', async () => {
      const proxy = await startTcpProxy(bastion.port);
      const connection = await transportFor().connect(throughBastion({}, { port: proxy.port }), soon());
      proxy.cut();
      assert.equal((await connection.closed).reason, 'lost');
      await proxy.stop();
    });
  });

  test('a frozen peer is noticed by unanswered pings (F05)', async () => {
    const proxy = await startTcpProxy(sshd.port);
    const timing = { keepAliveMs: 100, keepAliveCount: 3 };
    const connection = await transportFor({ timing }).connect(pinned(sshd, { port: proxy.port }), soon());
    const running = await connection.exec('cat', { signal: soon(), keepStdinOpen: true });
    const started = performance.now();
    proxy.freeze();
    assert.equal((await connection.closed).reason, 'lost');
    const waited = performance.now() - started;
    assert.ok(waited > 200 && waited < 2000, `${waited} ms`);
    assert.equal(await outputOf(running), '');
    assert.deepEqual(await running.exit, { kind: 'unknown' });
    await proxy.stop();
  });

  test('a healthy connection outlives many pings', async () => {
    const connection = await transportFor({ timing: { keepAliveMs: 20, keepAliveCount: 3 } }).connect(pinned(sshd), soon());
    assert.equal(await outputOf(await connection.exec('sleep 0.5; echo alive', { signal: soon() })), 'alive\n');
  });

  test('a server that accepts and stays silent is a time-out', async () => {
    const proxy = await startTcpProxy(sshd.port);
    proxy.freeze();
    await assert.rejects(transportFor({ timing: { connectMs: 200 } }).connect(pinned(sshd, { port: proxy.port }), soon()), {
      code: 'connection-timed-out',
    });
    await proxy.stop();
  });

  test('time spent on a question does not count as silence', async () => {
    const prompter = person({ trustNewHostKey: () => new Promise((resolve) => setTimeout(resolve, 600, true)) });
    await transportFor({ prompter, timing: { connectMs: 300 } }).connect(pinned(sshd, { hostKeyPin: undefined }), soon());
  });

  test('abort while connecting ends the attempt', async () => {
    const proxy = await startTcpProxy(sshd.port);
    proxy.freeze();
    const abort = new AbortController();
    const attempt = transportFor().connect(pinned(sshd, { port: proxy.port }), abort.signal);
    await until(() => proxy.connections() === 1, 'the connection');
    abort.abort();
    await assert.rejects(attempt, { code: 'cancelled' });
    await proxy.stop();
  });

  test('abort in mid-stream ends the command on the host and frees its place', async () => {
    const connection = await transportFor().connect(pinned(sshd), soon());
    const witness = path.join(folder, 'pid');
    const abort = new AbortController();
    const running = await connection.exec(`echo $$ > ${witness}; while :; do echo x; done`, { signal: abort.signal });
    let bytes = 0;
    for await (const chunk of running.stdout) {
      bytes += chunk.length;
      if (bytes > 100_000) abort.abort();
    }
    assert.deepEqual((await running.exit).kind === 'exited', false);
    const pid = (await readFile(witness, 'utf8')).trim();
    await until(() => !existsSync(`/proc/${pid}`), 'the command to end');
    assert.equal(await outputOf(await connection.exec('echo next', { signal: soon() })), 'next\n');
  });

  test('a reader that stops early ends the command', async () => {
    const connection = await transportFor().connect(pinned(sshd), soon());
    const running = await connection.exec('while :; do echo x; done', { signal: soon() });
    for await (const _ of running.stdout) break;
    await running.exit;
  });

  test('a slow reader slows the sender down instead of filling the memory', async () => {
    const connection = await transportFor().connect(pinned(sshd), soon(60_000));
    const witness = path.join(folder, 'done');
    const size = 200 * 1024 * 1024;
    const running = await connection.exec(`head -c ${size} /dev/zero; touch ${witness}`, { signal: soon(60_000) });
    const memory = (): number => process.memoryUsage().rss + process.memoryUsage().external;
    const before = memory();
    const reader = running.stdout[Symbol.asyncIterator]();
    let bytes = (await reader.next()).value?.length ?? 0;
    // While nothing is read the other end cannot finish: a second command has time to run from start to end.
    await outputOf(await connection.exec('sleep 1', { signal: soon() }));
    assert.ok(!existsSync(witness));
    assert.ok(memory() - before < 64 * 1024 * 1024, `${(memory() - before) >> 20} MiB more`);
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) bytes += next.value.length;
    assert.equal(bytes, size);
    assert.deepEqual(await running.exit, { kind: 'exited', code: 0 });
  });

  test('beyond eight sessions commands wait for a place; one that gives up leaves the queue (F07)', async () => {
    const connection = await transportFor().connect(pinned(sshd), soon());
    const stop = new AbortController();
    const held = await Promise.all(Array.from({ length: 8 }, () => connection.exec('cat', { signal: stop.signal, keepStdinOpen: true })));
    const abort = new AbortController();
    const impatient = connection.exec('echo never', { signal: abort.signal });
    const ninth = connection.exec('echo ninth', { signal: soon() }).then(outputOf);
    abort.abort();
    await assert.rejects(impatient, { code: 'cancelled' });
    stop.abort();
    assert.equal(await ninth, 'ninth\n');
    await Promise.all(held.map(({ exit }) => exit));
    const many = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => outputOf(await connection.exec(`echo ${i}`, { signal: soon() }))),
    );
    assert.deepEqual(
      many,
      Array.from({ length: 30 }, (_, i) => `${i}\n`),
    );
  });

  test('a command that is killed says so', async () => {
    const connection = await transportFor().connect(pinned(sshd), soon());
    const running = await connection.exec('kill -9 $$', { signal: soon() });
    await outputOf(running);
    assert.deepEqual(await running.exit, { kind: 'signalled', signal: 'SIGKILL' });
  });

  test('a lost connection leaves the result of a command unknown', async () => {
    const proxy = await startTcpProxy(sshd.port);
    const connection = await transportFor().connect(pinned(sshd, { port: proxy.port }), soon());
    const running = await connection.exec('sleep 5; echo late', { signal: soon() });
    proxy.cut();
    assert.equal(await outputOf(running), '');
    assert.deepEqual(await running.exit, { kind: 'unknown' });
    await assert.rejects(connection.exec('true', { signal: soon() }), { code: 'connection-lost' });
    await proxy.stop();
  });
});

// Of each cipher of another kind: the client looks at bytes that have arrived at other times.
for (const [cipher, compression] of [
  ['aes128-gcm@openssh.com', false],
  ['aes128-gcm@openssh.com', true],
  ['aes128-ctr', false],
  ['aes128-ctr', true],
  ['chacha20-poly1305@openssh.com', false],
] as const) {
  const how = `${cipher}${compression ? ', compressed' : ''}`;
  test(`what is sent and what comes back is the same with ${how}, over a change of keys`, needsSshd(), async () => {
    const sshd = await startSshd({ config: [`Ciphers ${cipher}`, 'RekeyLimit 3M'] });
    const relay = await packetsWithoutTheirEnd(sshd.port);
    const transport = createSshTransport({ prompter: person(), knownHostsFiles: [] });
    try {
      const address = addressOf(sshd, { port: relay.port, hostKeyPin: sshd.hostKeys[0]?.fingerprint, compression });
      const connection = await transport.connect(address, soon(60_000));
      for (let i = 0; i < 5; i++) assert.equal(await outputOf(await connection.exec(`echo ${i}`, { signal: soon() })), `${i}\n`);
      relay.hurry();
      const sent = randomBytes(12_345_678);
      const running = await connection.exec('cat', { signal: soon(60_000), stdin: sent });
      const came = createHash('sha256');
      for await (const chunk of running.stdout) came.update(chunk);
      assert.deepEqual(await running.exit, { kind: 'exited', code: 0 });
      assert.equal(came.digest('hex'), createHash('sha256').update(sent).digest('hex'));
    } finally {
      await transport.dispose();
      await relay.stop();
      await sshd.stop();
    }
  });
}

test('a log comes in a fraction of its bytes when the SSH configuration asks for compression', needsSshd(), async () => {
  const sshd = await startSshd();
  const relay = await startTcpProxy(sshd.port);
  const transport = createSshTransport({ prompter: person(), knownHostsFiles: [] });
  const lines =
    'for i in $(seq 1 20000); do echo "* INFO  2026-11-30T12:00:$i Analytics tables updated (AnalyticsTableService.java [taskScheduler-$i])"; done';
  try {
    const carried = async (compression: boolean): Promise<number> => {
      const address = addressOf(sshd, {
        ...{ name: `compressed-${compression}`, port: relay.port },
        ...{ hostKeyPin: sshd.hostKeys[0]?.fingerprint, compression },
      });
      const connection = await transport.connect(address, soon(60_000));
      const before = relay.returned();
      assert.match(await outputOf(await connection.exec(lines, { signal: soon(60_000) })), /:20000 Analytics/);
      return relay.returned() - before;
    };
    const [plain, compressed] = [await carried(false), await carried(true)];
    assert.ok(plain > 1_500_000 && compressed < plain / 5, `${plain} and ${compressed} bytes`);
  } finally {
    await transport.dispose();
    await relay.stop();
    await sshd.stop();
  }
});

/** What the server writes comes in two parts, the code that authenticates a packet alone. `hurry` leaves it whole. */
async function packetsWithoutTheirEnd(
  port: number,
): Promise<{ readonly port: number; readonly hurry: () => void; readonly stop: () => Promise<unknown> }> {
  const codeBytes = 16;
  let cuts = true;
  const server = createServer((near) => {
    near.setNoDelay(true);
    const far = connect(port, '127.0.0.1');
    const cutting = new Transform({
      async transform(chunk: Buffer, _encoding, done) {
        if (cuts && chunk.length > codeBytes) {
          this.push(chunk.subarray(0, -codeBytes));
          await pause(5);
          done(null, chunk.subarray(-codeBytes));
        } else done(null, chunk);
      },
    });
    far.pipe(cutting).pipe(near).pipe(far);
    for (const socket of [near, far]) socket.on('error', () => undefined).on('close', () => [near, far].map((one) => one.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hurry = (): void => {
    cuts = false;
  };
  return { port: (server.address() as AddressInfo).port, hurry, stop: () => new Promise((resolve) => server.close(resolve)) };
}

test('a server that refuses sessions is named as such (F07)', async () => {
  const server = await startFakeSshd({ authenticate: (context) => context.accept(), session: () => false });
  const transport = createSshTransport({ prompter: person(), knownHostsFiles: [] });
  const host = addressOf(
    { port: server.port, user: 'admin', identityFile: '' },
    { identityFiles: [], hostKeyPin: server.hostKeyFingerprint },
  );
  const connection = await transport.connect(host, soon());
  await assert.rejects(connection.exec('true', { signal: soon() }), { code: 'session-refused', host: 'web-1' });
  await transport.dispose();
  await server.stop();
});
