/** What a host of the lab is to a test: a Debian machine that boots, is reached, fails and is pristine again. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { devNull } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { createSshTransport } from '../../client/src/operations/index.ts';
import { addressOf, outputOf, person, soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { runOrFail } from './processes.ts';

describe('three hosts', () => {
  let lab: Lab;
  let hosts: readonly LabHost[] = [];
  let bare: LabHost;

  before(async () => {
    lab = await startLab();
    hosts = await Promise.all([lab.host('db'), lab.host('app'), lab.host('proxy')]);
    [bare] = hosts as [LabHost];
  });
  after(() => lab.close());

  test('run systemd, each with its own name, address, boot and host key', async () => {
    for (const host of hosts) {
      assert.equal((await host.sh('systemctl is-system-running --wait')).trim(), 'running');
      assert.equal((await host.sh('hostname; cat /proc/1/comm')).trim(), `${host.name}\nsystemd`);
      assert.match(await host.sh('ip -brief -4 address show host0'), new RegExp(`${host.address.replaceAll('.', '\\.')}/24`));
    }
    assert.equal(new Set(hosts.map((host) => host.hostKey().fingerprint)).size, 3);
    assert.equal(new Set(await Promise.all(hosts.map((host) => host.bootId()))).size, 3);
    assert.equal(new Set(await Promise.all(hosts.map((host) => host.sh('cat /etc/machine-id')))).size, 3);
  });

  test('find each other by name', async () => {
    for (const host of hosts) {
      const others = hosts.filter((other) => other !== host);
      const found = await host.sh(others.map(({ name }) => `getent ahostsv4 ${name}`).join('\n'));
      for (const { address } of others) assert.ok(found.includes(`${address} `), found);
      for (const { name } of others) await host.sh(`ssh-keyscan -t ed25519 ${name} 2> /dev/null | grep -q ssh-ed25519`);
    }
  });

  test('know no way out of the lab, and say so at once', async () => {
    const started = performance.now();
    const { code, stderr } = await bare.exec(['curl', '--silent', '--show-error', '--max-time', '20', 'http://192.0.2.1/']);
    assert.equal(code, 7, stderr);
    assert.ok(performance.now() - started < 10_000);
  });

  test('let the product in by the host key that the lab knows', async () => {
    const relay = await bare.relay(22);
    const transport = createSshTransport({ prompter: person(), knownHostsFiles: [devNull] });
    const pinned = addressOf({ ...bare, port: relay.port }, { hostKeyPin: bare.hostKey().fingerprint });
    const connection = await transport.connect(pinned, soon());
    assert.equal(await outputOf(await connection.exec('hostname; id -un', { signal: soon() })), 'db\nroot\n');
    const [, other] = hosts;
    await assert.rejects(transport.connect({ ...pinned, name: 'web-2', hostKeyPin: other?.hostKey().fingerprint }, soon()), {
      code: 'host-key-pin-differs',
    });
    await transport.dispose();
  });

  test('ask a server of the test by a name', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.headers.host}${request.url}`);
      response.end('from the test');
    });
    await lab.serve(80, server);
    lab.name('releases.test', lab.gateway);
    for (const host of hosts) assert.equal(await host.sh('curl --silent http://releases.test/stable.json'), 'from the test');
    assert.deepEqual(
      asked,
      hosts.map(() => 'releases.test/stable.json'),
    );
  });

  test('do not meet those of another lab, which have the same addresses', async () => {
    const other = await startLab();
    const host = await other.host('other');
    assert.equal(host.address, bare.address);
    assert.equal((await bare.sh('hostname')).trim(), 'db');
    assert.equal((await host.exec(['getent', 'hosts', 'db'])).code, 2);
    await other.close();
    assert.equal((await bare.sh('hostname')).trim(), 'db');
  });

  test('are reached without a relay by programs inside the lab', async () => {
    const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
    const words = [...lab.inside, 'ssh', ...options, '-i', bare.identityFile, 'root@db', 'hostname'];
    assert.equal(await runOrFail(words), 'db\n');
  });
});

describe('a host', () => {
  let lab: Lab;
  let host: LabHost;

  before(async () => {
    lab = await startLab();
    host = await lab.host('one');
  });
  after(() => lab.close());

  test('takes input, keeps bytes and answers with codes on its console', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128, 39, 34]);
    await host.write('/root/bytes', bytes, '600');
    assert.deepEqual(await host.read('/root/bytes'), bytes);
    assert.equal((await host.sh('stat -c "%a %U" /root/bytes')).trim(), '600 root');
    assert.equal((await host.exec(['sh', '-c', 'exit 7'])).code, 7);
    await assert.rejects(host.sh('echo why >&2; exit 3'), /ended with 3[\s\S]*why/);
    await host.sh('rm /root/bytes');
  });

  test('boots anew on reboot and keeps its disk and its key', async () => {
    const [boot, key] = [await host.bootId(), host.hostKey().fingerprint];
    await host.sh('touch /root/kept');
    await host.reboot();
    assert.notEqual(await host.bootId(), boot);
    assert.equal(host.hostKey().fingerprint, key);
    await host.sh('test -e /root/kept');
  });

  test('is off after power off and after a cut of the power, and starts again', async () => {
    for (const turnOff of [() => host.powerOff(), () => host.kill()]) {
      await turnOff();
      assert.equal(host.isRunning(), false);
      await assert.rejects(host.exec(['true']), /is off/);
      await host.boot();
      assert.equal((await host.sh('systemctl is-system-running --wait')).trim(), 'running');
      await host.sh('test -e /root/kept');
    }
  });

  test('is pristine after a reset, within seconds and with another key', async () => {
    const key = host.hostKey().fingerprint;
    const started = performance.now();
    await host.reset();
    assert.ok(performance.now() - started < 20_000);
    assert.notEqual(host.hostKey().fingerprint, key);
    assert.equal((await host.exec(['test', '-e', '/root/kept'])).code, 1);
  });

  test('stands still when frozen and goes on when thawed', async () => {
    const relay = await host.relay(22);
    const transport = createSshTransport({
      prompter: person(),
      knownHostsFiles: [devNull],
      timing: { keepAliveMs: 100, keepAliveCount: 3 },
    });
    const connection = await transport.connect(
      addressOf({ ...host, port: relay.port }, { hostKeyPin: host.hostKey().fingerprint }),
      soon(),
    );
    host.freeze();
    assert.equal((await connection.closed).reason, 'lost');
    host.thaw();
    assert.equal((await host.sh('echo awake')).trim(), 'awake');
    await transport.dispose();
  });

  test('is out of reach when unplugged', async () => {
    const reach = [...lab.inside, 'curl', '--silent', '--max-time', '1', `telnet://${host.address}:22`];
    await host.unplug();
    await assert.rejects(runOrFail(reach), /ended with 28/);
    await host.plug();
    // 28 again, because sshd waits for the client to speak; but its banner has come.
    await assert.rejects(runOrFail(reach), /ended with 28[\s\S]*SSH-2\.0/);
  });

  test('has no more disk than it is given', async () => {
    const small = await lab.host('small', { disk: 'size=40m' });
    const { code, stderr } = await small.exec(['sh', '-c', 'head -c 60m /dev/zero > /root/full']);
    assert.equal(code, 1);
    assert.match(stderr, /No space left on device/);
    await small.remove();
    await assert.rejects(small.exec(['true']), /is off/);
  });
});
