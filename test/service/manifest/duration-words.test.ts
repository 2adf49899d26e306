import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { durationInWords, everyInWords, minutesInWords } from '../../../server/src/service/manifest/duration-words.ts';
import type { Duration } from '../../../server/src/service/manifest/durations.ts';

describe('durations in words', () => {
  const cases: readonly (readonly [Duration, english: string, french: string])[] = [
    [{ count: 1, unit: 'day' }, '1 day', '1 jour'],
    [{ count: 6, unit: 'week' }, '6 weeks', '6 semaines'],
    [{ count: 1, unit: 'year' }, '1 year', '1 an'],
    [{ count: 3, unit: 'month' }, '3 months', '3 mois'],
  ];
  for (const [duration, english, french] of cases) {
    test(english, () =>
      assert.deepEqual([render(durationInWords(duration), 'en'), render(durationInWords(duration), 'fr')], [english, french]),
    );
  }
});

describe('minutes in words', () => {
  const cases: readonly (readonly [minutes: number, english: string, french: string])[] = [
    [1, '1 minute', '1 minute'],
    [60, '1 hour', '1 heure'],
    [90, '90 minutes', '90 minutes'],
    [1440, '24 hours', '24 heures'],
    [10_080, '7 days', '7 jours'],
    [3725, '62 h 5 min', '62 h 5 min'],
  ];
  for (const [minutes, english, french] of cases) {
    test(english, () =>
      assert.deepEqual([render(minutesInWords(minutes), 'en'), render(minutesInWords(minutes), 'fr')], [english, french]),
    );
  }
});

test('after "every", one year is a year', () => {
  const says = (count: number, locale: 'en' | 'fr') => render(everyInWords({ count, unit: 'year' }), locale);
  assert.deepEqual([says(1, 'en'), says(3, 'en'), says(1, 'fr'), says(3, 'fr')], ['year', '3 years', '1 an', '3 ans']);
});
