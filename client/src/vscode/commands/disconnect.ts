import * as vscode from 'vscode';
import { hostNamed, pickHost } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function disconnect(services: CommandServices): Handler {
  return withHosts(services, async ({ hosts, manifests, states, say }, argument) => {
    const candidates = manifests.current().hosts.filter(({ id }) => states.host(id).kind !== 'offline');
    if (candidates.length === 0) {
      void vscode.window.showInformationMessage(say('noHostInState'));
      return;
    }
    const host = hostNamed(manifests.current(), argument) ?? (await pickHost(candidates, say('pickHost')));
    if (host !== undefined) await hosts.sessions.disconnect(host);
  });
}
