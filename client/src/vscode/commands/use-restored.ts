/** Puts what was restored in the place of what is live: a set, or a moment where both are there. */
import * as vscode from 'vscode';
import { installationOf } from '../runs/installation.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import type { HostedInstance } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import { withZone } from './bring-back.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function useRestored(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { host, entry } = chosen;
    const which = await pickMoment(hosted, chosen);
    if (which === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'use-restored', instance: entry.instance.name, ...which });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

type Which = { readonly moment?: number };

/** Nothing is asked where no moment is beside the live database: the plan then is about the set. */
async function pickMoment({ hosts, manifests, say }: HostCommandServices, { host, entry }: HostedInstance): Promise<Which | undefined> {
  const { name } = entry.instance;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return {};
  try {
    const title = say('progressPlan', { host: host.id });
    const moments = await withProgress(title, (signal) => hosts.runs.momentsBeside(host, manifest, name, signal));
    if (moments.length === 0) return {};
    const items = [
      { label: say('restoredSet'), which: {} },
      ...moments.map((moment) => ({ label: say('restoredMoment', { moment: withZone(new Date(moment)) }), which: { moment } })),
    ];
    return (await vscode.window.showQuickPick(items, { title: say('pickRestored') }))?.which;
  } catch (error) {
    return void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
  }
}
