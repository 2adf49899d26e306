/** Which sets a retention keeps, and as what: the same as templates/backup/sets.ts does on the host. Pure. */
import type { BackupPlan } from './backups.ts';

export const tiers = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Tier = (typeof tiers)[number];

const periods: { readonly [T in Tier]: (moment: Date) => string } = {
  daily: (moment) => moment.toISOString().slice(0, 10),
  weekly: isoWeek,
  monthly: (moment) => moment.toISOString().slice(0, 7),
  yearly: (moment) => moment.toISOString().slice(0, 4),
};

/**
 * Of sets by their names (`20261129T020000Z`), newest first, what each is kept as: the newest of each day, week, month and year, as
 * many as are wanted of each. One that is kept as nothing is removed with the next set, but for the newest.
 */
export function keptAs(ids: readonly string[], retention: BackupPlan['retention']): ReadonlyMap<string, readonly Tier[]> {
  const kept = new Map<string, Tier[]>(ids.map((id) => [id, []]));
  for (const tier of tiers) {
    const newest = new Map<string, string>();
    for (const id of ids) {
      const period = periods[tier](momentOf(id));
      if (!newest.has(period)) newest.set(period, id);
    }
    for (const id of [...newest.values()].slice(0, retention?.[tier] ?? 0)) kept.get(id)?.push(tier);
  }
  return kept;
}

export function momentOf(id: string): Date {
  return new Date(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** Weeks begin on Monday and belong to the year of their Thursday. */
function isoWeek(moment: Date): string {
  const thursday = new Date(moment.getTime());
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-${Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1}`;
}
