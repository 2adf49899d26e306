/** Time zones as `TZ` takes them. What is no zone of the IANA list may still be a rule in POSIX form (`EAT-3`). */
import { near } from '../text/similarity.ts';

/** The names the engine knows, made at the first question. */
let known: readonly string[] | undefined;

/** The right names for one that is surely none; undefined for a name that may be right. */
export function namesForZone(zone: string): readonly string[] | undefined {
  // Only `Area/City` cannot be anything else.
  if (!/^[A-Za-z][A-Za-z_-]+(?:\/[A-Za-z_-]+){1,2}$/.test(zone)) return undefined;
  known ??= Intl.supportedValuesOf('timeZone');
  if (known.includes(zone)) return undefined;
  const inOtherLetters = known.find((name) => name.toLowerCase() === zone.toLowerCase());
  if (inOtherLetters !== undefined) return [inOtherLetters];
  return isZone(zone) ? undefined : near(zone, known);
}

/** Also older names for the same zone, which the list above leaves out. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
