import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { catalogue } from '../../../server/src/service/catalogue/dhis-conf-catalogue.ts';
import { checkValue, type ValueContext } from '../../../server/src/service/catalogue/value-types.ts';
import { knownReleases, parseVersion } from '../../../server/src/service/catalogue/versions.ts';
import { addresses, free, lists, numbers, switches, words } from './value-cases.ts';

for (const [title, cases] of Object.entries({ switches, numbers, words, lists, addresses, 'free texts and substitutions': free })) {
  describe(`values: ${title}`, () => {
    for (const [key, value, expected, version = '2.43', context = {}] of cases) {
      const pool = context.poolType === undefined ? '' : ` with ${context.poolType}`;
      test(`${key} = ${JSON.stringify(value)} in ${version}${pool}`, () => assert.equal(said(key, value, version, context), expected));
    }
  });
}

describe('values: always', () => {
  test('every default is right in the version it belongs to', () => {
    for (const row of catalogue.rows) {
      for (const release of [...knownReleases, '2.44-dev']) {
        const version = parseVersion(release) ?? [];
        const value = catalogue.defaultOf(row, version);
        if (value !== undefined) assert.equal(checkValue(row, value, version), undefined, `${row.key} = ${value} in ${release}`);
        for (const known of catalogue.valuesOf(row, version) ?? []) {
          if (row.type === 'enum') assert.equal(checkValue(row, known, version), undefined, `${row.key} = ${known} in ${release}`);
        }
      }
    }
  });

  test('no text makes it throw, and spans lie inside the value', () => {
    const version = parseVersion('2.43') ?? [];
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('o', 'n', '1', '0', ' ', ',', ';', '/', ':', '$', '{', '}', '-', '#', '"', 'jdbc:', 'https://') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.rows), text, (row, value) => {
        const found = checkValue(row, value, version);
        return found === undefined || (found.span.start >= 0 && found.span.start <= found.span.end && found.span.end <= value.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('a suggestion put in its place is right', () => {
    for (const [key, value, expected, version = '2.43'] of [...switches, ...numbers, ...words, ...addresses]) {
      const row = catalogue.lookup(key)?.row;
      const found = row && checkValue(row, value, parseVersion(version) ?? []);
      const [suggestion] = found?.suggestions ?? [];
      if (row === undefined || found === undefined || suggestion === undefined || expected === '') continue;
      const mended = value.slice(0, found.span.start) + suggestion + value.slice(found.span.end);
      assert.equal(checkValue(row, mended, parseVersion(version) ?? []), undefined, `${key} = ${mended}`);
    }
  });

  test('problems of secrets and URLs do not repeat the value', () => {
    const version = parseVersion('2.43') ?? [];
    for (const row of catalogue.rows) {
      for (const value of ['s3cr3t w0rd', '', 'user:s3cr3t@host/db']) {
        const found = checkValue(row, value, version);
        if (row.secret) assert.equal(found, undefined, row.key);
        if (row.type === 'jdbc-url' || row.type === 'url') assert.doesNotMatch(JSON.stringify(found) ?? '', /s3cr3t/, row.key);
      }
    }
  });
});

function said(key: string, value: string, version: string, context: ValueContext): string {
  const row = catalogue.lookup(key)?.row;
  const parsed = parseVersion(version);
  assert.ok(row && parsed, key);
  const found = checkValue(row, value, parsed, context);
  if (found === undefined) return '';
  const [suggestion] = found.suggestions;
  return `${found.kind} <${value.slice(found.span.start, found.span.end)}>${suggestion === undefined ? '' : ` -> ${suggestion}`}`;
}
