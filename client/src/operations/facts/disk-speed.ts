/** How many writes a second the disk of a database takes, as it was measured once; see steps/disk-speed.ts. */
import { defineFact, type Fact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export const diskSpeedRecord = '/var/lib/dhis2-hosting/disk-speed';

/** Writes of 8 KiB that were on the disk before the next one began, a second. Undefined when nobody has measured yet. */
export type DiskSpeed = { readonly syncs: number | undefined };

export const diskSpeed: Fact<DiskSpeed> = defineFact<DiskSpeed>({
  id: 'disk-speed',
  script: snippet('disk-speed', 'if [ -f "$1" ]; then cat -- "$1"; else echo syncs=none; fi', diskSpeedRecord),
  parse: ({ code, out }) => {
    const syncs = readPairs(out).get('syncs');
    if (code !== 0 || syncs === undefined || !/^(?:none|\d{1,9})$/.test(syncs)) return undefined;
    return { syncs: syncs === 'none' ? undefined : Number(syncs) };
  },
});
