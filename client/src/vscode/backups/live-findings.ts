/**
 * What hosts told of their backups, as findings on the plans in the manifests. Pure. Only what is known now: a host that was not
 * asked, that was asked long ago, or of whose plan something else is written by now, has none.
 */
import type { BackupReport, BackupTrouble } from '@dhis2-hosting/client/operations';
import { type ManifestBackup, readManifests, type Span } from '@dhis2-hosting/server/service';
import type { InstanceEntry, Inventory } from '../inventory/inventory.ts';
import type { RunStates } from '../runs/run-states.ts';
import { isStale } from '../views/backup-nodes.ts';

export type LiveFinding = {
  readonly uri: string;
  /** Name of the plan. */
  readonly span: Span;
  readonly trouble: BackupTrouble;
  readonly asked: string;
  readonly entry: InstanceEntry;
};

type Text = { readonly uri: string; readonly text: string };

/** `texts`: the manifests as they are typed. */
export function liveFindings(
  { hosts }: Inventory,
  states: Pick<RunStates, 'backups'>,
  texts: readonly Text[],
  now: number,
): readonly LiveFinding[] {
  const known = hosts.flatMap(({ id, instances }) => (states.backups(id) === undefined ? [] : instances));
  if (known.length === 0) return [];
  const models = readManifests(texts);
  const plansIn = new Map(texts.map(({ uri }, i) => [uri, models[i]?.backups ?? []]));
  return known.flatMap((entry) =>
    (states.backups(entry.hostId) ?? []).flatMap((report) => {
      if (report.instance !== entry.instance.name || report.sets === undefined || isStale(report, now)) return [];
      const uri = entry.plans.find(({ plan }) => plan.name === report.plan)?.place.uri;
      const plan = plansIn.get(uri ?? '')?.find(({ name }) => name === report.plan);
      if (uri === undefined || plan === undefined || !isThatPlan(plan, report)) return [];
      return report.troubles.map((trouble) => ({ uri, span: plan.nameSpan, trouble, asked: report.asked, entry }));
    }),
  );
}

/** Whether the plan still says what it said when the host was asked. */
function isThatPlan({ nameSpan: _, ...plan }: ManifestBackup, { planned }: BackupReport): boolean {
  return textOf(plan) === textOf(planned);
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${name}:${textOf(each)}`)
    .join()}}`;
}
