/** Deletes what is left on a host of an instance that was removed, after showing what that is and asking for its name. */
import * as vscode from 'vscode';
import { chooseHost, showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function dropRemoved(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const { say } = hosted;
    const host = await chooseHost(hosted, argument);
    if (host === undefined) return;
    const instance = await vscode.window.showInputBox({
      title: say('nameRemoved', { host: host.id }),
      ignoreFocusOut: true,
      validateInput: (text) => (/^[a-z0-9][a-z0-9-]*$/.test(text) ? undefined : say('noInstanceName')),
    });
    if (instance === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'drop-removed', instance });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
