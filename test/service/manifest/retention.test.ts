/** How many sets are kept at least, against a walk over the days with each set marked as restic would mark it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { leastKept } from '../../../server/src/service/manifest/retention.ts';
import { readSchedule } from '../../../server/src/service/manifest/schedule.ts';

function scheduleOf(text: string) {
  const reading = readSchedule(text);
  assert.ok(reading?.kind === 'sound');
  return reading.schedule;
}

const nightly = scheduleOf('0 2 * * *');

const cases: readonly (readonly [schedule: string, retention: Parameters<typeof leastKept>[0], sets: number])[] = [
  ['0 2 * * *', {}, 0],
  ['0 2 * * *', { daily: 7 }, 7],
  ['0 2 * * *', { weekly: 4 }, 4],
  ['0 2 * * *', { daily: 1, weekly: 4 }, 4],
  ['0 2 * * *', { daily: 7, weekly: 4 }, 9],
  ['0 2 * * *', { daily: 7, weekly: 4, monthly: 12 }, 19],
  ['0 2,14 * * *', { daily: 7 }, 7],
  ['0 2 * * 0', { daily: 7, weekly: 4 }, 7],
  ['0 2 1 * *', { daily: 7, monthly: 12 }, 12],
];

describe('sets kept at least', () => {
  for (const [schedule, retention, sets] of cases) {
    test(`${schedule} ${JSON.stringify(retention)}`, () => assert.equal(leastKept(retention, scheduleOf(schedule)), sets));
  }

  test('are never more than a walk over the days keeps', () => {
    const count = fc.integer({ min: 0, max: 40 });
    const start = fc.integer({ min: 18_000, max: 22_000 });
    fc.assert(
      fc.property(
        count,
        count,
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: 0, max: 4 }),
        start,
        (daily, weekly, monthly, yearly, last) => {
          const retention = { daily, weekly, monthly, yearly };
          assert.ok(leastKept(retention, nightly) <= walked(retention, last));
        },
      ),
    );
  });
});

/** Backwards from the last day: the newest set of each of so many days, weeks, months and years is kept. */
function walked(
  retention: { readonly daily: number; readonly weekly: number; readonly monthly: number; readonly yearly: number },
  last: number,
): number {
  const seen = { daily: new Set<string>(), weekly: new Set<string>(), monthly: new Set<string>(), yearly: new Set<string>() };
  let kept = 0;
  for (let day = last; day > last - 6 * 366; day--) {
    const iso = new Date(day * 86_400_000).toISOString();
    const keys = { daily: iso, weekly: String(Math.floor((day + 3) / 7)), monthly: iso.slice(0, 7), yearly: iso.slice(0, 4) };
    let isKept = false;
    for (const kind of ['daily', 'weekly', 'monthly', 'yearly'] as const) {
      if (seen[kind].has(keys[kind]) || seen[kind].size >= retention[kind]) continue;
      seen[kind].add(keys[kind]);
      isKept = true;
    }
    if (isKept) kept++;
  }
  return kept;
}
