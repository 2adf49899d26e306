/** The host's clock: seconds since 1970, and whether anything keeps it right. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export const clock = defineFact<{ readonly seconds: number }>({
  id: 'clock',
  drifts: true,
  script: snippet('clock', 'date -u +%s'),
  parse: ({ code, out }) => (code === 0 && /^\d+\n?$/.test(out) ? { seconds: Number(out) } : undefined),
});
