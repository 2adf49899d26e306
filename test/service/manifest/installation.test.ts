/** The manifests of an installation as one value. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readInstallation } from '@dhis2-hosting/server/service';

const read = (...texts: readonly string[]) => readInstallation(texts.map((text, index) => ({ uri: `file:///${index}.yaml`, text })));
const host = (name: string) => `  - name: ${name}\n    address: ${name}.example.org\n`;

describe('an installation', () => {
  test('is all of its manifests: lists together, the rest from the first that has it', () => {
    const one = `version: 1\norganisation:\n  name: Ministry\nhosts:\n${host('app')}`;
    const other = `version: 1\norganisation:\n  name: Another\nhosts:\n${host('db')}team:\n  - name: Ann\n`;
    const whole = read(one, other);
    assert.deepEqual(
      whole?.hosts?.map(({ name }) => name),
      ['app', 'db'],
    );
    assert.equal(whole?.organisation?.name, 'Ministry');
    assert.equal(whole?.team?.length, 1);
    assert.equal(whole?.version, 1);
  });

  const broken: readonly (readonly [what: string, text: string])[] = [
    ['a mistake in its form', 'version: 1\nhosts: [\n'],
    ['a field that does not fit', 'version: 1\nhosts:\n  - name: app\n    address: 7\n'],
    ['a name twice', `version: 1\nhosts:\n${host('app')}${host('app')}`],
    ['another version', 'version: 2\nhosts: []\n'],
  ];
  for (const [what, text] of broken) {
    test(`with ${what} is none`, () => assert.equal(read(`version: 1\nhosts:\n${host('other')}`, text), undefined));
  }

  test('of empty texts names nothing', () => assert.deepEqual(read('version: 1\n'), { version: 1 }));
});
