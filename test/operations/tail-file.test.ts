/** The tail of a file over a real OpenSSH server: rotation, broken links, floods, what is left on the host. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, chmod, copyFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createSshTransport, type LogEvent, type TailOptions, type Transport, tailLog } from '../../client/src/operations/index.ts';
import { addressOf, isState, person, readTail, type TailReader, temporaryFolder } from '../support/ssh-client.ts';
import { needsSshd, type Sshd, startSshd, until } from '../support/sshd.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const numbered = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, i) => `line ${from + i}`);
const asText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('tail of a file', needsSshd(), () => {
  let sshd: Sshd;
  let proxy: TcpProxy;
  let folder = '';
  let log = '';
  let remove: () => Promise<void>;
  let abort: AbortController;
  let transport: Transport;
  const tails: TailReader[] = [];

  before(async () => {
    sshd = await startSshd();
  });
  after(() => sshd.stop());
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    await mkdir(path.join(folder, "it's logs"));
    log = path.join(folder, "it's logs", 'catalina.out');
    proxy = await startTcpProxy(sshd.port);
    abort = new AbortController();
    transport = createSshTransport({
      prompter: person(),
      knownHostsFiles: [],
      timing: { keepAliveMs: 200, keepAliveCount: 3, connectMs: 5000 },
    });
  });
  afterEach(async () => {
    abort.abort();
    await Promise.allSettled(tails.splice(0).map(({ done }) => done));
    await transport.dispose();
    await proxy.stop();
    await remove();
  });

  const start = (more: Partial<TailOptions> = {}): TailReader => {
    const host = addressOf({ ...sshd, port: proxy.port }, { hostKeyPin: sshd.hostKeys[0]?.fingerprint });
    const reader = readTail(
      tailLog({ transport, host, source: { kind: 'file', path: log }, signal: abort.signal, delay: async () => undefined, ...more }),
    );
    tails.push(reader);
    return reader;
  };
  const live = (reader: TailReader, times = 1): Promise<void> =>
    reader.until(() => reader.events.filter(isState('live')).length >= times, `live ${times} times`);
  const seen = (reader: TailReader, line: string): Promise<void> => reader.until(() => reader.lines.includes(line), JSON.stringify(line));
  const kinds = (reader: TailReader, ...wanted: readonly LogEvent['kind'][]): readonly string[] =>
    reader.events.map(({ kind }) => kind).filter((kind) => wanted.includes(kind));

  test('the last lines first, then what is written, then ended', async () => {
    await writeFile(log, asText(numbered(0, 500)));
    const tail = start({ lines: 3 });
    await seen(tail, 'line 499');
    await appendFile(log, 'line 500\nhalf');
    await seen(tail, 'line 500');
    await appendFile(log, ' line\n');
    await seen(tail, 'half line');
    assert.deepEqual(tail.lines, ['line 497', 'line 498', 'line 499', 'line 500', 'half line']);
    abort.abort();
    await tail.done;
    assert.deepEqual(
      tail.events.filter(({ kind }) => kind === 'state').map((event) => event.kind === 'state' && event.state),
      ['connecting', 'live', 'ended'],
    );
  });

  test('200 lines when nothing is said, none, all, more than there are', async () => {
    await writeFile(log, asText(numbered(0, 500)));
    for (const [lines, expected] of [
      [undefined, 200],
      [0, 0],
      ['all', 500],
      [1000, 500],
    ] as const) {
      const tail = start(lines === undefined ? {} : { lines });
      await live(tail);
      await appendFile(log, `mark ${lines}\n`);
      await seen(tail, `mark ${lines}`);
      assert.equal(tail.lines.filter((line) => line.startsWith('line')).length, lines === undefined ? 199 + 1 : expected);
      await writeFile(log, asText(numbered(0, 500)));
    }
  });

  test('an empty file is followed', async () => {
    await writeFile(log, '');
    const tail = start();
    await live(tail);
    await appendFile(log, 'first\n');
    await seen(tail, 'first');
  });

  test('rotation by rename: the rest of the old file, a writer that is late, then the new file', async () => {
    await writeFile(log, 'a\n');
    const tail = start();
    await seen(tail, 'a');
    await appendFile(log, 'b\n');
    await rename(log, `${log}.1`);
    await appendFile(`${log}.1`, 'c\nno end');
    await writeFile(log, 'd\n');
    await seen(tail, 'd');
    await appendFile(log, 'e\n');
    await seen(tail, 'e');
    assert.deepEqual(tail.lines, ['a', 'b', 'c', 'no end', 'd', 'e']);
    assert.deepEqual(kinds(tail, 'rotated', 'gap'), ['rotated']);
  });

  test('a file that goes away and comes back is waited for', async () => {
    await writeFile(log, 'a\n');
    const tail = start();
    await seen(tail, 'a');
    await rm(log);
    await writeFile(`${log}.new`, 'b\n');
    await rename(`${log}.new`, log);
    await seen(tail, 'b');
    assert.deepEqual(tail.lines, ['a', 'b']);
  });

  test('copy and truncate: goes on with a marked gap, nothing twice', async () => {
    await writeFile(log, asText(numbered(0, 100)));
    const tail = start();
    await seen(tail, 'line 99');
    await copyFile(log, `${log}.1`);
    await truncate(log, 0);
    await tail.until(() => kinds(tail, 'gap').length === 1, 'the gap');
    await appendFile(log, asText(numbered(100, 105)));
    await seen(tail, 'line 104');
    assert.deepEqual(tail.lines, numbered(0, 105));
  });

  test('a symbolic link is followed to its file, and to another one', async () => {
    const [one, two] = [`${log}.one`, `${log}.two`];
    await writeFile(one, 'a\n');
    await writeFile(two, 'b\n');
    execFileSync('ln', ['-s', one, log]);
    const tail = start();
    await seen(tail, 'a');
    execFileSync('ln', ['-sfn', two, log]);
    await seen(tail, 'b');
  });

  test('a cut link: nothing lost, nothing twice', async () => {
    await writeFile(log, asText(numbered(0, 10)));
    const tail = start();
    let written = 10;
    for (let round = 1; round <= 5; round++) {
      await live(tail, round);
      await appendFile(log, `${asText(numbered(written, written + 50))}torn`);
      proxy.cut();
      await appendFile(log, ` ${round}\n`);
      written += 50;
    }
    await seen(tail, 'torn 5');
    assert.deepEqual(
      tail.lines.filter((line) => line.startsWith('line')),
      numbered(0, written),
    );
    assert.deepEqual(
      tail.lines.filter((line) => line.startsWith('torn')),
      [1, 2, 3, 4, 5].map((round) => `torn ${round}`),
    );
    assert.equal(tail.events.filter(isState('reconnecting')).length, 5);
    assert.deepEqual(kinds(tail, 'gap'), []);
  });

  test('rotations while the link is down: all files between, in order', async () => {
    await writeFile(log, 'a\n');
    const tail = start();
    await seen(tail, 'a');
    proxy.refuse(true);
    proxy.cut();
    await appendFile(log, 'b\n');
    await rename(log, `${log}.2`);
    await until(async () => {
      await writeFile(`${log}.1`, 'c\n');
      return newer(`${log}.1`, `${log}.2`);
    }, 'a later time stamp');
    await writeFile(log, 'd\n');
    proxy.refuse(false);
    await seen(tail, 'd');
    assert.deepEqual(tail.lines, ['a', 'b', 'c', 'd']);
    assert.deepEqual(kinds(tail, 'rotated', 'gap'), ['rotated', 'rotated']);
  });

  test('a rotated file that is gone, and one truncated while the link was down, are gaps', async () => {
    await writeFile(log, 'a\nlonger than the next\n');
    const tail = start();
    await seen(tail, 'a');
    proxy.refuse(true);
    proxy.cut();
    await truncate(log, 0);
    await appendFile(log, 'b\n');
    proxy.refuse(false);
    await seen(tail, 'b');
    assert.deepEqual(kinds(tail, 'gap'), ['gap']);
    proxy.refuse(true);
    proxy.cut();
    await writeFile(`${log}.new`, 'c\n');
    await rename(`${log}.new`, log);
    proxy.refuse(false);
    await seen(tail, 'c');
    assert.deepEqual(kinds(tail, 'gap'), ['gap', 'gap']);
    assert.deepEqual(tail.lines, ['a', 'longer than the next', 'b', 'c']);
  });

  test('a frozen link is left and taken up again', async () => {
    await writeFile(log, 'a\n');
    const tail = start();
    await seen(tail, 'a');
    proxy.freeze();
    await appendFile(log, 'b\n');
    await tail.until(() => tail.events.some(isState('reconnecting')), 'reconnecting');
    proxy.thaw();
    await seen(tail, 'b');
    assert.deepEqual(tail.lines, ['a', 'b']);
  });

  test('the pauses between attempts double, and start over once it works', async () => {
    await writeFile(log, 'a\n');
    const waits: number[] = [];
    const delay: NonNullable<TailOptions['delay']> = async (milliseconds) => {
      waits.push(milliseconds);
      if (waits.length === 4) proxy.refuse(false);
    };
    const tail = start({ delay, random: () => 0 });
    await seen(tail, 'a');
    proxy.refuse(true);
    proxy.cut();
    await live(tail, 2);
    proxy.cut();
    await live(tail, 3);
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 1000]);
    const reported = tail.events.flatMap((event) => (event.kind === 'state' && event.state === 'reconnecting' ? [event.retryIn] : []));
    assert.deepEqual(reported, waits);
  });

  test('a changed host key ends a tail that was live', async () => {
    await writeFile(log, 'a\n');
    const other = await startSshd();
    const switching = await startTcpProxy(sshd.port);
    const host = addressOf({ ...sshd, port: switching.port }, { hostKeyPin: sshd.hostKeys[0]?.fingerprint });
    const tail = start({ host });
    await seen(tail, 'a');
    switching.retarget(other.port);
    switching.cut();
    await assert.rejects(tail.done, { code: 'host-key-pin-differs' });
    await switching.stop();
    await other.stop();
  });

  test('no such file, a folder, a file without the right to read it', async () => {
    await assert.rejects(start().done, { code: 'log-not-found', args: { log } });
    await assert.rejects(start({ source: { kind: 'file', path: folder } }).done, { code: 'log-not-readable' });
    if (userInfo().uid !== 0) {
      await writeFile(log, 'a\n');
      await chmod(log, 0);
      await assert.rejects(start().done, { code: 'log-not-readable' });
    }
  });

  test('an unreachable host is an error at once, not a loop', async () => {
    proxy.refuse(true);
    await assert.rejects(start().done, { code: 'connection-lost' });
  });

  test('bytes that are no text, a line of 20 MB, control characters', async () => {
    await writeFile(log, '');
    const tail = start();
    await live(tail);
    await appendFile(log, Buffer.from([0x61, 0xff, 0x0a]));
    await appendFile(log, '\x1b]0;title\x07\n');
    await appendFile(log, `${'é'.repeat(10 * 1024 * 1024)}\nafter\n`);
    await seen(tail, 'after');
    assert.deepEqual(tail.lines.slice(0, 2), ['a\ufffd', '␛]0;title␇']);
    assert.ok(/^é{1000,40000} \[…\+\d{8} B\]$/.test(tail.lines[2] ?? ''), tail.lines[2]?.slice(-40));
    proxy.cut();
    await live(tail, 2);
    await appendFile(log, 'again\n');
    await seen(tail, 'again');
    assert.equal(tail.lines.length, 5);
  });

  test('a flood that the reader cannot keep up with: what is dropped is counted exactly', async () => {
    await writeFile(log, '');
    const total = 400_000;
    const source = tailLog({
      transport,
      host: addressOf(sshd, { hostKeyPin: sshd.hostKeys[0]?.fingerprint }),
      source: { kind: 'file', path: log },
      signal: abort.signal,
      bufferBytes: 1024 * 1024,
    });
    let kept = 0;
    let dropped = 0;
    let last = -1;
    let written: Promise<void> | undefined;
    for await (const event of source) {
      if (event.kind === 'dropped') dropped += event.lines;
      if (event.kind === 'lines') {
        kept += event.lines.length;
        last = Number(event.lines.at(-1)?.split(' ')[1]);
        // A window that takes its time over what it was given, while the log goes on.
        if (dropped === 0) await written;
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (event.kind === 'state' && event.state === 'live') written = appendFile(log, asText(numbered(0, total)));
      if (last === total - 1) abort.abort();
    }
    assert.equal(kept + dropped, total);
    assert.ok(kept > 0);
  });

  test('a reader that stopped reading costs a bounded amount of memory and hears how much it missed', async () => {
    const line = 'x'.repeat(199);
    await writeFile(log, '');
    const source = tailLog({
      transport,
      host: addressOf(sshd, { hostKeyPin: sshd.hostKeys[0]?.fingerprint }),
      source: { kind: 'file', path: log },
      signal: abort.signal,
      lines: 'all',
      bufferBytes: 4 * 1024 * 1024,
    });
    const events = source[Symbol.asyncIterator]();
    while (!isState('live')((await events.next()).value as LogEvent));
    const before = process.memoryUsage().rss;
    const chunk = `${line}\n`.repeat(100_000);
    for (let i = 0; i < 10; i++) await appendFile(log, chunk);
    await appendFile(log, 'the end\n');
    await until(async () => (await positionOnHost()) === 10 * chunk.length + 8, 'the host to have sent it all', 30_000);
    assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024);
    let count = 0;
    for (let lastLine: string | undefined; lastLine !== 'the end'; ) {
      const { value } = await events.next();
      if (value?.kind === 'dropped') count += value.lines;
      if (value?.kind === 'lines') {
        count += value.lines.length;
        lastLine = value.lines.at(-1);
      }
    }
    assert.equal(count, 1_000_001);
    await events.return?.(undefined);
  });

  test('nothing is left running on the host: after a stop, after a cut, after a rotation', async () => {
    await writeFile(log, 'a\n');
    const tail = start();
    await seen(tail, 'a');
    assert.ok((await followers()).length > 0);
    await rename(log, `${log}.1`);
    await writeFile(log, 'b\n');
    await seen(tail, 'b');
    proxy.refuse(true);
    proxy.cut();
    await until(async () => (await followers()).length === 0, 'the follower to end after the cut');
    proxy.refuse(false);
    await live(tail, 2);
    abort.abort();
    await tail.done;
    await until(async () => (await followers()).length === 0, 'the follower to end after the stop');
  });

  /** Processes of a follower of this test's log, by their command line; their children share its folder or end with them. */
  async function followers(): Promise<readonly string[]> {
    const all = await readdir('/proc');
    const lines = await Promise.all(
      all.filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    return lines.filter((line) => line.includes('dhis2-hosting-tail') && line.includes(path.basename(folder)));
  }

  async function positionOnHost(): Promise<number> {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!line.startsWith('/bin/sh') || !line.includes(path.basename(folder))) continue;
      const info = await readFile(`/proc/${pid}/fdinfo/3`, 'utf8').catch(() => '');
      const position = /^pos:\s*(\d+)/.exec(info)?.[1];
      if (position !== undefined) return Number(position);
    }
    return 0;
  }
});

function newer(a: string, b: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', '[ "$0" -nt "$1" ]', a, b]);
    return true;
  } catch {
    return false;
  }
}
