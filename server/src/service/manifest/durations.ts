/** Dates (`2026-11-23`) and durations (`6 weeks`) of manifests. Counted in whole days by the calendar; no clock is asked. */
import { remembered } from '../text/remembered.ts';

export type Duration = { readonly count: number; readonly unit: DurationUnit };

export type DurationUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** Undefined for a text of another form than the schema's. */
export function readDuration(text: unknown): Duration | undefined {
  return typeof text === 'string' ? durationIn(text) : undefined;
}

const durationIn = /* @__PURE__ */ remembered((text): Duration | undefined => {
  const match = /^([1-9]\d{0,4}) (minute|hour|day|week|month|year)s?$/.exec(text);
  return match === null ? undefined : { count: Number(match[1]), unit: match[2] as DurationUnit };
});

const minutesOf: { readonly [U in DurationUnit]: number } = {
  minute: 1,
  hour: 60,
  day: 24 * 60,
  week: 7 * 24 * 60,
  // Only for comparing: a date moves by the calendar.
  month: 30 * 24 * 60,
  year: 365 * 24 * 60,
};

/** For comparing durations with each other; a month counts 30 days. What a calendar decides: `longestMinutes`. */
export function inMinutes({ count, unit }: Duration): number {
  return count * minutesOf[unit];
}

/** How long it is at most by the calendar: a month of 31 days, three of 92, a year with a leap day. */
export function longestMinutes(duration: Duration): number {
  return duration.unit === 'month' || duration.unit === 'year' ? longestOf(`${duration.count} ${duration.unit}`) : inMinutes(duration);
}

/** Calendars repeat after 400 years, but what is longest is so within the four of a leap year. */
const monthsOfLeapCycle = 48;

const longestOf = /* @__PURE__ */ remembered((text): number => {
  const duration = durationIn(text);
  if (duration === undefined) return 0;
  const starts = Array.from({ length: monthsOfLeapCycle }, (_, count) => writeDay(monthsLater({ year: 2000, month: 1, day: 1 }, count)));
  return Math.max(...starts.map((start) => daysBetween(start, dayAfter(start, duration)) ?? 0)) * minutesOf.day;
});

export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** Undefined for what is no day of the calendar, such as 2026-02-30. */
export function readDay(text: unknown): Day | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) };
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= daysIn(day.year, day.month) ? day : undefined;
}

export function writeDay({ year, month, day }: Day): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** Days since 1970-01-01 of the Gregorian calendar. */
function dayNumber({ year, month, day }: Day): number {
  // Years that begin in March, so that the leap day is the last one.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Days from one date to another, negative when it is earlier. Undefined when one of them is no date. */
export function daysBetween(from: unknown, to: unknown): number | undefined {
  const start = readDay(from);
  const end = readDay(to);
  return start === undefined || end === undefined ? undefined : dayNumber(end) - dayNumber(start);
}

/** After today by any clock: where the day is already the next one, it is no more than a day ahead. */
export function isStillToCome(day: unknown, today: string): boolean {
  return (daysBetween(today, day) ?? 0) > 1;
}

/** The date a duration later. The 31st of a month goes to the last day of a shorter one. Parts of a day count as none. */
export function dayAfter(from: unknown, duration: Duration): string | undefined {
  const start = readDay(from);
  if (start === undefined) return undefined;
  const months = duration.unit === 'month' ? duration.count : duration.unit === 'year' ? duration.count * 12 : 0;
  if (months > 0) return writeDay(monthsLater(start, months));
  return writeDay(fromDayNumber(dayNumber(start) + Math.floor(inMinutes(duration) / minutesOf.day)));
}

function monthsLater({ year, month, day }: Day, months: number): Day {
  const index = year * 12 + month - 1 + months;
  const [then, inYear] = [Math.floor(index / 12), (index % 12) + 1];
  return { year: then, month: inYear, day: Math.min(day, daysIn(then, inYear)) };
}

function fromDayNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 };
}

/** ISO 8601: 1 is Monday, 7 is Sunday. Undefined for no date. */
export function weekdayOf(date: unknown): number | undefined {
  const day = readDay(date);
  return day && ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}
