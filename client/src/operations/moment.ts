/** A moment as a person writes it. */

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

/** In milliseconds since 1970; undefined without a zone, since a time without one is another one on another computer. */
export function readMoment(text: string): number | undefined {
  const moment = written.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
