/** Names of the units of bare numbers. */
import type { UnitId } from '../generated/dhis-conf-key.types.ts';
import type { Text } from '../messages.ts';

export type { UnitId };

const names = {
  seconds: { en: 'seconds', fr: 'secondes' },
  milliseconds: { en: 'milliseconds', fr: 'millisecondes' },
  minutes: { en: 'minutes', fr: 'minutes' },
  hours: { en: 'hours', fr: 'heures' },
  connections: { en: 'connections', fr: 'connexions' },
  threads: { en: 'threads', fr: "fils d'exécution" },
  attempts: { en: 'attempts', fr: 'tentatives' },
  percent: { en: 'percent', fr: 'pour cent' },
  bytes: { en: 'bytes', fr: 'octets' },
  'bytes-with-suffix': { en: 'bytes, or a number with KB, MB or GB', fr: 'octets, ou un nombre suivi de KB, MB ou GB' },
} as const satisfies { readonly [U in UnitId]: Text };

export function unitText(unit: UnitId): Text {
  return names[unit];
}

/** Milliseconds in one of a unit of time; undefined for other units. */
export function millisecondsIn(unit: UnitId): number | undefined {
  switch (unit) {
    case 'milliseconds':
      return 1;
    case 'seconds':
      return 1000;
    case 'minutes':
      return 60_000;
    case 'hours':
      return 3_600_000;
    default:
      return undefined;
  }
}
