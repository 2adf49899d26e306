/** Restores a set beside the live data: the one that was clicked, or one of those that the host has. */
import * as vscode from 'vscode';
import { installationOf } from '../runs/installation.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import { type HostedInstance, nodeArgument } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import { setWords } from '../views/backup-nodes.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function restoreSet(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const node = nodeArgument(argument);
    const set = node?.kind === 'backup' ? node.set.id : await pickSet(hosted, chosen);
    if (set === undefined) return;
    const { host, entry } = chosen;
    const proposal = await showPlan(hosted, host, { recipe: 'restore', instance: entry.instance.name, set });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

async function pickSet(services: HostCommandServices, { host, entry }: HostedInstance): Promise<string | undefined> {
  const { hosts, manifests, say, locale } = services;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return void vscode.window.showWarningMessage(say('planOfBroken'));
  try {
    const reports = await withProgress(say('progressBackups', { host: host.id }), (signal) => hosts.runs.backups(host, manifest, signal));
    // A restore is of the first plan of an instance, as the recipe has it.
    const [report] = reports.filter(({ instance }) => instance === entry.instance.name);
    const here = (report?.sets ?? []).map((set) => ({ ...setWords(set, locale, say), id: set.id }));
    const away = (report?.away ?? []).map(({ id, targets }) => ({
      label: id,
      description: say('setAway', { targets: targets.join(', ') }),
      id,
    }));
    const items = [...here, ...away];
    if (items.length === 0) return void vscode.window.showInformationMessage(say('backupsNone'));
    return (await vscode.window.showQuickPick(items, { title: say('pickSet') }))?.id;
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
    return undefined;
  }
}
