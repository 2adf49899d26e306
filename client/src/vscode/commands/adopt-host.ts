/** Shows a host as it is found, whoever made it, and what differs from its manifest. Nothing is changed on it. */
import * as vscode from 'vscode';
import { freePlace, showUnsaved } from '../exchange/show-exchange.ts';
import type { HostEntry } from '../inventory/inventory.ts';
import { installationOf } from '../runs/installation.ts';
import { withProgress } from '../ui/progress.ts';
import { chooseHost } from './plan-host.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

/** `judge`: also reads the dumps that are found. */
export function adoptHost(services: CommandServices, judge?: 'judge'): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    if (host !== undefined) await adopt(hosted, host, judge);
  });
}

async function adopt(services: HostCommandServices, host: HostEntry, judge: 'judge' | undefined): Promise<void> {
  const { hosts, manifests, say } = services;
  // A manifest with mistakes still says how the host is reached; nothing is compared with the rest of it.
  const manifest = installationOf(host, manifests.sources()) ?? { version: 1 };
  try {
    const adopted = await withProgress(say(judge === undefined ? 'progressFind' : 'progressJudge', { host: host.id }), (signal) =>
      hosts.runs.find(host, manifest, signal, judge),
    );
    await hosts.planPages.show(say('foundTitle', { host: host.id }), adopted.markdown);
    const make = say('actionDraft');
    void vscode.window
      .showInformationMessage(say('foundTold', { host: host.id }), make)
      .then((chosen) => (chosen === make ? showDraft(services, host, adopted.draft) : undefined));
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: () => adopt(services, host, judge) });
  }
}

async function showDraft({ say }: HostCommandServices, { host, place }: HostEntry, text: string): Promise<void> {
  const target = await freePlace(`${host.name}.dhis2-hosting.yaml`, vscode.Uri.parse(place.uri, true));
  if (!(await showUnsaved(target, text))) void vscode.window.showErrorMessage(say('exchangeNotShown'));
}
