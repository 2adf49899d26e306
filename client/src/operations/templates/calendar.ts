/** A schedule of the manifest as systemd.time(7) writes it. */
import { readSchedule } from '@dhis2-hosting/server/service';

const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Values of `OnCalendar=`; cron runs on a day that either of its two fields names, systemd wants both. Empty when it is none. */
export function calendarEvents(schedule: string, timezone: string): readonly string[] {
  const reading = readSchedule(schedule);
  if (reading?.kind !== 'sound') return [];
  const { times, daysOfMonth, months, weekdays, eitherDay } = reading.schedule;
  const hours = numbers(times.map((time) => Math.floor(time / 60)));
  const clock = `${hours}:${numbers(times.map((time) => time % 60))}:00 ${timezone}`;
  const days = (all: boolean): string =>
    `*-${months.size === 12 ? '*' : numbers(months)}-${all || daysOfMonth.size === 31 ? '*' : numbers(daysOfMonth)}`;
  const names = [...weekdays].sort((a, b) => a - b).map((day) => weekdayNames[day]);
  const week = weekdays.size === 7 ? '' : `${names.join(',')} `;
  return eitherDay ? [`${days(false)} ${clock}`, `${week}${days(true)} ${clock}`] : [`${week}${days(false)} ${clock}`];
}

function numbers(values: Iterable<number>): string {
  return [...new Set(values)]
    .sort((a, b) => a - b)
    .map((value) => String(value).padStart(2, '0'))
    .join(',');
}
