import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { backOff } from '../../client/src/operations/logs/back-off.ts';
import { createFraming, longestLine } from '../../client/src/operations/logs/framing.ts';
import { createLogBuffer } from '../../client/src/operations/logs/log-buffer.ts';
import { countLines, fileLines, journalLines, lastJournalCursor } from '../../client/src/operations/logs/log-lines.ts';
import type { LogEvent } from '../../client/src/operations/logs/log-source.ts';
import { isPlainText, printable } from '../../client/src/operations/logs/printable.ts';

const token = '0123456789abcdef0123456789abcdef';

/** Feeds bytes in pieces of the given sizes and tells what came out. */
function frame(
  bytes: Buffer,
  sizes: readonly number[],
): { readonly lines: readonly string[]; readonly marks: readonly string[]; readonly bytes: number } {
  const framing = createFraming(token);
  const lines: string[] = [];
  const marks: string[] = [];
  let passed = 0;
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    for (const part of framing.push(bytes.subarray(at, at + size))) {
      if (part.kind === 'mark') marks.push(part.words.join(' '));
      else {
        passed += part.bytes;
        lines.push(...fileLines(part.block));
      }
    }
    at += size;
  }
  return { lines, marks, bytes: passed };
}

describe('framing', () => {
  test('lines and marks come out the same however the bytes are cut', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/[\n\r]/g, ''));
    const piece = fc.oneof(
      line.map((text) => `${text}\n`),
      fc.constant(`${token} open 1:2:3 0 rotated\n`),
    );
    const property = fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 }),
      (pieces, sizes) => {
        const all = Buffer.from(pieces.join(''));
        const ofFile = pieces.filter((text) => !text.startsWith(token));
        const seen = frame(all, sizes);
        assert.deepEqual(
          seen.lines,
          ofFile.map((text) => printable(text.slice(0, -1))),
        );
        assert.equal(seen.marks.length, pieces.length - ofFile.length);
        assert.equal(seen.bytes, Buffer.byteLength(ofFile.join('')));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test('a mark after a line without end', () => {
    for (const size of [1, 7, 10_000]) {
      const seen = frame(Buffer.from(`a\nunfinished${token} open 1:2:3 0 rotated\nb\n`), [size]);
      assert.deepEqual(seen, { lines: ['a', 'unfinished', 'b'], marks: ['open 1:2:3 0 rotated'], bytes: 14 });
    }
  });

  test('a line of 20 MB keeps its beginning and says how much is missing; memory stays small', () => {
    const framing = createFraming(token);
    const chunk = Buffer.alloc(32 * 1024, 'x');
    const before = process.memoryUsage().external + process.memoryUsage().heapUsed;
    for (let i = 0; i < 640; i++) assert.deepEqual(framing.push(chunk), []);
    assert.ok(process.memoryUsage().external + process.memoryUsage().heapUsed - before < 16 * 1024 * 1024);
    const frames = framing.push(Buffer.from('\nnext\n'));
    assert.deepEqual(
      frames.map((part) => (part.kind === 'lines' ? part.bytes : 0)),
      [20 * 1024 * 1024 + 1, 5],
    );
    const [line = ''] = frames.flatMap((part) => (part.kind === 'lines' ? fileLines(part.block) : []));
    assert.ok(line.startsWith('xxxx') && line.length < longestLine + 40, line.slice(-50));
    assert.match(line.slice(-40), / \[…\+20905984 B\]$/);
  });

  test('a mark right after an endless line is still a mark', () => {
    const bytes = Buffer.concat([Buffer.alloc(100_000, 'é'), Buffer.from(`${token} open 1:2:3 0 rotated\nb\n`)]);
    for (const size of [1000, 99_990, 200_000]) {
      const seen = frame(bytes, [size]);
      assert.deepEqual(seen.marks, ['open 1:2:3 0 rotated'], String(size));
      assert.equal(seen.bytes, 100_002, String(size));
      assert.equal(seen.lines.at(-1), 'b');
    }
  });

  test('a long line inside one chunk is cut too, never within a character', () => {
    const [line = ''] = fileLines(Buffer.from(`${'é'.repeat(100_000)}\n`));
    assert.ok(line.length < longestLine + 40);
    assert.ok(!line.includes('\ufffd'));
    assert.match(line.slice(-40), /é \[…\+\d+ B\]$/);
  });
});

