/** Time zones as `TZ` takes them. What is no zone of the IANA list may still be a rule in POSIX form (`EAT-3`). */
import { near } from '../text/similarity.ts';

/** The names the engine knows, made at the first question. */
let known: readonly string[] | undefined;

/** The right names for one that is surely none; undefined for a name that may be right. */
export function namesForZone(zone: string): readonly string[] | undefined {
  // Only `Area/City` cannot be anything else.
  if (!/^[A-Za-z][A-Za-z_-]+(?:\/[A-Za-z_-]+){1,2}$/.test(zone)) return undefined;
  return namesForHostZone(zone);
}

/** Answers already given: a plan names the same zone for most of its hosts. */
const answers = new Map<string, readonly string[] | undefined>([['UTC', undefined]]);
const mostAnswers = 100;

/** The right names for what a host cannot have as its zone, which takes names of the list alone; undefined for a sound one. */
export function namesForHostZone(zone: string): readonly string[] | undefined {
  if (answers.has(zone)) return answers.get(zone);
  if (answers.size >= mostAnswers) answers.clear();
  const names = judged(zone);
  answers.set(zone, names);
  return names;
}

function judged(zone: string): readonly string[] | undefined {
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
