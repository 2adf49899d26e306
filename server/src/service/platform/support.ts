/** Whether something still gets fixes on a day. */
import { dayAfter, daysBetween } from '../manifest/durations.ts';
import { remembered } from '../text/remembered.ts';

/** How long before the end it is told. */
const notice = { count: 6, unit: 'month' } as const;

/** Undefined while the end is far, or is not known. The last day itself counts as supported. */
export function supportState(until: string | undefined, today: string): 'ended' | 'ending' | undefined {
  return until === undefined ? undefined : stateOn(`${until} ${today}`);
}

/** Few ends stand in the tables, and thousands of items ask for them. */
const stateOn = /* @__PURE__ */ remembered((days): 'ended' | 'ending' | undefined => {
  const [until = '', today = ''] = days.split(' ');
  const left = daysBetween(today, until);
  if (left === undefined) return undefined;
  if (left < 0) return 'ended';
  const told = dayAfter(today, notice);
  return told !== undefined && (daysBetween(until, told) ?? -1) >= 0 ? 'ending' : undefined;
});
