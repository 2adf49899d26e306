import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confDocument, testService } from '../../support/service.ts';

const outline = (text: string) => testService().documentSymbols(confDocument(text));

test('one symbol a key, in the order of the file', () => {
  assert.deepEqual(
    outline('connection.url = jdbc:postgresql:dhis2\n# note\nredis.enabled = on\n').map(({ name, detail }) => [name, detail]),
    [
      ['connection.url', 'jdbc:postgresql:dhis2'],
      ['redis.enabled', 'on'],
    ],
  );
});

test('secrets are not shown, wherever they stand', () => {
  const shown = JSON.stringify(
    outline(
      [
        'connection.password = geheim42',
        'my.own.password = geheim42',
        'connection.url = jdbc:postgresql://db/dhis2?user=dhis&password=geheim42',
        'read1.connection.url = jdbc:postgresql://dhis:geheim42@db/dhis2',
        '',
      ].join('\n'),
    ),
  );
  assert.doesNotMatch(shown, /geheim42/);
});

test('the outline is bounded', () => {
  const text = Array.from({ length: 6000 }, (_, i) => `note.${i} = ${i}`).join('\n');
  assert.equal(outline(text).length, 5000);
});
