import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestDocument, testService } from '../../support/service.ts';

const text = `version: 1
instances:
  - name: hmis
    lastPatched: 2026-10-13
    description: 2026-10-13
backups:
  - name: nightly
    schedule: "0 2 * * *"
    restoreTest: { every: 90 days, last: "2026-09-01" }
  - { name: weekly, schedule: "0 3 * * 0" }
  - { name: wrong, schedule: "70 3 * * 0" }
`;

function hints(content: string, locale: 'en' | 'fr' = 'en', lines: readonly [number, number] = [0, 100]): readonly string[] {
  const document = manifestDocument(content);
  const range = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } };
  return testService({}, locale)
    .inlayHints(document, range)
    .map(({ position, label, tooltip }) => `${position.line + 1}: ${label}${tooltip === undefined ? '' : ` (${tooltip})`}`);
}

test('dates tell their distance, schedules their words and next runs', () => {
  assert.deepEqual(hints(text), [
    '4: 41 days ago',
    '8: every day at 02:00 (Next runs: 2026-11-23 02:00, 2026-11-24 02:00, 2026-11-25 02:00, 2026-11-26 02:00, 2026-11-27 02:00)',
    '9: 3 months ago',
    '10: on Sundays at 03:00, next in 6 days (Next runs: 2026-11-29 03:00, 2026-12-06 03:00, 2026-12-13 03:00, 2026-12-20 03:00, 2026-12-27 03:00)',
  ]);
  assert.deepEqual(hints(text, 'fr').slice(0, 1), ['4: il y a 41 jours']);
});

test('only what is asked for, and nothing in a text that cannot be read', () => {
  assert.deepEqual(hints(text, 'en', [3, 4]), ['4: 41 days ago']);
  assert.deepEqual(hints(`${text}  - {`), []);
});

test('no run that has passed today is called the next', () => {
  const document = manifestDocument(text);
  const range = { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } };
  const [hint] = testService({}, 'en', undefined, false, [], 12 * 60 + 28).inlayHints(document, range);
  assert.match(String(hint?.tooltip), /^Next runs: 2026-11-24 02:00, 2026-11-25 02:00,/);
});
