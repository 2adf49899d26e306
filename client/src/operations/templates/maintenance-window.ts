/** When the manifest lets things be down, for timers of systemd. */
import type { Target } from '../step.ts';

export type Opening = {
  /** For `OnCalendar`: when the window opens. */
  readonly calendar: string;
  /** How long it stays open. */
  readonly minutes: number;
};

const dayMinutes = 24 * 60;

/** Undefined when the manifest has no maintenance window. */
export function windowOpening({ manifest, host }: Target): Opening | undefined {
  const window = manifest.maintenance?.window;
  if (window === undefined) return undefined;
  const zone = window.timezone ?? manifest.hosts?.find(({ name }) => name === host)?.timezone ?? 'UTC';
  const days = window.days.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`).join(',');
  return {
    calendar: `${days} *-*-* ${window.from}:00 ${zone}`,
    minutes: (minutesOf(window.to) - minutesOf(window.from) + dayMinutes) % dayMinutes || dayMinutes,
  };
}

function minutesOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}
