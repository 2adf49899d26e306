/** Takes the last run of a host back, after showing what that would change. */
import * as vscode from 'vscode';
import { chooseHost, showProposal } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function undoLastRun(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const { hosts, say } = hosted;
    const host = await chooseHost(hosted, argument);
    if (host === undefined) return;
    let isThere = true;
    const proposal = await showProposal(hosted, host, say('progressPlan', { host: host.id }), async (signal) => {
      const undo = await hosts.runs.proposeUndo(host, signal);
      isThere = undo !== undefined;
      return undo;
    });
    if (!isThere) void vscode.window.showInformationMessage(say('nothingToUndo', { host: host.id }));
    else if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
