import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLogBatch } from '../../client/src/vscode/ui/log-batch.ts';
import { createTextWindow } from '../../client/src/vscode/ui/text-window.ts';

const texts = { dropped: (count: number) => `${count} dropped`, cut: (count: number) => `<${count} cut>` };
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);

describe('a batch of log lines', () => {
  test('gives nothing when nothing came', () => assert.equal(createLogBatch(texts).take(), ''));

  test('keeps lines and marks in their order and is empty afterwards', () => {
    const batch = createLogBatch(texts);
    batch.add(['a', 'b']);
    batch.mark('live');
    batch.add(['c']);
    assert.equal(batch.take(), 'a\nb\n--- live ---\nc\n');
    assert.equal(batch.take(), '');
  });

  test('keeps the newest lines of a flood and counts the others', () => {
    const batch = createLogBatch(texts, { lines: 3, characters: 1000, lineLength: 100 });
    batch.add(numbered(50_000));
    assert.equal(batch.take(), '--- 49997 dropped ---\nline 49997\nline 49998\nline 49999\n');
  });

  test('counts what was dropped on the way here too', () => {
    const batch = createLogBatch(texts, { lines: 1, characters: 1000, lineLength: 100 });
    batch.dropped(7);
    batch.add(['old', 'new']);
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
    batch.add(Array.from({ length: 100 }, () => 'x'.repeat(9)));
    assert.equal(batch.take(), `--- 95 dropped ---\n${`${'x'.repeat(9)}\n`.repeat(5)}`);
  });

  test('cuts a line of 20 MB', () => {
    const batch = createLogBatch(texts, { lines: 10, characters: 1000, lineLength: 4 });
    batch.add(['x'.repeat(20_000_000)]);
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
