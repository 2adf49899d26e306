/** The next runs of a schedule, after a minute of a day. The hours are those of the host. */
import { dayAfter, readDay, weekdayOf } from './durations.ts';
import { runsOn, type Schedule } from './schedule.ts';

/** `minute`: since midnight. */
export type Moment = { readonly day: string; readonly minute: number };

export type Run = { readonly day: string; readonly time: string };

/** A schedule of leap days alone waits eight years at most. */
const longestLook = 8 * 366;

export function nextRuns(schedule: Schedule, now: Moment, count: number): readonly Run[] {
  const runs: Run[] = [];
  let day: string | undefined = now.day;
  for (let looked = 0; day !== undefined && looked < longestLook && runs.length < count; looked++) {
    const at = readDay(day);
    const weekday = weekdayOf(day);
    if (at === undefined || weekday === undefined) break;
    if (runsOn(schedule, { dayOfMonth: at.day, month: at.month, weekday: weekday % 7 })) {
      const times = day === now.day ? schedule.times.filter((time) => time > now.minute) : schedule.times;
      for (const minutes of times.slice(0, count - runs.length)) runs.push({ day, time: timeOf(minutes) });
    }
    day = dayAfter(day, { count: 1, unit: 'day' });
  }
  return runs;
}

export function timeOf(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
