/** Whether something still gets fixes on a day. */
import { dayAfter, daysBetween } from '../manifest/durations.ts';

/** How long before the end it is told. */
const notice = { count: 6, unit: 'month' } as const;

/** Undefined while the end is far, or is not known. The last day itself counts as supported. */
export function supportState(until: string | undefined, today: string): 'ended' | 'ending' | undefined {
  const left = daysBetween(today, until);
  if (left === undefined) return undefined;
  if (left < 0) return 'ended';
  const told = dayAfter(today, notice);
  return told !== undefined && (daysBetween(until, told) ?? -1) >= 0 ? 'ending' : undefined;
}
