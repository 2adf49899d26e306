/** Durations in a sentence. */
import { type Message, message, type Text } from '../messages.ts';
import type { Duration, DurationUnit } from './durations.ts';

type Forms = { readonly one: Text; readonly many: Text };

const unitTexts: { readonly [U in DurationUnit]: Forms } = {
  minute: { one: { en: '1 minute', fr: '1 minute' }, many: { en: '{n} minutes', fr: '{n} minutes' } },
  hour: { one: { en: '1 hour', fr: '1 heure' }, many: { en: '{n} hours', fr: '{n} heures' } },
  day: { one: { en: '1 day', fr: '1 jour' }, many: { en: '{n} days', fr: '{n} jours' } },
  week: { one: { en: '1 week', fr: '1 semaine' }, many: { en: '{n} weeks', fr: '{n} semaines' } },
  month: { one: { en: '1 month', fr: '1 mois' }, many: { en: '{n} months', fr: '{n} mois' } },
  year: { one: { en: '1 year', fr: '1 an' }, many: { en: '{n} years', fr: '{n} ans' } },
};

export function durationInWords({ count, unit }: Duration): Message {
  const forms = unitTexts[unit];
  return count === 1 ? message(forms.one) : message(forms.many, { n: count });
}

/** After "every": each year, not each 1 year. French has a rhythm instead. */
export function everyInWords(duration: Duration): Message {
  const { count, unit } = duration;
  return count === 1 ? message({ en: unit, fr: unitTexts[unit].one.fr }) : durationInWords(duration);
}

/** As people say it: 24 hours, 3 days, 90 minutes; else hours and minutes. */
export function minutesInWords(minutes: number): Message {
  if (minutes % 1440 === 0 && minutes > 1440) return durationInWords({ count: minutes / 1440, unit: 'day' });
  if (minutes % 60 === 0) return durationInWords({ count: minutes / 60, unit: 'hour' });
  if (minutes < 120) return durationInWords({ count: minutes, unit: 'minute' });
  return message(
    { en: '{hours} h {minutes} min', fr: '{hours} h {minutes} min' },
    { hours: Math.floor(minutes / 60), minutes: minutes % 60 },
  );
}
