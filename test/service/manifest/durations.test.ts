import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  dayAfter,
  daysBetween,
  inMinutes,
  isStillToCome,
  longestMinutes,
  readDay,
  readDuration,
  weekdayOf,
  writeDay,
} from '../../../server/src/service/manifest/durations.ts';

const dayMs = 24 * 60 * 60 * 1000;
const iso = (date: Date) => date.toISOString().slice(0, 10);
const anyDate = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2400-12-31T00:00:00Z'), noInvalidDate: true }).map(iso);

describe('dates', () => {
  test('agree with the calendar of the engine', () => {
    fc.assert(
      fc.property(anyDate, anyDate, fc.integer({ min: 1, max: 20_000 }), (from, to, count) => {
        assert.equal(daysBetween(from, to), (Date.parse(to) - Date.parse(from)) / dayMs);
        assert.equal(dayAfter(from, { count, unit: 'day' }), iso(new Date(Date.parse(from) + count * dayMs)));
        assert.equal(weekdayOf(from), new Date(from).getUTCDay() || 7);
        const day = readDay(from);
        assert.ok(day);
        assert.equal(writeDay(day), from);
      }),
    );
  });

  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01', 'today', 20260101, undefined]) {
    test(`${text} is no date`, () => assert.equal(readDay(text), undefined));
  }

  const later = [
    ['2026-01-31', '1 month', '2026-02-28'],
    ['2024-02-29', '1 year', '2025-02-28'],
    ['2026-11-30', '3 months', '2027-02-28'],
    ['2026-12-31', '1 day', '2027-01-01'],
    ['2026-11-23', '6 weeks', '2027-01-04'],
    ['2026-11-23', '23 hours', '2026-11-23'],
  ] as const;
  for (const [from, duration, expected] of later) {
    test(`${duration} after ${from}`, () => {
      const read = readDuration(duration);
      assert.ok(read);
      assert.equal(dayAfter(from, read), expected);
    });
  }
});

test('a day of another time zone has come already', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2062-01-01', '2026-02-30', undefined];
  assert.deepEqual(
    days.filter((day) => isStillToCome(day, '2026-11-23')),
    ['2026-11-25', '2062-01-01'],
  );
});

describe('durations', () => {
  const cases = [
    ['15 minutes', 15],
    ['1 hour', 60],
    ['24 hours', 1440],
    ['1 day', 1440],
    ['6 weeks', 60_480],
    ['1 year', 525_600],
  ] as const;
  for (const [text, minutes] of cases) {
    test(text, () => {
      const duration = readDuration(text);
      assert.ok(duration);
      assert.equal(inMinutes(duration), minutes);
    });
  }
  const longest = [
    ['90 days', 90],
    ['1 month', 31],
    ['2 months', 62],
    ['3 months', 92],
    ['6 months', 184],
    ['12 months', 366],
    ['1 year', 366],
    ['4 years', 1461],
  ] as const;
  for (const [text, days] of longest) {
    test(`${text} at most`, () => {
      const duration = readDuration(text);
      assert.ok(duration);
      assert.equal(longestMinutes(duration), days * 24 * 60);
    });
  }
  for (const text of ['0 days', 'a day', '1day', '1.5 hours', 90, '100000 days']) {
    test(`${text} is no duration`, () => assert.equal(readDuration(text), undefined));
  }
});
