/** The tail of a systemd unit: a real journald and journalctl behind a real OpenSSH server. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createSshTransport, type TailOptions, type Transport, tailLog } from '../../client/src/operations/index.ts';
import { type Journal, journaldMissing, startJournal } from '../support/journald.ts';
import { addressOf, isState, person, readTail, type TailReader } from '../support/ssh-client.ts';
import { type Sshd, sshdMissing, startSshd, until } from '../support/sshd.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const missing = sshdMissing() ?? journaldMissing();

describe('tail of a unit', missing === undefined ? {} : { skip: missing }, () => {
  let journal: Journal;
  let sshd: Sshd;
  let proxy: TcpProxy;
  let transport: Transport;
  let abort: AbortController;
  let unit = '';
  let number = 0;
  const tails: TailReader[] = [];

  before(async () => {
    journal = await startJournal();
    sshd = await startSshd({ mountNamespaceOf: journal.pid });
  });
  after(async () => {
    await sshd.stop();
    await journal.stop();
  });
  beforeEach(async () => {
    unit = `tomcat@t${number++}.service`;
    proxy = await startTcpProxy(sshd.port);
    transport = createSshTransport({ prompter: person(), knownHostsFiles: [] });
    abort = new AbortController();
  });
  afterEach(async () => {
    abort.abort();
    await Promise.allSettled(tails.splice(0).map(({ done }) => done));
    await transport.dispose();
    await proxy.stop();
  });

  const start = (more: Partial<TailOptions> = {}): TailReader => {
    const host = addressOf({ ...sshd, port: proxy.port }, { hostKeyPin: sshd.hostKeys[0]?.fingerprint });
    const reader = readTail(
      tailLog({ transport, host, source: { kind: 'unit', unit }, signal: abort.signal, delay: async () => undefined, ...more }),
    );
    tails.push(reader);
    return reader;
  };
  const seen = (reader: TailReader, line: string): Promise<void> => reader.until(() => reader.lines.includes(line), JSON.stringify(line));

  test('the last entries, then new ones, of this unit only', async () => {
    for (let i = 0; i < 5; i++) journal.write(unit, `entry ${i}`);
    journal.write('other.service', 'other');
    const tail = start({ lines: 2 });
    await seen(tail, 'entry 4');
    journal.write('other.service', 'other');
    journal.write(unit, 'new');
    await seen(tail, 'new');
    assert.deepEqual(tail.lines, ['entry 3', 'entry 4', 'new']);
  });

  test('bytes that are no text, and control characters', async () => {
    const tail = start();
    await tail.until(() => tail.events.some(isState('live')), 'live');
    journal.write(unit, Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    journal.write(unit, '\x1b[31mred é');
    await seen(tail, '␛[31mred é');
    assert.deepEqual(tail.lines, ['caf\ufffd', '␛[31mred é']);
  });

  test('a cut link: nothing lost, nothing twice', async () => {
    journal.write(unit, 'before');
    const tail = start();
    await seen(tail, 'before');
    for (let round = 0; round < 3; round++) {
      proxy.refuse(true);
      proxy.cut();
      journal.write(unit, `during ${round}`);
      proxy.refuse(false);
      await seen(tail, `during ${round}`);
    }
    assert.deepEqual(tail.lines, ['before', 'during 0', 'during 1', 'during 2']);
  });

  test('nothing is left running on the host', async () => {
    const tail = start();
    await tail.until(() => tail.events.some(isState('live')), 'live');
    await until(async () => (await ofUnit()).some((line) => line.startsWith('journalctl')), 'journalctl to run');
    proxy.refuse(true);
    proxy.cut();
    await until(async () => (await ofUnit()).length === 0, 'everything to end');
  });

  test('a name that is no unit never reaches the host', async () => {
    for (const bad of ['-x', 'a b', '$(id)', '', "a'b"]) {
      await assert.rejects(start({ source: { kind: 'unit', unit: bad } }).done, { code: 'unit-name-unusable' });
    }
    assert.equal(proxy.connections(), 0);
  });

  async function ofUnit(): Promise<readonly string[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    return lines.filter((line) => line.includes(unit));
  }
});
