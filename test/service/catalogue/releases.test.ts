/** The table of releases and the versions that the catalogue knows tell the same story. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { knownReleases, newestPatches, newestRelease } from '../../../server/src/service/catalogue/versions.ts';

type Table = { readonly releases: readonly { readonly release: string; readonly newestPatch: string }[] };

const { releases } = JSON.parse(readFileSync(new URL('../../../schemas/dhis2-releases.json', import.meta.url), 'utf8')) as Table;

describe('table of DHIS2 releases', () => {
  test('has the releases of the catalogue', () => {
    assert.deepEqual(
      releases.map(({ release }) => release),
      [...knownReleases],
    );
    assert.equal(releases.at(-1)?.release, newestRelease);
  });

  test('has their newest patches', () => {
    assert.deepEqual(Object.fromEntries(releases.map(({ release, newestPatch }) => [release, newestPatch])), newestPatches);
  });
});
