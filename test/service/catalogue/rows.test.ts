import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readRows, readUnreadKeys } from '../../../scripts/generators/key-list.ts';
import { availability } from '../../../server/src/service/catalogue/availability.ts';
import { catalogue } from '../../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { groupIds } from '../../../server/src/service/catalogue/groups.ts';
import {
  boundOf,
  compareVersions,
  type Dhis2Version,
  parseVersion,
  type VersionSpan,
} from '../../../server/src/service/catalogue/versions.ts';
import { keyRows } from '../../../server/src/service/generated/key-list.ts';
import { root } from '../../support/imports.ts';

/** Entries of ConfigurationKey in the newest patch of each release, counted in the sources of dhis2-core. */
const enumKeys = {
  '2.35': 99,
  '2.36': 116,
  '2.37': 128,
  '2.38': 127,
  '2.39': 128,
  '2.40': 141,
  '2.41': 153,
  '2.42': 173,
  '2.43': 179,
  '2.44-dev': 188,
};

describe('rows of the catalogue', () => {
  test('there are 268 keys, 41 of them patterns, 226 from the enumeration', () => {
    assert.equal(keyRows().length, 268);
    assert.equal(keyRows().filter((row) => row.pattern).length, 41);
    assert.equal(keyRows().filter((row) => row.enumConstant !== undefined).length, 226);
    assert.equal(keyRows().filter((row) => row.secret).length, 19);
  });

  for (const readme of ['README.md', 'README.fr.md']) {
    test(`${readme} tells how many there are`, async () => {
      assert.match(await readFile(path.join(root, readme), 'utf8'), new RegExp(`\\b${keyRows().length} (?:keys|clés)`));
    });
  }

  for (const [release, count] of Object.entries(enumKeys)) {
    test(`the enumeration of ${release} has ${count} keys`, () => {
      const version = versionOf(release);
      const there = keyRows().filter((row) => row.enumConstant !== undefined && availability(row, version).kind === 'available');
      assert.equal(there.length, count);
    });
  }

  test('every file fits the schema, and the generated list is what they hold', async () => {
    assert.deepEqual(keyRows(), await readRows());
    assert.deepEqual([...new Set(keyRows().map((row) => row.group))], groupIds);
  });

  test('every text is there in both languages, and French is French', async () => {
    const texts = [...textsIn([keyRows(), await readUnreadKeys()])];
    assert.ok(texts.length > 400);
    const untranslated = texts.filter(({ en, fr }) => en.trim() === '' || fr.trim() === '' || en === fr);
    assert.deepEqual(untranslated, []);
    const english = texts.filter(({ fr }) => /\b(?:the|of|with|when|which|and|is)\b/i.test(fr.replace(/`[^`]*`/g, '')));
    assert.deepEqual(english, []);
  });

  test('code in a text is the same in both languages', () => {
    for (const { en, fr } of textsIn(keyRows())) assert.deepEqual(codeIn(fr), codeIn(en), fr);
  });

  test('keys named in a row exist', () => {
    const known = new Set(keyRows().map((row) => row.key));
    for (const row of keyRows()) {
      const named = [row.renamedTo, row.supersededBy, row.aliasOf, ...(row.requires ?? []).flatMap(({ key, or = [] }) => [key, ...or])];
      for (const key of named) assert.ok(key === undefined || known.has(key), `${row.key} names ${key}`);
    }
  });

  test('spans of versions run forwards', () => {
    for (const row of keyRows()) {
      const lists: readonly (readonly VersionSpan[] | undefined)[] = [
        row.literals,
        row.valuesByVersion,
        row.effectiveDefault,
        row.ineffective,
        row.patchRanges,
      ];
      const spans = lists.flatMap((list) => list ?? []);
      for (const { since, until } of spans) {
        if (since !== undefined && until !== undefined)
          assert.ok(compareVersions(boundOf(since), boundOf(until)) < 0, `${row.key} ${since} ${until}`);
      }
    }
  });

  test('a secret has no values to choose from', () => {
    for (const row of keyRows()) {
      if (row.type === 'secret') assert.ok(row.secret && row.values === undefined, row.key);
    }
  });

  test('expressions of patterns are anchored and match their own sample', () => {
    for (const row of keyRows().filter(({ pattern }) => pattern)) {
      const sample = row.key.replace('<n>', '1').replace('<id>', 'keycloak').replace('<logger>', 'org.hisp.dhis');
      assert.match(row.regex ?? '', /^\^.*\$$/);
      assert.equal(catalogue.lookup(sample)?.row, row);
    }
  });

  test('the slips of the documentation have a key that is meant', async () => {
    const unread = await readUnreadKeys();
    assert.equal(unread.length, 7);
    for (const { key, didYouMean } of unread) {
      assert.equal(catalogue.lookup(key), undefined);
      if (didYouMean !== undefined) assert.ok(catalogue.lookup(didYouMean));
    }
  });
});

function versionOf(text: string): Dhis2Version {
  const version = parseVersion(text);
  assert.ok(version);
  return version;
}

function* textsIn(value: unknown): Generator<{ readonly en: string; readonly fr: string }> {
  if (typeof value !== 'object' || value === null) return;
  if ('en' in value || 'fr' in value) yield value as { en: string; fr: string };
  else for (const inner of Object.values(value)) yield* textsIn(inner);
}

function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`[^`]*`/g)].map(([code]) => code).sort();
}
