/** Files made by chance: no exception, no place outside the text, no answer that takes long. `npm run fuzz` makes more of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { slowest } from '../../scripts/fuzz/exercise.ts';
import { describeCase, fuzz } from '../../scripts/fuzz/run-fuzz.ts';

test('1,200 files made by chance', () => {
  const { files, broken, slow } = fuzz(1200, 20_261_123);
  const [first] = broken;
  if (first !== undefined) assert.fail(`${describeCase(first.case)}\n${inspect(first.error)}`);
  // `npm run fuzz` holds answers to their limits; a machine that has other things to do must not fail here.
  const late = slow.find(({ timings }) => slowest(timings) > 1000);
  if (late !== undefined) assert.fail(`${slowest(late.timings)} ms, too long for ${describeCase(late.case)}`);
  assert.equal(files, 1200);
});
