/** Shows what would change on a host; nothing does. */
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { installationOf } from '../runs/installation.ts';
import type { Proposal, RecipeCall } from '../runs/runs.ts';
import { tellNothingToChoose } from '../ui/nothing-to-choose.ts';
import { hostNamed, pickHost } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import { revealPlace } from '../ui/reveal.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function planHost(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    if (host !== undefined) await showPlan(hosted, host);
  });
}

export async function chooseHost(hosted: HostCommandServices, argument: unknown): Promise<HostEntry | undefined> {
  const { manifests, say } = hosted;
  const inventory = manifests.current();
  if (inventory.hosts.length > 0) return hostNamed(inventory, argument) ?? (await pickHost(inventory.hosts, say('pickHost')));
  void tellNothingToChoose(hosted, 'noHostInState');
  return undefined;
}

/** Undefined when it could not be made, which was told. */
export async function showPlan(services: HostCommandServices, host: HostEntry, call?: RecipeCall): Promise<Proposal | undefined> {
  const { hosts, manifests, say } = services;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) {
    const open = say('actionOpenManifest');
    void vscode.window
      .showWarningMessage(say('planOfBroken'), open)
      .then((chosen) => (chosen === open ? revealPlace(host.place) : undefined));
    return undefined;
  }
  return showProposal(services, host, say('progressPlan', { host: host.id }), (signal) => hosts.runs.propose(host, manifest, signal, call));
}

export async function showProposal<P extends Proposal | undefined>(
  services: HostCommandServices,
  host: HostEntry,
  title: string,
  propose: (signal: AbortSignal) => Promise<P>,
): Promise<P | undefined> {
  const { hosts, say } = services;
  try {
    const proposal = await withProgress(title, propose);
    if (proposal !== undefined) await hosts.planPages.show(say('planTitle', { host: host.id }), proposal.markdown);
    return proposal;
  } catch (error) {
    const retry = async () => void (await showProposal(services, host, title, propose));
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry });
    return undefined;
  }
}