describe('what a reader sees', () => {
  test('invalid UTF-8 becomes the replacement character; the rest of the line is right', () => {
    assert.deepEqual(fileLines(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xc3, 0x0a, 0x62, 0x0a])), ['a\ufffdé\ufffd', 'b']);
  });

  test('nothing is obeyed: escapes, carriage returns, reordering marks', () => {
    assert.equal(printable('\x1b[31mred\x07\b\r\x7f\x9b1A\u202egnp\u2028'), '␛[31mred␇␈␍␡\ufffd1A\ufffdgnp\ufffd');
    assert.equal(printable('tab\tand é 漢字 العربية 🙂'), 'tab\tand é 漢字 العربية 🙂');
  });

  test('the fast look for plain text agrees with a slow one, at every alignment', () => {
    const byte = fc.oneof(
      { weight: 60, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
      fc.constantFrom(9, 10),
      fc.integer({ min: 0, max: 255 }),
    );
    const property = fc.property(fc.array(byte, { maxLength: 120 }), fc.integer({ min: 0, max: 7 }), (bytes, offset) => {
      const slow = bytes.every((code) => (code >= 0x20 && code < 0x7f) || code === 9 || code === 10);
      assert.equal(isPlainText(Buffer.from([...Array.from({ length: offset }, () => 7), ...bytes]).subarray(offset)), slow);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('Windows line ends leave no mark; empty lines stay', () => {
    assert.deepEqual(fileLines(Buffer.from('a\r\n\r\n\nb')), ['a', '', '', 'b']);
  });
});

describe('the journal', () => {
  // Recorded from `journalctl --output=json --output-fields=MESSAGE` (systemd 252), cursors shortened.
  const recorded = [
    '{"__CURSOR":"s=b1;i=1;b=c2;m=d3;t=e4;x=f5","__REALTIME_TIMESTAMP":"1795468800000000","__MONOTONIC_TIMESTAMP":"1","_BOOT_ID":"c2","MESSAGE":"22-Nov-2026 10:00:00.000 INFO [main] Server startup"}',
    '{"__CURSOR":"s=b1;i=2;b=c2;m=d3;t=e4;x=f5","__REALTIME_TIMESTAMP":"1795468800000001","__MONOTONIC_TIMESTAMP":"2","_BOOT_ID":"c2","MESSAGE":[99,97,102,233]}',
    '{"__CURSOR":"s=b1;i=3;b=c2;m=d3;t=e4;x=f5","__REALTIME_TIMESTAMP":"1795468800000002","__MONOTONIC_TIMESTAMP":"3","_BOOT_ID":"c2","MESSAGE":"a\\nb \\u001b[1m"}',
    '{"__CURSOR":"s=b1;i=4;b=c2;m=d3;t=e4;x=f5","__REALTIME_TIMESTAMP":"1795468800000003","__MONOTONIC_TIMESTAMP":"4","_BOOT_ID":"c2","MESSAGE":null}',
  ];
  const block = Buffer.from(`${recorded.join('\n')}\n`);

  test('text, bytes, several lines, nothing', () => {
    assert.deepEqual(journalLines(block), ['22-Nov-2026 10:00:00.000 INFO [main] Server startup', 'caf\ufffd', 'a', 'b ␛[1m']);
  });

  test('the place is that of the last entry', () => {
    assert.equal(lastJournalCursor(block), 's=b1;i=4;b=c2;m=d3;t=e4;x=f5');
    assert.equal(lastJournalCursor(Buffer.from('noise\n')), undefined);
  });

  test('what is not an entry is passed over', () => {
    assert.deepEqual(journalLines(Buffer.from('noise\n{"broken\n{"MESSAGE":{}}\n')), []);
  });
});

describe('the buffer', () => {
  const reader = { countLines, toLines: fileLines };

  async function rest(buffer: ReturnType<typeof createLogBuffer>): Promise<readonly LogEvent[]> {
    const events: LogEvent[] = [];
    for (let next = await buffer.take(); next !== undefined; next = await buffer.take()) events.push(next);
    return events;
  }

  test('kept and dropped lines add up to all lines, oldest dropped first, marks kept in place', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }),
      fc.integer({ min: 10, max: 300 }),
      async (sizes, limit) => {
        const buffer = createLogBuffer(limit, reader);
        let number = 0;
        for (const size of sizes) buffer.lines(Buffer.from(Array.from({ length: size }, () => `${number++}\n`).join('')));
        buffer.end();
        const events = await rest(buffer);
        const kept = events.flatMap((event) => (event.kind === 'lines' ? event.lines : []));
        const dropped = events.reduce((sum, event) => sum + (event.kind === 'dropped' ? event.lines : 0), 0);
        assert.equal(kept.length + dropped, number);
        assert.deepEqual(
          kept,
          Array.from({ length: kept.length }, (_, i) => String(dropped + i)),
        );
        assert.ok(events.filter(({ kind }) => kind === 'dropped').length <= 1);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  test('an error comes after what was read', async () => {
    const buffer = createLogBuffer(1000, reader);
    buffer.lines(Buffer.from('a\n'));
    buffer.end(new Error('broken'));
    const event = await buffer.take();
    assert.ok(event?.kind === 'lines');
    assert.deepEqual([event.lines, event.count, event.bytes], [['a'], 1, 2]);
    await assert.rejects(buffer.take(), /broken/);
  });

  test('lines are counted with a last one that has no end', () => {
    assert.deepEqual(
      ['', 'a', 'a\n', 'a\nb', '\n\n'].map((text) => countLines(Buffer.from(text))),
      [0, 1, 1, 2, 2],
    );
  });
});

test('the back-off doubles to 30 s with up to a fifth more', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 50].map((attempt) => backOff(attempt, () => 0)),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
  );
  assert.equal(
    backOff(9, () => 1),
    36_000,
  );
});
