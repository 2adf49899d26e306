import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { editedRange, isNothing } from '../../../server/src/service/text/edited-range.ts';

describe('what an edit replaced', () => {
  const cases: readonly (readonly [string, string, readonly [number, number, number]])[] = [
    ['abc', 'abc', [3, 3, 3]],
    ['abc', 'axc', [1, 2, 2]],
    ['abc', 'abxc', [2, 2, 3]],
    ['abbc', 'abc', [2, 3, 2]],
    ['', 'ab', [0, 0, 2]],
    ['ab', '', [0, 2, 0]],
    ['aa', 'aaa', [2, 2, 3]],
    ['abc', 'xyz', [0, 3, 3]],
  ];
  for (const [before, after, [start, oldEnd, newEnd]] of cases) {
    test(`${before || 'nothing'} to ${after || 'nothing'}`, () => {
      const edited = editedRange([...before], [...after]);
      assert.deepEqual(edited, { start, oldEnd, newEnd });
      assert.equal(isNothing(edited), before === after);
    });
  }
});
