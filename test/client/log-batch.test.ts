import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LogLines } from '../../client/src/operations/index.ts';
import { createLogBatch } from '../../client/src/vscode/ui/log-batch.ts';
import { createTextWindow } from '../../client/src/vscode/ui/text-window.ts';

const texts = { dropped: (count: number) => `${count} dropped`, cut: (count: number) => `<${count} cut>` };
const block = (lines: readonly string[]): LogLines => ({ lines, count: lines.length, bytes: Buffer.byteLength(lines.join('\n')) + 1 });
const numbered = (count: number) => block(Array.from({ length: count }, (_, i) => `line ${i}`));

describe('a batch of log lines', () => {
  test('gives nothing when nothing came', () => assert.equal(createLogBatch(texts).take(), ''));

  test('keeps lines and marks in their order and is empty afterwards', () => {
    const batch = createLogBatch(texts);
    batch.add(block(['a', 'b']));
    batch.mark('live');
    batch.add(block(['c']));
    assert.equal(batch.take(), 'a\nb\n--- live ---\nc\n');
    assert.equal(batch.take(), '');
  });

  test('keeps the newest lines of a flood and counts the others', () => {
    const batch = createLogBatch(texts, { lines: 3, characters: 1000, lineLength: 100 });
    batch.add(numbered(50_000));
    assert.equal(batch.take(), '--- 49997 dropped ---\nline 49997\nline 49998\nline 49999\n');
  });

  test('blocks of which nothing would be shown are dropped as they are', () => {
    const batch = createLogBatch(texts, { lines: 3, characters: 1000, lineLength: 100 });
    const unseen: LogLines = {
      count: 2,
      bytes: 4,
      get lines(): never {
        throw new Error('Nobody sees these lines.');
      },
    };
    batch.add(unseen);
    batch.mark('live');
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) batch.add(block([text]));
    assert.equal(batch.take(), '--- 5 dropped ---\n--- live ---\nd\ne\nf\n');
  });

  test('blocks and single lines alike: the newest are shown, all others counted', () => {
    const property = fc.property(
      fc.array(fc.array(fc.stringMatching(/^[a-z]{0,8}$/), { minLength: 1, maxLength: 12 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 60 }),
      (blocks, lines, characters) => {
        const batch = createLogBatch(texts, { lines, characters, lineLength: 100 });
        for (const one of blocks) batch.add(block(one));
        const all = blocks.flat();
        const taken = batch.take().split('\n').slice(0, -1);
        const lost = /^--- (\d+) dropped ---$/.exec(taken[0] ?? '')?.[1];
        const shown = lost === undefined ? taken : taken.slice(1);
        assert.equal(shown.length + Number(lost ?? 0), all.length);
        assert.deepEqual(shown, all.slice(all.length - shown.length));
        assert.ok(shown.length <= lines && shown.join('\n').length + 1 <= Math.max(characters, 1));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test('counts what was dropped on the way here too', () => {
    const batch = createLogBatch(texts, { lines: 1, characters: 1000, lineLength: 100 });
    batch.dropped(7);
    batch.add(block(['old', 'new']));
    assert.equal(batch.take(), '--- 8 dropped ---\nnew\n');
  });

  test('never drops a mark', () => {
    const batch = createLogBatch(texts, { lines: 1, characters: 1000, lineLength: 100 });
    batch.mark('rotated');
    batch.add(numbered(10));
    assert.equal(batch.take(), '--- 9 dropped ---\n--- rotated ---\nline 9\n');
  });

  test('bounds the characters of a batch', () => {
    const batch = createLogBatch(texts, { lines: 1000, characters: 50, lineLength: 100 });
    batch.add(block(Array.from({ length: 100 }, () => 'x'.repeat(9))));
    assert.equal(batch.take(), `--- 95 dropped ---\n${`${'x'.repeat(9)}\n`.repeat(5)}`);
  });

  test('cuts a line of 20 MB', () => {
    const batch = createLogBatch(texts, { lines: 10, characters: 1000, lineLength: 4 });
    batch.add(block(['x'.repeat(20_000_000)]));
    assert.equal(batch.take(), 'xxxx<19999996 cut>\n');
  });
});

describe('the window on a growing text', () => {
  test('appends until it is full, then keeps whole newest lines', () => {
    const window = createTextWindow({ keep: 10, most: 20 });
    assert.equal(window.append('aaaa\nbbbb\n'), true);
    assert.equal(window.append('cccc\ndddd\n'), true);
    assert.equal(window.append('eeee\n'), false);
    assert.equal(window.text(), 'eeee\n');
    assert.equal(window.append('ffff\n'), true);
    assert.equal(window.text(), 'eeee\nffff\n');
  });
});
