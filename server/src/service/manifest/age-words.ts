/** How far a day is away: `41 days ago`, `in 3 months`. */
import { type Message, message } from '../messages.ts';
import { durationInWords } from './duration-words.ts';
import { daysBetween } from './durations.ts';

/** Beyond these, people count in months, then in years. */
const [mostDays, mostMonths] = [60, 24];
const [monthDays, yearDays] = [365.25 / 12, 365.25];

/** Undefined for what is no date. */
export function distanceInWords(today: string, day: unknown): Message | undefined {
  const days = daysBetween(today, day);
  if (days === undefined) return undefined;
  if (days === 0) return message({ en: 'today', fr: "aujourd'hui" });
  const span = durationInWords(rounded(Math.abs(days)));
  return days > 0
    ? message({ en: 'in {span}', fr: 'dans {span}' }, { span })
    : message({ en: '{span} ago', fr: 'il y a {span}' }, { span });
}

function rounded(days: number) {
  if (days <= mostDays) return { count: days, unit: 'day' } as const;
  const months = Math.round(days / monthDays);
  return months <= mostMonths
    ? ({ count: months, unit: 'month' } as const)
    : ({ count: Math.round(days / yearDays), unit: 'year' } as const);
}
