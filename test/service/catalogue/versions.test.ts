import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  boundOf,
  compareVersions,
  formatVersion,
  isWithin,
  knownReleases,
  lastBegun,
  newestRelease,
  parseVersion,
  releaseOf,
} from '../../../server/src/service/catalogue/versions.ts';

describe('DHIS2 versions', () => {
  const read: readonly (readonly [text: string, expected: string | undefined])[] = [
    ['2.41', '2.41'],
    ['2.41.3.1', '2.41.3.1'],
    ['41', '2.41'],
    ['42.1', '2.42.1'],
    ['42.1.2', '2.42.1.2'],
    ['v2.41', '2.41'],
    [' 2.40.0 ', '2.40.0'],
    ['2.44-dev', '2.44'],
    ['2.43-SNAPSHOT', '2.43'],
    ['2.42.1-rc.1', '2.42.1'],
    ['2', undefined],
    ['3.1', undefined],
    ['34', undefined],
    ['', undefined],
    ['latest', undefined],
    ['2.', undefined],
    ['2.41.1.1.1', undefined],
    ['2.99999', undefined],
  ];
  for (const [text, expected] of read) {
    test(`${JSON.stringify(text)} is ${expected}`, () => {
      const version = parseVersion(text);
      assert.equal(version && formatVersion(version), expected);
    });
  }

  const ordered = [
    '2.35.0',
    '2.35.14',
    '2.35',
    '2.36.0',
    '2.36.12.1',
    '2.36.13',
    '2.36',
    '2.41.9',
    '2.41.9.1',
    '2.41.10',
    '2.41',
    '2.42.0',
    '2.44-dev',
  ];
  test('a release alone is its own newest patch', () => {
    const versions = ordered.map((text) => parseVersion(text) ?? []);
    for (const [i, a] of versions.entries()) {
      for (const [j, b] of versions.entries()) assert.equal(compareVersions(a, b), Math.sign(i - j), `${ordered[i]} and ${ordered[j]}`);
    }
  });

  test('a bound in the data is the first patch of its release', () => {
    assert.equal(compareVersions(parseVersion('2.41.0') ?? [], boundOf('2.41')), 0);
    assert.ok(isWithin([2, 41, 0], { since: '2.41', until: '2.42' }));
    assert.ok(isWithin([2, 41], { since: '2.41', until: '2.42' }));
    assert.ok(!isWithin([2, 42, 0], { since: '2.41', until: '2.42' }));
    assert.ok(!isWithin([2, 37, 9], { until: '2.37.9' }));
    assert.ok(isWithin([2, 37, 8, 2], { until: '2.37.9' }));
    assert.ok(!isWithin([2, 37], { until: '2.37.9' }));
    assert.ok(isWithin([2, 43], {}));
  });

  test('the last change that has begun counts, and before all of them the first', () => {
    const changes = [{ since: '2.36' }, { since: '2.38' }, { since: '2.40.4' }];
    assert.deepEqual(lastBegun([2, 39], changes), { since: '2.38' });
    assert.deepEqual(lastBegun([2, 40, 3], changes), { since: '2.38' });
    assert.deepEqual(lastBegun([2, 40], changes), { since: '2.40.4' });
    assert.deepEqual(lastBegun([2, 35], changes), { since: '2.36' });
  });

  test('releases are in order and end with the newest', () => {
    assert.equal(knownReleases.at(-1), newestRelease);
    assert.equal(releaseOf([2, 41, 3, 1]), '2.41');
  });
});
