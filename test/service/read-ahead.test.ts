import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLanguageService, defaultSettings } from '@dhis2-hosting/server/service';
import { readConfFile, sampleConf } from '../../server/src/service/languages/conf-file.ts';
import { readManifestFile, sampleManifest } from '../../server/src/service/languages/manifest-file.ts';

describe('reading ahead', () => {
  test('runs the rules over a sample, and tells nobody', () => {
    const errors: unknown[] = [];
    const service = createLanguageService({
      locale: 'en',
      settings: () => defaultSettings,
      rulePage: () => undefined,
      today: () => '2026-11-23',
      minuteOfDay: () => 0,
      companions: () => assert.fail('the sample stands alone'),
      onInternalError: (where, error) => errors.push([where, error]),
    });
    service.readAhead('dhis-conf');
    service.readAhead('hosting-manifest');
    assert.deepEqual(errors, []);
  });

  test('the samples can be read, and have entries', () => {
    assert.ok(readConfFile(sampleConf()).conf.entries.length > 10);
    const manifest = readManifestFile(sampleManifest());
    assert.ok(manifest.isReadable());
    assert.ok(
      manifest.manifest.parts.every(({ violations }) => violations.length === 0),
      JSON.stringify(manifest.manifest.parts.map(({ violations }) => violations)),
    );
  });
});
