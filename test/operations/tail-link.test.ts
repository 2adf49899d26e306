/** The tail of a file over a link that breaks, a log that floods, a reader that stops; and what is left on the host. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type LogEvent, type TailOptions, tailLog } from '../../client/src/operations/index.ts';
import { addressOf, isState } from '../support/ssh-client.ts';
import { needsSshd, startSshd, until } from '../support/sshd.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { asText, kinds, live, numbered, seen, tailedFile } from './tailed-file.ts';

describe('tail over a link that breaks', needsSshd(), () => {
  const tailed = tailedFile();

  test('a cut link: nothing lost, nothing twice', async () => {
    await writeFile(tailed.log, asText(numbered(0, 10)));
    const tail = tailed.start();
    let written = 10;
    for (let round = 1; round <= 5; round++) {
      await live(tail, round);
      await appendFile(tailed.log, `${asText(numbered(written, written + 50))}torn`);
      tailed.proxy.cut();
      await appendFile(tailed.log, ` ${round}\n`);
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
    await writeFile(tailed.log, 'a\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    tailed.proxy.refuse(true);
    tailed.proxy.cut();
    await appendFile(tailed.log, 'b\n');
    await rename(tailed.log, `${tailed.log}.2`);
    await until(async () => {
      await writeFile(`${tailed.log}.1`, 'c\n');
      return newer(`${tailed.log}.1`, `${tailed.log}.2`);
    }, 'a later time stamp');
    await writeFile(tailed.log, 'd\n');
    tailed.proxy.refuse(false);
    await seen(tail, 'd');
    assert.deepEqual(tail.lines, ['a', 'b', 'c', 'd']);
    assert.deepEqual(kinds(tail, 'rotated', 'gap'), ['rotated', 'rotated']);
  });

  test('a rotated file that is gone, and one truncated while the link was down, are gaps', async () => {
    await writeFile(tailed.log, 'a\nlonger than the next\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    tailed.proxy.refuse(true);
    tailed.proxy.cut();
    await truncate(tailed.log, 0);
    await appendFile(tailed.log, 'b\n');
    tailed.proxy.refuse(false);
    await seen(tail, 'b');
    assert.deepEqual(kinds(tail, 'gap'), ['gap']);
    tailed.proxy.refuse(true);
    tailed.proxy.cut();
    await writeFile(`${tailed.log}.new`, 'c\n');
    await rename(`${tailed.log}.new`, tailed.log);
    tailed.proxy.refuse(false);
    await seen(tail, 'c');
    assert.deepEqual(kinds(tail, 'gap'), ['gap', 'gap']);
    assert.deepEqual(tail.lines, ['a', 'longer than the next', 'b', 'c']);
  });

  test('a frozen link is left and taken up again', async () => {
    await writeFile(tailed.log, 'a\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    tailed.proxy.freeze();
    await appendFile(tailed.log, 'b\n');
    await tail.until(() => tail.events.some(isState('reconnecting')), 'reconnecting');
    tailed.proxy.thaw();
    await seen(tail, 'b');
    assert.deepEqual(tail.lines, ['a', 'b']);
  });

  test('the pauses between attempts double, and start over once it works', async () => {
    await writeFile(tailed.log, 'a\n');
    const waits: number[] = [];
    const delay: NonNullable<TailOptions['delay']> = async (milliseconds) => {
      waits.push(milliseconds);
      if (waits.length === 4) tailed.proxy.refuse(false);
    };
    const tail = tailed.start({ delay, random: () => 0 });
    await seen(tail, 'a');
    tailed.proxy.refuse(true);
    tailed.proxy.cut();
    await live(tail, 2);
    tailed.proxy.cut();
    await live(tail, 3);
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 1000]);
    const reported = tail.events.flatMap((event) => (event.kind === 'state' && event.state === 'reconnecting' ? [event.retryIn] : []));
    assert.deepEqual(reported, waits);
  });

  test('a changed host key ends a tail that was live', async () => {
    await writeFile(tailed.log, 'a\n');
    const other = await startSshd();
    const switching = await startTcpProxy(tailed.sshd.port);
    const host = addressOf({ ...tailed.sshd, port: switching.port }, { hostKeyPin: tailed.sshd.hostKeys[0]?.fingerprint });
    const tail = tailed.start({ host });
    await seen(tail, 'a');
    switching.retarget(other.port);
    switching.cut();
    await assert.rejects(tail.done, { code: 'host-key-pin-differs' });
    await switching.stop();
    await other.stop();
  });

  test('an unreachable host is an error at once, not a loop', async () => {
    tailed.proxy.refuse(true);
    await assert.rejects(tailed.start().done, { code: 'connection-lost' });
  });

  test('a flood that the reader cannot keep up with: what is dropped is counted exactly', async () => {
    await writeFile(tailed.log, '');
    const total = 400_000;
    const source = tailLog({
      transport: tailed.transport,
      host: addressOf(tailed.sshd, { hostKeyPin: tailed.sshd.hostKeys[0]?.fingerprint }),
      source: { kind: 'file', path: tailed.log },
      signal: tailed.abort.signal,
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
        // A window that takes its time over what it was given, while the tailed.log goes on.
        if (dropped === 0) await written;
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (event.kind === 'state' && event.state === 'live') written = appendFile(tailed.log, asText(numbered(0, total)));
      if (last === total - 1) tailed.abort.abort();
    }
    assert.equal(kept + dropped, total);
    assert.ok(kept > 0);
  });

  test('a reader that stopped reading costs a bounded amount of memory and hears how much it missed', async () => {
    const line = 'x'.repeat(199);
    await writeFile(tailed.log, '');
    const source = tailLog({
      transport: tailed.transport,
      host: addressOf(tailed.sshd, { hostKeyPin: tailed.sshd.hostKeys[0]?.fingerprint }),
      source: { kind: 'file', path: tailed.log },
      signal: tailed.abort.signal,
      lines: 'all',
      bufferBytes: 4 * 1024 * 1024,
    });
    const events = source[Symbol.asyncIterator]();
    while (!isState('live')((await events.next()).value as LogEvent));
    const before = process.memoryUsage().rss;
    const chunk = `${line}\n`.repeat(100_000);
    for (let i = 0; i < 10; i++) await appendFile(tailed.log, chunk);
    await appendFile(tailed.log, 'the end\n');
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
    await writeFile(tailed.log, 'a\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    assert.ok((await followers()).length > 0);
    await rename(tailed.log, `${tailed.log}.1`);
    await writeFile(tailed.log, 'b\n');
    await seen(tail, 'b');
    tailed.proxy.refuse(true);
    tailed.proxy.cut();
    await until(async () => (await followers()).length === 0, 'the follower to end after the cut');
    tailed.proxy.refuse(false);
    await live(tail, 2);
    tailed.abort.abort();
    await tail.done;
    await until(async () => (await followers()).length === 0, 'the follower to end after the stop');
  });

  /** Processes of a follower of this test's tailed.log, by their command line; their children share its tailed.folder or end with them. */
  async function followers(): Promise<readonly string[]> {
    const all = await readdir('/proc');
    const lines = await Promise.all(
      all.filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    return lines.filter((line) => line.includes('dhis2-hosting-tail') && line.includes(path.basename(tailed.folder)));
  }

  async function positionOnHost(): Promise<number> {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!line.startsWith('/bin/sh') || !line.includes(path.basename(tailed.folder))) continue;
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
