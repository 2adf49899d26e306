import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distanceInWords } from '../../../server/src/service/manifest/age-words.ts';
import { readSchedule } from '../../../server/src/service/manifest/schedule.ts';
import { nextRuns } from '../../../server/src/service/manifest/schedule-runs.ts';
import { scheduleInWords } from '../../../server/src/service/manifest/schedule-words.ts';
import { type Message, render } from '../../../server/src/service/messages.ts';
import { today } from '../../support/service.ts';

function scheduleOf(text: string) {
  const reading = readSchedule(text);
  assert.ok(reading?.kind === 'sound', text);
  return reading.schedule;
}
const both = (words: Message) => [render(words, 'en'), render(words, 'fr')];

describe('a schedule in words', () => {
  const cases: readonly (readonly [schedule: string, en: string, fr: string])[] = [
    ['0 2 * * *', 'every day at 02:00', 'tous les jours à 02:00'],
    ['30 1,13 * * *', 'every day at 01:30 and 13:30', 'tous les jours à 01:30 et 13:30'],
    ['*/15 * * * *', 'every day every 15 minutes', 'tous les jours à ce rythme : 15 minutes'],
    [
      '0 6-18/2 * * 1-5',
      'from Monday to Friday every 2 hours from 06:00 to 18:00',
      'du lundi au vendredi de 06:00 à 18:00, à ce rythme : 2 heures',
    ],
    ['0 1,2,3,5,9 * * *', 'every day 5 times from 01:00 to 09:00', 'tous les jours 5 fois de 01:00 à 09:00'],
    ['0 3 * * 0', 'on Sundays at 03:00', 'le dimanche à 03:00'],
    ['0 3 * * mon,7', 'on Mondays and Sundays at 03:00', 'le lundi et le dimanche à 03:00'],
    ['0 3 1 * *', 'on day 1 of the month at 03:00', 'le 1 du mois à 03:00'],
    ['0 3 1,15 1,7 *', 'on days 1 and 15 of the month at 03:00, in January and July', 'les 1 et 15 du mois à 03:00, en janvier et juillet'],
    ['0 3 1 * 1', 'on day 1 of the month and on Mondays at 03:00', 'le 1 du mois et le lundi à 03:00'],
    ['0 3 */10 * 1', 'on days 1, 11, 21 and 31 of the month if on Mondays at 03:00', 'les 1, 11, 21 et 31 du mois si le lundi à 03:00'],
  ];
  for (const [schedule, en, fr] of cases) test(schedule, () => assert.deepEqual(both(scheduleInWords(scheduleOf(schedule))), [en, fr]));
});

describe('the next runs', () => {
  const cases: readonly (readonly [schedule: string, runs: readonly string[]])[] = [
    ['0 2 * * *', ['2026-11-23 02:00', '2026-11-24 02:00', '2026-11-25 02:00']],
    ['0 1,13 * * *', ['2026-11-23 01:00', '2026-11-23 13:00', '2026-11-24 01:00']],
    ['30 3 * * 0', ['2026-11-29 03:30', '2026-12-06 03:30', '2026-12-13 03:30']],
    ['0 0 29 2 *', ['2028-02-29 00:00', '2032-02-29 00:00']],
  ];
  for (const [schedule, runs] of cases) {
    test(schedule, () => {
      const found = nextRuns(scheduleOf(schedule), { day: today, minute: 0 }, 3).map(({ day, time }) => `${day} ${time}`);
      assert.deepEqual(found, runs);
    });
  }

  const later = [
    ['0 2 * * *', 1 * 60 + 59, '2026-11-23 02:00, 2026-11-24 02:00'],
    ['0 2 * * *', 2 * 60, '2026-11-24 02:00, 2026-11-25 02:00'],
    ['0 2,14 * * *', 12 * 60 + 28, '2026-11-23 14:00, 2026-11-24 02:00'],
    ['0 3 * * 1', 12 * 60 + 28, '2026-11-30 03:00, 2026-12-07 03:00'],
  ] as const;
  for (const [schedule, minute, expected] of later) {
    test(`${schedule} after minute ${minute} of the day`, () => {
      const found = nextRuns(scheduleOf(schedule), { day: '2026-11-23', minute }, 2);
      assert.equal(found.map(({ day, time }) => `${day} ${time}`).join(', '), expected);
    });
  }

  test('from what is no day there are none', () => assert.deepEqual(nextRuns(scheduleOf('0 2 * * *'), { day: '', minute: 0 }, 3), []));
});

describe('how far a day is away', () => {
  const cases: readonly (readonly [day: string, en: string | undefined, fr: string | undefined])[] = [
    ['2026-11-23', 'today', "aujourd'hui"],
    ['2026-11-24', 'in 1 day', 'dans 1 jour'],
    ['2026-10-13', '41 days ago', 'il y a 41 jours'],
    ['2027-02-22', 'in 3 months', 'dans 3 mois'],
    ['2024-11-20', '24 months ago', 'il y a 24 mois'],
    ['2023-11-23', '3 years ago', 'il y a 3 ans'],
    ['2026-02-30', undefined, undefined],
  ];
  for (const [day, en, fr] of cases) {
    test(day, () => {
      const words = distanceInWords(today, day);
      assert.deepEqual(words === undefined ? [undefined, undefined] : both(words), [en, fr]);
    });
  }
});
