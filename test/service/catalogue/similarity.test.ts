import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { distanceWithin, near } from '../../../server/src/service/text/similarity.ts';

/** The textbook matrix, whole: the independent opinion. */
function wholeMatrix(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  const get = (i: number, j: number) => d[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(get(i - 1, j) + 1, get(i, j - 1) + 1, get(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, get(i - 2, j - 2) + 1);
      const row = d[i];
      if (row) row[j] = cost;
    }
  }
  return get(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), maxLength: 12 });

describe('similarity', () => {
  const table: readonly (readonly [a: string, b: string, distance: number])[] = [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'abxc', 1],
    ['abc', 'axc', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['client_di', 'client_id', 1],
  ];
  for (const [a, b, distance] of table) test(`${a} and ${b}: ${distance}`, () => assert.equal(distanceWithin(a, b, 9), distance));

  test('equals the whole matrix, or is undefined beyond the limit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(8), (a, b, limit) => {
        const whole = wholeMatrix(a, b);
        assert.equal(distanceWithin(a, b, limit), whole <= limit ? whole : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  test('is symmetric, and zero for equals only', () => {
    fc.assert(
      fc.property(
        word,
        word,
        (a, b) => distanceWithin(a, b, 20) === distanceWithin(b, a, 20) && (distanceWithin(a, b, 20) === 0) === (a === b),
      ),
    );
  });

  test('one edit is at most one away', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.string({ maxLength: 1 }), (text, at, inserted) => {
        const place = at % (text.length + 1);
        const edited = text.slice(0, place) + inserted + text.slice(place + 1);
        return (distanceWithin(text, edited, 1) ?? 9) <= 1;
      }),
    );
  });

  test('near puts the nearest first and leaves the far out', () => {
    assert.deepEqual(near('hikary', ['c3p0', 'hikari', 'unpooled']), ['hikari']);
    assert.deepEqual(near('HIKARI', ['c3p0', 'hikari']), ['hikari']);
    assert.deepEqual(near('nothing', ['c3p0', 'hikari']), []);
    assert.deepEqual(near('hosts', ['hosts', 'host']), ['host']);
  });
});
