/** Puts what was restored in the place of what is live: asks which, where there are several. */
import * as vscode from 'vscode';
import { databaseOf, installationOf } from '../runs/installation.ts';
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
    const which = await pickRestored(hosted, chosen);
    if (which === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'use-restored', instance: entry.instance.name, ...which });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

type Which = { readonly set?: string; readonly moment?: number };

/** Nothing is asked where there is one thing at most: the plan then is about that. */
async function pickRestored({ hosts, manifests, say }: HostCommandServices, { host, entry }: HostedInstance): Promise<Which | undefined> {
  const { name } = entry.instance;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return {};
  try {
    const title = say('progressPlan', { host: host.id });
    const { sets, moments } = await withProgress(title, (signal) => hosts.runs.restoredBeside(host, manifest, name, signal));
    const isElsewhere = databaseOf(manifest, name)?.host !== host.host.name;
    const items: readonly { readonly label: string; readonly which: Which }[] = [
      // What waits in the room on another host is one set, without a name.
      ...(isElsewhere ? [{ label: say('restoredLast'), which: {} }] : []),
      ...sets.map((set) => ({ label: say('restoredSet', { set }), which: { set } })),
      ...moments.map((moment) => ({ label: say('restoredMoment', { moment: withZone(new Date(moment)) }), which: { moment } })),
    ];
    if (items.length < 2) return items[0]?.which ?? {};
    return (await vscode.window.showQuickPick(items, { title: say('pickRestored') }))?.which;
  } catch (error) {
    return void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
  }
}
