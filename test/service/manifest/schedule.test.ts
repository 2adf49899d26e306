import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { longestGap, readSchedule, type Schedule } from '../../../server/src/service/manifest/schedule.ts';

function sound(text: string): Schedule {
  const reading = readSchedule(text);
  assert.equal(reading?.kind, 'sound', text);
  return reading.schedule;
}

describe('the longest time between two runs', () => {
  const hour = 60;
  const day = 24 * hour;
  const cases: readonly (readonly [schedule: string, minutes: number])[] = [
    ['* * * * *', 1],
    ['*/15 * * * *', 15],
    ['*/25 * * * *', 25],
    ['0 2 * * *', day],
    ['0 2,14 * * *', 12 * hour],
    ['0 2,5 * * *', 21 * hour],
    ['*/5 8-17 * * 1-5', 2 * day + 14 * hour + 5],
    ['0 2 * * sun', 7 * day],
    ['0 2 * * 0,7', 7 * day],
    ['0 2 * * sat-sun', 6 * day],
    ['0 2 1 * *', 31 * day],
    ['0 2 */10 * *', 10 * day],
    // Either the first of a month or a Monday.
    ['0 2 1 * 1', 7 * day],
    ['0 2 1 1 *', 366 * day],
    ['0 2 29 feb *', 1461 * day],
  ];
  for (const [schedule, minutes] of cases) test(schedule, () => assert.equal(longestGap([sound(schedule)]), minutes));

  test('of several schedules together', () => {
    assert.equal(longestGap([sound('0 2 * * *'), sound('0 14 * * *')]), 12 * hour);
    assert.equal(longestGap([sound('0 2 * * 1-5'), sound('0 2 * * 6')]), 2 * day);
    assert.equal(longestGap([sound('0 2 1 * *'), sound('0 2 15 * *')]), 17 * day);
    assert.equal(longestGap([]), undefined);
  });
});

describe('schedules that cron does not run as written', () => {
  const cases: readonly (readonly [schedule: string, field: string, part: string])[] = [
    ['60 * * * *', 'minute', '60'],
    ['-1 * * * *', 'minute', '-1'],
    ['5/15 * * * *', 'minute', '5/15'],
    ['*/0 * * * *', 'minute', '*/0'],
    ['*/90 * * * *', 'minute', '*/90'],
    ['1,,2 * * * *', 'minute', '1,,2'],
    ['1-5-7 * * * *', 'minute', '1-5-7'],
    ['*/5/2 * * * *', 'minute', '*/5/2'],
    ['0 24 * * *', 'hour', '24'],
    ['0 22-2 * * *', 'hour', '22-2'],
    ['0 2 0 * *', 'dayOfMonth', '0'],
    ['0 2 * 13 *', 'month', '13'],
    ['0 2 * janvier *', 'month', 'janvier'],
    ['0 2 * * 8', 'weekday', '8'],
    ['0 2 * * mon,fri-tue', 'weekday', 'fri-tue'],
  ];
  for (const [schedule, field, part] of cases) {
    test(schedule, () => {
      const reading = readSchedule(schedule);
      assert.equal(reading?.kind, 'wrong');
      assert.deepEqual([reading.field, reading.part], [field, part]);
    });
  }
  for (const schedule of ['0 2 30 2 *', '0 2 31 4,6,9,11 *'])
    test(schedule, () => assert.deepEqual(readSchedule(schedule), { kind: 'never' }));
  for (const text of ['', '0 2 * *', '0 2 * * * *', '@daily'])
    test(`not five fields: ${text}`, () => assert.equal(readSchedule(text), undefined));
});
