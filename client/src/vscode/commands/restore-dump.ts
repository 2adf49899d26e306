/** Restores a dump that others made beside the live data: one of those that lie on the host of the database, each judged before. */
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { installationOf } from '../runs/installation.ts';
import type { FoundDump } from '../runs/runs.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import type { HostedInstance } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function restoreDump(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const host = hostOfDatabase(hosted, chosen);
    const found = await pickDump(hosted, host);
    if (found === undefined) return;
    const { path, verdict } = found.dump;
    const call = { recipe: 'restore-dump', instance: chosen.entry.instance.name, dump: { path, verdict } };
    const proposal = await showPlan(hosted, host, call);
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

/** Where the plan has to be made; the host of the instance when the manifest does not tell. */
function hostOfDatabase({ manifests }: HostCommandServices, { host, entry }: HostedInstance): HostEntry {
  const manifest = installationOf(host, manifests.sources());
  const instance = manifest?.instances?.find(({ name }) => name === entry.instance.name);
  const server = manifest?.databases?.find(({ name }) => name === instance?.database)?.host;
  const ids = [server, `${server} (${host.manifestLabel})`];
  return manifests.current().hosts.find(({ id }) => ids.includes(id)) ?? host;
}

async function pickDump(services: HostCommandServices, host: HostEntry): Promise<FoundDump | undefined> {
  const { hosts, manifests, say } = services;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return void vscode.window.showWarningMessage(say('planOfBroken'));
  try {
    const dumps = await withProgress(say('progressJudge', { host: host.id }), (signal) => hosts.runs.dumps(host, manifest, signal));
    if (dumps.length === 0) return void vscode.window.showInformationMessage(say('dumpsNone', { host: host.id }));
    const items = dumps.map((found) => ({ label: found.dump.path, description: found.judged, detail: found.content, found }));
    return (await vscode.window.showQuickPick(items, { title: say('pickDump'), matchOnDetail: true }))?.found;
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
    return undefined;
  }
}
