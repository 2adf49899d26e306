/** The releases of DHIS2 that get patches, as far as the table knows. */
import { dhis2Releases } from '../generated/platform-tables.ts';

/** Oldest first. */
export function supportedReleases(): readonly string[] {
  return dhis2Releases.filter(({ supportedUntil }) => supportedUntil === undefined).map(({ release }) => release);
}
