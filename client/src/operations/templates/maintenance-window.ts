/** When the manifest lets things be down: for timers of systemd, and for whoever is about to restart something. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import type { Target } from '../step.ts';

export type Opening = {
  /** For `OnCalendar`: when the window opens. */
  readonly calendar: string;
  /** How long it stays open. */
  readonly minutes: number;
};

const dayMinutes = 24 * 60;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

type Window = NonNullable<NonNullable<HostingManifest['maintenance']>['window']>;

/** Undefined when the manifest has no maintenance window. */
export function windowOpening(target: Target): Opening | undefined {
  const window = target.manifest.maintenance?.window;
  if (window === undefined) return undefined;
  return { calendar: `${daysOf(window)} *-*-* ${window.from}:00 ${zoneOf(window, target)}`, minutes: lengthOf(window) };
}

/** The window that is closed when the plan is made, in words; undefined when it is open, and when there is none. */
export function closedWindow(target: Target): string | undefined {
  const window = target.manifest.maintenance?.window;
  const now = window && momentIn(zoneOf(window, target), target.now);
  if (window === undefined || now === undefined) return undefined;
  const since = (day: number): number => now.minute - minutesOf(window.from) + day * dayMinutes;
  // One that began yesterday may go on over midnight.
  const isOpen = [0, 1].some((day) => {
    const began = weekdays[(now.weekday + 7 - day) % 7] ?? '';
    return window.days.some((each) => each === began) && since(day) >= 0 && since(day) < lengthOf(window);
  });
  return isOpen ? undefined : `${daysOf(window)} ${window.from}–${window.to} ${zoneOf(window, target)}`;
}

function zoneOf({ timezone }: Window, { manifest, host }: Target): string {
  return timezone ?? manifest.hosts?.find(({ name }) => name === host)?.timezone ?? 'UTC';
}

function daysOf({ days }: Window): string {
  return days.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`).join(',');
}

function lengthOf({ from, to }: Window): number {
  return (minutesOf(to) - minutesOf(from) + dayMinutes) % dayMinutes || dayMinutes;
}

/** Undefined for a time zone that does not exist. */
function momentIn(timeZone: string, now: number): { readonly weekday: number; readonly minute: number } | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const weekday = weekdays.indexOf(parts.get('weekday')?.toLowerCase() ?? '');
    return { weekday, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
  } catch {
    return undefined;
  }
}

function minutesOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}
