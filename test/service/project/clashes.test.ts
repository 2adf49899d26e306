/** Who clashes with whom, and in which manifest it is told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clashesIn, counted, groupsBy } from '../../../server/src/service/project/clashes.ts';

type Item = { readonly uri: string; readonly name: string; readonly key?: string };

const at = (uri: string, name: string, key?: string): Item => ({ uri, name, ...(key === undefined ? {} : { key }) });

function told(uri: string, items: readonly Item[], mayShare?: (a: Item, b: Item) => boolean): readonly string[] {
  const keys = items.map(({ key }) => key);
  const counts = new Map<string, number>();
  counted(counts, keys, 1);
  return clashesIn(uri, items, groupsBy(keys, counts), mayShare).map(({ item, other }) => `${item.name} ${other.name}`);
}

describe('clashes', () => {
  test('within a manifest the later one is told', () => {
    assert.deepEqual(told('a', [at('a', '1', 'x'), at('a', '2', 'y'), at('a', '3', 'x')]), ['3 1']);
  });

  test('between manifests each tells its own', () => {
    const items = [at('a', '1', 'x'), at('b', '2', 'x')];
    assert.deepEqual(told('a', items), ['1 2']);
    assert.deepEqual(told('b', items.toReversed()), ['2 1']);
  });

  test('nothing is told of others, and of what has no key', () => {
    assert.deepEqual(told('a', [at('b', '1', 'x'), at('b', '2', 'x'), at('a', '3'), at('a', '4')]), []);
  });

  test('those that may share are passed over', () => {
    const items = [at('a', '1', 'x'), at('a', '2', 'x'), at('a', '3', 'x')];
    assert.deepEqual(
      told('a', items, (a, b) => a.name === '1' || b.name === '1'),
      ['3 2'],
    );
  });

  test('thousands with one key take no time', () => {
    const items = Array.from({ length: 20_000 }, (_, i) => at(i % 2 === 0 ? 'a' : 'b', String(i), 'x'));
    assert.deepEqual(
      told('a', items, () => true),
      [],
    );
  });
});
