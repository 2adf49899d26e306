/** The cheap look must never refuse what the costly one would have found. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { couldBeNear, spellingOf } from '../../../server/src/service/catalogue/spelling.ts';
import { keyRows } from '../../../server/src/service/generated/key-list.ts';

type Edit = (word: string, at: number) => string;

const edits: readonly Edit[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => `${word.slice(0, at)}z${word.slice(at)}`,
  (word, at) => `${word.slice(0, at)}q${word.slice(at + 1)}`,
  (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
];

const near = (a: string, b: string, limit: number) => couldBeNear(spellingOf(a), spellingOf(b), limit);

describe('spelling', () => {
  test('as many slips as are allowed pass, whatever they are', () => {
    for (const { key } of keyRows()) {
      for (const [i, first] of edits.entries()) {
        for (const [j, second] of edits.entries()) {
          const one = first(key, i + 1);
          assert.ok(near(one, key, 1), `${one} and ${key}`);
          const two = second(one, j + 4);
          assert.ok(near(two, key, 2), `${two} and ${key}`);
        }
      }
    }
  });

  for (const [a, b, limit, expected] of [
    ['abc', 'abd', 0, false],
    ['abc', 'abd', 1, true],
    ['aab', 'aaab', 0, false],
    ['aaaa', 'aa', 1, true],
    ['aaaaaa', 'aa', 1, false],
    ['abcdef', 'ghijkl', 3, false],
    ['abcdef', 'ghidef', 3, true],
    ['', '', 0, true],
    ['a'.repeat(300), 'a'.repeat(301), 0, true],
  ] as const) {
    test(`${JSON.stringify(a.slice(0, 9))} and ${JSON.stringify(b.slice(0, 9))} by ${limit}`, () =>
      assert.equal(near(a, b, limit), expected));
  }
});
