import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confDocument, testService } from '../../support/service.ts';

const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

function hints(text: string, range = everything, dhis2Version = '', locale: 'en' | 'fr' = 'en'): readonly string[] {
  const found = testService({ dhis2Version }, locale).inlayHints(confDocument(text), range);
  return found.map(({ position, label }) => `${position.line}:${position.character} ${String(label)}`);
}

describe('inlay hints in dhis.conf', () => {
  const cases: readonly (readonly [text: string, hints: readonly string[]])[] = [
    ['system.session.timeout = 3600\n', ['0:29 1 h']],
    ['system.session.timeout = 3600   \n', ['0:29 1 h']],
    ['connection.pool.warn_max_age = 100000\n', ['0:37 1 min 40 s']],
    ['max.file_upload_size = 10000000\n', ['0:31 10 MB']],
    ['connection.pool.max_lifetime_seconds = 0\n', ['0:40 no limit']],
    ['system.session.timeout = 36\\\n    00\n', ['1:6 1 h']],
    ['connection.pool.max_size = 80\n', []],
    ['system.session.timeout = ${TIMEOUT}\n', []],
    ['system.session.timeout = soon\n', []],
    ['system.session.timeout = 0\n', []],
    ['connection.password = 3600\n', []],
    ['some.timeout = 3600\n', []],
    ['# system.session.timeout = 3600\n', []],
    ['', []],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.deepEqual(hints(text), expected));

  test('speak the language of the user', () => {
    assert.deepEqual(hints('system.session.timeout = 86400\n', everything, '', 'fr'), ['0:30 1 j']);
  });

  test('only in the range', () => {
    const text = 'system.session.timeout = 3600\n'.repeat(5);
    assert.deepEqual(hints(text, { start: { line: 1, character: 0 }, end: { line: 2, character: 80 } }), ['1:29 1 h', '2:29 1 h']);
  });

  test('not where the release does not read the key', () => {
    const text = 'logging.query.slow_threshold = 60000\n';
    assert.deepEqual(hints(text, everything, '2.42'), []);
    assert.deepEqual(hints(text, everything, '2.43'), ['0:36 1 min']);
  });
});
