/** A schedule in a sentence: `every day at 02:00`, `on Sundays at 03:30`, `on day 1 of the month, every 6 hours`. */
import { type Message, message, type Text } from '../messages.ts';
import { listed } from '../text/listed.ts';
import { minutesInWords } from './duration-words.ts';
import type { Schedule } from './schedule.ts';
import { timeOf } from './schedule-runs.ts';

/** More hours than these are told by their distance or their number. */
const mostTimes = 4;

export function scheduleInWords(schedule: Schedule): Message {
  const [days, times] = [daysOf(schedule), timesOf(schedule.times)];
  const words = message({ en: '{days} {times}', fr: '{days} {times}' }, { days, times });
  if (schedule.months.size === 12) return words;
  const months = listed(
    [...schedule.months]
      .sort((a, b) => a - b)
      .flatMap((month) => monthNames[month - 1] ?? [])
      .map((name) => message(name)),
  );
  return message({ en: '{words}, in {months}', fr: '{words}, en {months}' }, { words, months });
}

function daysOf({ daysOfMonth, weekdays, eitherDay }: Schedule): Message {
  const [anyDate, anyWeekday] = [daysOfMonth.size === 31, weekdays.size === 7];
  if (anyDate && anyWeekday) return message({ en: 'every day', fr: 'tous les jours' });
  if (anyDate) return weekdaysInWords(weekdays);
  const days = listed([...daysOfMonth].sort((a, b) => a - b).map((day) => message({ en: '{day}', fr: '{day}' }, { day })));
  const dates =
    daysOfMonth.size === 1
      ? message({ en: 'on day {days} of the month', fr: 'le {days} du mois' }, { days })
      : message({ en: 'on days {days} of the month', fr: 'les {days} du mois' }, { days });
  if (anyWeekday) return dates;
  const args = { dates, weekdays: weekdaysInWords(weekdays) };
  return eitherDay
    ? message({ en: '{dates} and {weekdays}', fr: '{dates} et {weekdays}' }, args)
    : message({ en: '{dates} if {weekdays}', fr: '{dates} si {weekdays}' }, args);
}

function weekdaysInWords(weekdays: ReadonlySet<number>): Message {
  if ([1, 2, 3, 4, 5].every((day) => weekdays.has(day)) && weekdays.size === 5) {
    return message({ en: 'from Monday to Friday', fr: 'du lundi au vendredi' });
  }
  // Weeks begin on Monday.
  const names = [...weekdays]
    .sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
    .flatMap((day) => weekdayNames[day] ?? [])
    .map((name) => message(name));
  return message({ en: 'on {names}', fr: '{names}' }, { names: listed(names) });
}

function timesOf(times: readonly number[]): Message {
  const [first = 0] = times;
  const step = (times[1] ?? 0) - first;
  const isEven = times.every((time, i) => i === 0 || time - (times[i - 1] ?? 0) === step);
  if (times.length <= mostTimes) {
    const hours = listed(times.map((minutes) => message({ en: '{time}', fr: '{time}' }, { time: timeOf(minutes) })));
    return message({ en: 'at {hours}', fr: 'à {hours}' }, { hours });
  }
  const args = { first: timeOf(first), last: timeOf(times.at(-1) ?? 0), step: minutesInWords(step), count: times.length };
  if (isEven && step * times.length === dayMinutes) return message({ en: 'every {step}', fr: 'à ce rythme : {step}' }, args);
  return isEven
    ? message({ en: 'every {step} from {first} to {last}', fr: 'de {first} à {last}, à ce rythme : {step}' }, args)
    : message({ en: '{count} times from {first} to {last}', fr: '{count} fois de {first} à {last}' }, args);
}

const dayMinutes = 24 * 60;

/** 0 is Sunday. */
const weekdayNames: readonly Text[] = [
  { en: 'Sundays', fr: 'le dimanche' },
  { en: 'Mondays', fr: 'le lundi' },
  { en: 'Tuesdays', fr: 'le mardi' },
  { en: 'Wednesdays', fr: 'le mercredi' },
  { en: 'Thursdays', fr: 'le jeudi' },
  { en: 'Fridays', fr: 'le vendredi' },
  { en: 'Saturdays', fr: 'le samedi' },
];

const monthNames: readonly Text[] = [
  { en: 'January', fr: 'janvier' },
  { en: 'February', fr: 'février' },
  { en: 'March', fr: 'mars' },
  { en: 'April', fr: 'avril' },
  { en: 'May', fr: 'mai' },
  { en: 'June', fr: 'juin' },
  { en: 'July', fr: 'juillet' },
  { en: 'August', fr: 'août' },
  { en: 'September', fr: 'septembre' },
  { en: 'October', fr: 'octobre' },
  { en: 'November', fr: 'novembre' },
  { en: 'December', fr: 'décembre' },
];
