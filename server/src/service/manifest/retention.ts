/** How many sets a retention keeps. */
import type { Retention } from '../generated/hosting-manifest.types.ts';
import { longestGap, type Schedule } from './schedule.ts';

type Step = { readonly count: number; readonly shortest: number; readonly longest: number };

const minutesOfDay = 24 * 60;

/**
 * The least number of sets that are kept once the plan has run long enough: the newest of a week may be one of the daily
 * ones, too. Zero for a retention that keeps nothing.
 */
export function leastKept({ daily = 0, weekly = 0, monthly = 0, yearly = 0 }: Retention, schedule: Schedule): number {
  const gap = longestGap([schedule]);
  // Seven daily sets of a weekly backup reach back for seven weeks, so they may be all that there are.
  if (gap === undefined || gap > minutesOfDay) return Math.max(daily, weekly, monthly, yearly);
  const steps: readonly Step[] = [
    { count: weekly, shortest: 7, longest: 7 },
    { count: monthly, shortest: 28, longest: 31 },
    { count: yearly, shortest: 365, longest: 366 },
  ];
  let sets = daily;
  let days = daily;
  for (const { count, shortest, longest } of steps) {
    sets += Math.max(0, count - touched(days, shortest));
    days = Math.max(days, count * longest);
  }
  return sets;
}

/** How many weeks, months or years a stretch of days may touch: its first and last day fall into others than those between. */
function touched(days: number, length: number): number {
  return days < 2 ? days : Math.floor((days - 2) / length) + 2;
}
