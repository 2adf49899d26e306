/** The tail of a file over a real OpenSSH server: what it begins with, rotation, files that are not to be had, bytes that are no text. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, chmod, copyFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { describe, test } from 'node:test';
import { needsSshd } from '../support/sshd.ts';
import { asText, kinds, live, numbered, seen, tailedFile } from './tailed-file.ts';

describe('tail of a file', needsSshd(), () => {
  const tailed = tailedFile();

  test('the last lines first, then what is written, then ended', async () => {
    await writeFile(tailed.log, asText(numbered(0, 500)));
    const tail = tailed.start({ lines: 3 });
    await seen(tail, 'line 499');
    await appendFile(tailed.log, 'line 500\nhalf');
    await seen(tail, 'line 500');
    await appendFile(tailed.log, ' line\n');
    await seen(tail, 'half line');
    assert.deepEqual(tail.lines, ['line 497', 'line 498', 'line 499', 'line 500', 'half line']);
    tailed.abort.abort();
    await tail.done;
    assert.deepEqual(
      tail.events.filter(({ kind }) => kind === 'state').map((event) => event.kind === 'state' && event.state),
      ['connecting', 'live', 'ended'],
    );
  });

  test('200 lines when nothing is said, none, all, more than there are', async () => {
    await writeFile(tailed.log, asText(numbered(0, 500)));
    for (const [lines, expected] of [
      [undefined, 200],
      [0, 0],
      ['all', 500],
      [1000, 500],
    ] as const) {
      const tail = tailed.start(lines === undefined ? {} : { lines });
      await live(tail);
      await appendFile(tailed.log, `mark ${lines}\n`);
      await seen(tail, `mark ${lines}`);
      assert.equal(tail.lines.filter((line) => line.startsWith('line')).length, expected);
      await writeFile(tailed.log, asText(numbered(0, 500)));
    }
  });

  test('an empty file is followed', async () => {
    await writeFile(tailed.log, '');
    const tail = tailed.start();
    await live(tail);
    await appendFile(tailed.log, 'first\n');
    await seen(tail, 'first');
  });

  test('rotation by rename: the rest of the old file, a writer that is late, then the new file', async () => {
    await writeFile(tailed.log, 'a\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    await appendFile(tailed.log, 'b\n');
    await rename(tailed.log, `${tailed.log}.1`);
    await appendFile(`${tailed.log}.1`, 'c\nno end');
    await writeFile(tailed.log, 'd\n');
    await seen(tail, 'd');
    await appendFile(tailed.log, 'e\n');
    await seen(tail, 'e');
    assert.deepEqual(tail.lines, ['a', 'b', 'c', 'no end', 'd', 'e']);
    assert.deepEqual(kinds(tail, 'rotated', 'gap'), ['rotated']);
  });

  test('a file that goes away and comes back is waited for', async () => {
    await writeFile(tailed.log, 'a\n');
    const tail = tailed.start();
    await seen(tail, 'a');
    await rm(tailed.log);
    await writeFile(`${tailed.log}.new`, 'b\n');
    await rename(`${tailed.log}.new`, tailed.log);
    await seen(tail, 'b');
    assert.deepEqual(tail.lines, ['a', 'b']);
  });

  test('copy and truncate: goes on with a marked gap, nothing twice', async () => {
    await writeFile(tailed.log, asText(numbered(0, 100)));
    const tail = tailed.start();
    await seen(tail, 'line 99');
    await copyFile(tailed.log, `${tailed.log}.1`);
    await truncate(tailed.log, 0);
    await tail.until(() => kinds(tail, 'gap').length === 1, 'the gap');
    await appendFile(tailed.log, asText(numbered(100, 105)));
    await seen(tail, 'line 104');
    assert.deepEqual(tail.lines, numbered(0, 105));
  });

  test('a symbolic link is followed to its file, and to another one', async () => {
    const [one, two] = [`${tailed.log}.one`, `${tailed.log}.two`];
    await writeFile(one, 'a\n');
    await writeFile(two, 'b\n');
    execFileSync('ln', ['-s', one, tailed.log]);
    const tail = tailed.start();
    await seen(tail, 'a');
    execFileSync('ln', ['-sfn', two, tailed.log]);
    await seen(tail, 'b');
  });

  test('no such file, a tailed.folder, a file without the right to read it', async () => {
    await assert.rejects(tailed.start().done, { code: 'log-not-found', args: { log: tailed.log } });
    await assert.rejects(tailed.start({ source: { kind: 'file', path: tailed.folder } }).done, { code: 'log-not-readable' });
    if (userInfo().uid !== 0) {
      await writeFile(tailed.log, 'a\n');
      await chmod(tailed.log, 0);
      await assert.rejects(tailed.start().done, { code: 'log-not-readable' });
    }
  });

  test('bytes that are no text, a line of 20 MB, control characters', async () => {
    await writeFile(tailed.log, '');
    const tail = tailed.start();
    await live(tail);
    await appendFile(tailed.log, Buffer.from([0x61, 0xff, 0x0a]));
    await appendFile(tailed.log, '\x1b]0;title\x07\n');
    await appendFile(tailed.log, `${'é'.repeat(10 * 1024 * 1024)}\nafter\n`);
    await seen(tail, 'after');
    assert.deepEqual(tail.lines.slice(0, 2), ['a\ufffd', '␛]0;title␇']);
    assert.ok(/^é{1000,40000} \[…\+\d{8} B\]$/.test(tail.lines[2] ?? ''), tail.lines[2]?.slice(-40));
    tailed.proxy.cut();
    await live(tail, 2);
    await appendFile(tailed.log, 'again\n');
    await seen(tail, 'again');
    assert.equal(tail.lines.length, 5);
  });
});
