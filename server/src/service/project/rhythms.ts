/** How often an installation is kept up to date, as its plan says, else as the hosting guide does. */
import { type Duration, dayAfter, readDuration } from '../manifest/durations.ts';
import type { Project, ProjectItem } from './project.ts';

export type Rhythms = { readonly patch: Duration; readonly release: Duration; readonly system: Duration };

/** "Every 4 to 6 weeks", "each year", and "every 2 to 3 years" for what lies below, says the guide. */
const usual: Rhythms = {
  patch: { count: 6, unit: 'week' },
  release: { count: 1, unit: 'year' },
  system: { count: 3, unit: 'year' },
};

export function rhythmsOf(project: Project): Rhythms {
  const plan = project.section('maintenance')?.fields;
  return {
    patch: readDuration(plan?.patchEvery) ?? usual.patch,
    release: readDuration(plan?.upgradeEvery) ?? usual.release,
    system: readDuration(plan?.systemUpgradeEvery) ?? usual.system,
  };
}

export type Due = { readonly last: string; readonly due: string };

/** Undefined while nobody wrote when it was done last. */
export function dueAfter(last: string | undefined, rhythm: Duration): Due | undefined {
  const due = dayAfter(last, rhythm);
  return last === undefined || due === undefined ? undefined : { last, due };
}

/** An upgrade counts as a patch. */
export function patchDue({ fields }: Pick<ProjectItem<'instances'>, 'fields'>, { patch }: Pick<Rhythms, 'patch'>): Due | undefined {
  const { lastPatched, lastUpgraded } = fields;
  if (lastPatched === undefined) return undefined;
  return dueAfter(lastUpgraded !== undefined && lastUpgraded > lastPatched ? lastUpgraded : lastPatched, patch);
}
