/** Schedules of a host are meant in it. */
import type { Target } from '../../step.ts';

export function timezoneOf({ manifest, host }: Target): string {
  return manifest.hosts?.find(({ name }) => name === host)?.timezone ?? 'UTC';
}
