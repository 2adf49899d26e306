/** A finding may point at another document: the editor gets its address and its lines. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentsBeside, manifestDocument, testService } from '../../support/service.ts';

const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web-1, dhis2Version: "2.43", database: main }\n';
const servers = '# Servers\nversion: 1\ndatabases:\n  - { name: main, host: db-1, postgresqlVersion: "12" }\n';

describe('related places', () => {
  test('in another manifest', () => {
    const document = manifestDocument(instances);
    const companions = documentsBeside(document, { 'servers.dhis2-hosting.yaml': servers });
    const found = testService({}, 'en', undefined, false, companions).diagnostics(document);
    const diagnostic = found.find(({ code }) => code === 'postgresql-too-old');
    assert.deepEqual(diagnostic?.relatedInformation, [
      {
        location: {
          uri: 'file:///plan/servers.dhis2-hosting.yaml',
          range: { start: { line: 3, character: 49 }, end: { line: 3, character: 53 } },
        },
        message: 'The version of PostgreSQL',
      },
    ]);
  });

  test('in the same manifest', () => {
    const document = manifestDocument(instances + servers.slice(servers.indexOf('databases')));
    const diagnostic = testService()
      .diagnostics(document)
      .find(({ code }) => code === 'postgresql-too-old');
    assert.deepEqual(diagnostic?.relatedInformation?.[0]?.location, {
      uri: document.uri,
      range: { start: { line: 4, character: 49 }, end: { line: 4, character: 53 } },
    });
  });
});
