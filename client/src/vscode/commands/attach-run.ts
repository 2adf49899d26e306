/** Follows a run that is on a host already, whoever started it. */
import type { ListedRun } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { followRun } from '../runs/follow-run.ts';
import { runTitle } from '../runs/run-words.ts';
import { runArgument } from '../ui/pick.ts';
import { plainText } from '../ui/plain-text.ts';
import { withProgress } from '../ui/progress.ts';
import { runDescription } from '../views/run-nodes.ts';
import { chooseHost } from './plan-host.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function attachRun(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    if (host === undefined) return;
    const run = runArgument(argument) ?? (await pickRun(hosted, host));
    if (run !== undefined) await attachTo(hosted, host, run);
  });
}

async function attachTo(services: HostCommandServices, host: HostEntry, run: ListedRun): Promise<void> {
  const { hosts, say, locale } = services;
  await followRun(services, {
    host,
    run: run.id,
    title: say('progressRun', { title: plainText(runTitle(run, locale, say)), host: host.id }),
    open: (signal) => hosts.runs.attach(host, run.id, signal),
  });
}

async function pickRun(services: HostCommandServices, host: HostEntry): Promise<ListedRun | undefined> {
  const { hosts, say, locale } = services;
  try {
    const listed = await withProgress(say('progressRuns', { host: host.id }), (signal) => hosts.runs.list(host, signal));
    if (listed.length === 0) {
      void vscode.window.showInformationMessage(say('noRuns', { host: host.id }));
      return undefined;
    }
    const items = listed.map((run) => ({
      label: plainText(runTitle(run, locale, say)),
      description: plainText(runDescription(run, say)),
      detail: plainText(`${run.id}  ${run.head?.reason ?? ''}`),
      run,
    }));
    return (await vscode.window.showQuickPick(items, { title: say('pickRun'), matchOnDescription: true, matchOnDetail: true }))?.run;
  } catch (error) {
    const retry = async () => {
      const run = await pickRun(services, host);
      if (run !== undefined) await attachTo(services, host, run);
    };
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry });
    return undefined;
  }
}
