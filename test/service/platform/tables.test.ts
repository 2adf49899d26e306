/** The tables of schemas/platform/ agree with the schema of manifests and with the list of releases. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownReleases } from '../../../server/src/service/catalogue/versions.ts';
import { hostingManifestSchema } from '../../../server/src/service/generated/hosting-manifest.schema.ts';
import { dhis2Releases, operatingSystems, postgresqlVersions } from '../../../server/src/service/generated/platform-tables.ts';
import { versionsOf } from '../../../server/src/service/platform/offered-versions.ts';
import { isOlder, postgresqlVersion, releaseNeeds, tomcatVersion } from '../../../server/src/service/platform/platform.ts';
import { supportState } from '../../../server/src/service/platform/support.ts';
import { schemaAt } from '../../../server/src/service/yaml/schema-walk.ts';

describe('tables of platforms', () => {
  test('have the releases of the catalogue', () =>
    assert.deepEqual(
      dhis2Releases.map(({ release }) => release),
      [...knownReleases],
    ));

  test('have the operating systems of the schema', () => {
    const known = schemaAt(hostingManifestSchema, ['hosts', 0, 'os'])?.enum ?? [];
    assert.deepEqual(operatingSystems.map(({ id }) => id).sort(), [...known].sort());
  });

  test('three releases get patches', () =>
    assert.equal(dhis2Releases.filter(({ supportedUntil }) => supportedUntil === undefined).length, 3));

  test('PostgreSQL gets fixes for about five years', () => {
    for (const { version, releasedOn, supportedUntil } of postgresqlVersions) {
      assert.ok([5, 6].includes(Number(supportedUntil.slice(0, 4)) - Number(releasedOn.slice(0, 4))), version);
    }
  });

  for (const [field, kind] of [
    ['javaVersion', 'java-version'],
    ['tomcatVersion', 'tomcat-version'],
    ['dhis2Version', 'dhis2-release'],
    ['postgresqlVersion', 'postgresql-version'],
  ] as const) {
    test(`what is offered for ${field} fits the schema`, () => {
      const list = field === 'postgresqlVersion' ? 'databases' : 'instances';
      const pattern = new RegExp(schemaAt(hostingManifestSchema, [list, 0, field])?.pattern ?? '');
      const offered = versionsOf(kind) ?? [];
      assert.ok(offered.length > 1);
      for (const version of offered) assert.match(version, pattern);
    });
  }
});

describe('versions', () => {
  test('older only when it is certain', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['9', '10.1', true],
      ['10.0.27', '10.1', true],
      ['10', '10.1', false],
      ['10.1', '10.1', false],
      ['11', '10.1', false],
      ['9.5', '9.6', true],
      ['9.6.24', '9.6', false],
      ['8', '11', true],
    ];
    for (const [version, least, expected] of cases) assert.equal(isOlder(version, least), expected, `${version} < ${least}`);
  });

  test('rows are found by what people write', () => {
    assert.equal(postgresqlVersion('9.6.24')?.version, '9.6');
    assert.equal(postgresqlVersion('1'), undefined);
    assert.equal(tomcatVersion('9')?.version, '9.0');
    assert.equal(tomcatVersion('10'), undefined);
    assert.equal(tomcatVersion('10.1.30')?.version, '10.1');
    assert.equal(tomcatVersion('1'), undefined);
    assert.equal(releaseNeeds('v42.1')?.release, '2.42');
    assert.equal(releaseNeeds('soon'), undefined);
  });
});

describe('support', () => {
  const cases: readonly (readonly [string | undefined, string, ReturnType<typeof supportState>])[] = [
    ['2026-11-12', '2026-11-12', 'ending'],
    ['2026-11-12', '2026-11-13', 'ended'],
    ['2027-05-12', '2026-11-12', 'ending'],
    ['2027-05-13', '2026-11-12', undefined],
    [undefined, '2026-11-12', undefined],
    ['2026-11-12', 'today', undefined],
  ];
  for (const [until, today, expected] of cases) {
    test(`until ${until} on ${today}: ${expected}`, () => assert.equal(supportState(until, today), expected));
  }
});
