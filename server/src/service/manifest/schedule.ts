/** Cron expressions of five fields, as cron(8) of Debian reads them (crontab(5)), and the longest time without a run. */
import { remembered } from '../text/remembered.ts';

const fields = [
  { name: 'minute', lowest: 0, highest: 59, words: [] },
  { name: 'hour', lowest: 0, highest: 23, words: [] },
  { name: 'dayOfMonth', lowest: 1, highest: 31, words: [] },
  { name: 'month', lowest: 1, highest: 12, words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  // Both 0 and 7 are Sunday.
  { name: 'weekday', lowest: 0, highest: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const;

type Field = (typeof fields)[number];
export type ScheduleField = Field['name'];

export type Schedule = {
  /** Minutes of the day at which it runs, sorted. */
  readonly times: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** A day needs only one of day of month and weekday, when both are given. */
  readonly eitherDay: boolean;
};

export type ScheduleReading =
  | { readonly kind: 'sound'; readonly schedule: Schedule }
  /** A part of a field that cron refuses, or that cannot mean what is written. */
  | { readonly kind: 'wrong'; readonly field: ScheduleField; readonly part: string; readonly lowest: number; readonly highest: number }
  | { readonly kind: 'never' };

/** Undefined for a text that has not five fields. */
export const readSchedule: (text: string) => ScheduleReading | undefined = /* @__PURE__ */ remembered(read);

function read(text: string): ScheduleReading | undefined {
  const parts = text.split(' ');
  if (parts.length !== fields.length) return undefined;
  const sets: ReadonlySet<number>[] = [];
  for (const [i, field] of fields.entries()) {
    const values = readField(field, parts[i] ?? '');
    if (typeof values === 'string') return { kind: 'wrong', field: field.name, part: values, lowest: field.lowest, highest: field.highest };
    sets.push(values);
  }
  const [minutes = none, hours = none, daysOfMonth = none, months = none, weekdays = none] = sets;
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const schedule = {
    times,
    daysOfMonth,
    months,
    weekdays: new Set([...weekdays].map((day) => day % 7)),
    eitherDay: !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*'),
  };
  return schedule.eitherDay || hasDate(schedule) ? { kind: 'sound', schedule } : { kind: 'never' };
}

const none: ReadonlySet<number> = new Set();

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Every date that some year has comes on each weekday in time. */
function hasDate({ daysOfMonth, months }: Pick<Schedule, 'daysOfMonth' | 'months'>): boolean {
  const first = Math.min(...daysOfMonth);
  return [...months].some((month) => first <= (longestMonths[month - 1] ?? 0));
}

/** The values, or the part that is wrong. */
function readField(field: Field, text: string): ReadonlySet<number> | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = readPart(field, part);
    if (range === undefined) return part === '' ? text : part;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

type Range = { readonly from: number; readonly to: number; readonly step: number };

const partPattern = /^(?:(\*)|(\d{1,2}|[a-z]{3})(?:-(\d{1,2}|[a-z]{3}))?)(?:\/(\d{1,4}))?$/i;

function readPart(field: Field, part: string): Range | undefined {
  const [, star, first, last, every] = partPattern.exec(part) ?? [];
  const step = every === undefined ? 1 : Number(every);
  // A step wider than the field would run once, not every so often.
  if (step < 1 || step > field.highest) return undefined;
  if (star !== undefined) return { from: field.lowest, to: field.highest, step };
  const from = readValue(field, first);
  // `5/15` is refused by cron: only a range has steps.
  const to = last === undefined ? (every === undefined ? from : undefined) : lastOf(field, last);
  return from === undefined || to === undefined || from > to ? undefined : { from, to, step };
}

/** `sat-sun` ends with the Sunday after, though `sun` stands for 0. */
function lastOf(field: Field, word: string): number | undefined {
  const value = readValue(field, word);
  return field.name === 'weekday' && value === 0 && word.toLowerCase() === 'sun' ? 7 : value;
}

function readValue({ lowest, highest, words }: Field, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const index = (words as readonly string[]).indexOf(word.toLowerCase());
  const value = index < 0 ? (/^\d+$/.test(word) ? Number(word) : -1) : index + lowest;
  return value >= lowest && value <= highest ? value : undefined;
}

const minutesOfDay = 24 * 60;

/** Dates repeat after 4 years, dates with their weekdays after 28, but for years such as 2100. */
const cycle = { firstYear: 2000, yearsOfDates: 4, yearsOfWeekdays: 28, firstWeekday: 6 };

type Times = { readonly first: number; readonly last: number; readonly within: number };

/**
 * Minutes between two runs at most, of all the schedules together. Undefined when there is none. Days have 24 hours:
 * the hour that a change of the clock adds is no lack of the schedule.
 */
export function longestGap(schedules: readonly Schedule[]): number | undefined {
  const memory = new Map<string, Times>();
  let firstRun: number | undefined;
  let lastRun = 0;
  let longest = 0;
  let day = 0;
  for (const place of daysThatDiffer(schedules)) {
    const today = schedules.filter((schedule) => runsOn(schedule, place));
    if (today.length > 0) {
      const { first, last, within } = timesOf(memory, schedules, today);
      const start = day * minutesOfDay + first;
      longest = Math.max(longest, within, firstRun === undefined ? 0 : start - lastRun);
      firstRun ??= start;
      lastRun = day * minutesOfDay + last;
    }
    day++;
  }
  return firstRun === undefined ? undefined : Math.max(longest, day * minutesOfDay - lastRun + firstRun);
}

function timesOf(memory: Map<string, Times>, all: readonly Schedule[], today: readonly Schedule[]): Times {
  const key = today.map((schedule) => all.indexOf(schedule)).join();
  const known = memory.get(key);
  if (known !== undefined) return known;
  const times = [...new Set(today.flatMap((schedule) => schedule.times))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const found = { first: times[0] ?? 0, last: times.at(-1) ?? 0, within: Math.max(0, ...gaps) };
  memory.set(key, found);
  return found;
}

/** A day of some calendar. */
export type Place = { readonly dayOfMonth: number; readonly month: number; readonly weekday: number };

function isWeekly({ daysOfMonth, months, eitherDay }: Schedule): boolean {
  return daysOfMonth.size === 31 && months.size === 12 && !eitherDay;
}

export function runsOn({ daysOfMonth, months, weekdays, eitherDay }: Schedule, { dayOfMonth, month, weekday }: Place): boolean {
  if (!months.has(month)) return false;
  const [byDate, byWeekday] = [daysOfMonth.has(dayOfMonth), weekdays.has(weekday)];
  return eitherDay ? byDate || byWeekday : byDate && byWeekday;
}

function daysOfWeek(): readonly Place[] {
  return [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ dayOfMonth: 1, month: 1, weekday }));
}

/** As few as tell all: the year takes far longer than the week. */
function daysThatDiffer(schedules: readonly Schedule[]): Iterable<Place> {
  if (schedules.every(isWeekly)) return daysOfWeek();
  const hasWeekdays = schedules.some(({ weekdays, eitherDay }) => eitherDay || weekdays.size < 7);
  return daysOfYears(hasWeekdays ? cycle.yearsOfWeekdays : cycle.yearsOfDates);
}

function* daysOfYears(years: number): Iterable<Place> {
  let weekday = cycle.firstWeekday;
  for (let year = cycle.firstYear; year < cycle.firstYear + years; year++) {
    for (const [index, longest] of longestMonths.entries()) {
      const days = index === 1 && year % 4 !== 0 ? 28 : longest;
      for (let dayOfMonth = 1; dayOfMonth <= days; dayOfMonth++) {
        yield { dayOfMonth, month: index + 1, weekday };
        weekday = (weekday + 1) % 7;
      }
    }
  }
}
