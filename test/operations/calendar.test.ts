/** Schedules of cron as systemd has them; where systemd is on this machine, it reads them itself and names the next runs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { calendarEvents } from '../../client/src/operations/templates/calendar.ts';

const cases: readonly (readonly [schedule: string, ...events: string[]])[] = [
  ['30 2 * * *', '*-*-* 02:30:00 UTC'],
  ['0 1,13 * * *', '*-*-* 01,13:00:00 UTC'],
  ['*/20 6-7 * * *', '*-*-* 06,07:00,20,40:00 UTC'],
  ['0 3 * * sun', 'Sun *-*-* 03:00:00 UTC'],
  ['0 3 * * 1-5', 'Mon,Tue,Wed,Thu,Fri *-*-* 03:00:00 UTC'],
  ['0 3 1 * *', '*-*-01 03:00:00 UTC'],
  ['0 3 1,15 jan,jul *', '*-01,07-01,15 03:00:00 UTC'],
  // Either of the two: cron runs on the first and on each Monday.
  ['0 3 1 * 1', '*-*-01 03:00:00 UTC', 'Mon *-*-* 03:00:00 UTC'],
  ['0 3 1 2 1', '*-02-01 03:00:00 UTC', 'Mon *-02-* 03:00:00 UTC'],
];

const hasSystemd = spawnSync('systemd-analyze', ['calendar', 'daily']).status === 0;

describe('schedules of timers', () => {
  for (const [schedule, ...events] of cases) {
    test(schedule, () => assert.deepEqual(calendarEvents(schedule, 'UTC'), events));

    test(`${schedule}, to systemd`, { skip: hasSystemd ? false : 'systemd-analyze is missing' }, () => {
      for (const event of events) {
        const { status, stdout } = spawnSync('systemd-analyze', ['calendar', '--iterations=3', event], { encoding: 'utf8' });
        assert.equal(status, 0, event);
        assert.equal([...stdout.matchAll(/(?:Next elapse|Iteration #\d|Iter\. #\d): /g)].length, 3, stdout);
      }
    });
  }

  test('in the zone of the host', () => {
    assert.deepEqual(calendarEvents('30 2 * * *', 'Africa/Douala'), ['*-*-* 02:30:00 Africa/Douala']);
  });

  test('of what is no schedule, none', () => {
    assert.deepEqual(
      [calendarEvents('30 25 * * *', 'UTC'), calendarEvents('daily', 'UTC'), calendarEvents('0 0 31 2 *', 'UTC')],
      [[], [], []],
    );
  });
});
