/** What the picture of backups shows: each plan of each instance of the manifests, the ones of which nothing is known too. */
import type { TimelineRow } from '@dhis2-hosting/client/operations';
import type { InstanceEntry, Inventory } from '../inventory/inventory.ts';
import type { RunStates } from '../runs/run-states.ts';
import { isStale } from '../views/backup-nodes.ts';

export type PlacedRow = TimelineRow & { readonly entry: InstanceEntry };

export function timelineRows({ hosts }: Inventory, states: Pick<RunStates, 'backups'>, now: number): readonly PlacedRow[] {
  return hosts
    .flatMap(({ instances }) => instances)
    .flatMap((entry) =>
      entry.plans.map(({ plan }) => {
        const report = states.backups(entry.hostId)?.find((one) => one.instance === entry.instance.name && one.plan === plan.name);
        const isOld = report !== undefined && isStale(report, now);
        return { id: `${entry.id} ${plan.name}`, instance: entry.instance.name, plan: plan.name, report, isOld, entry };
      }),
    );
}
