import * as vscode from 'vscode';
import { hostedInstances, instanceNamed, pickInstance } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function stopTail(services: CommandServices): Handler {
  return withHosts(services, async ({ hosts, manifests, states, say }, argument) => {
    const followed = states.followed();
    // The log may outlive its instance in the manifest; then only its id is left to stop it by.
    if (typeof argument === 'string' && followed.includes(argument)) return hosts.sessions.stop(argument);
    const instances = hostedInstances(manifests.current()).filter(({ entry }) => followed.includes(entry.id));
    const orphans = followed.filter((id) => !instances.some(({ entry }) => entry.id === id));
    if (followed.length === 0) {
      void vscode.window.showInformationMessage(say('noLogInState'));
      return;
    }
    if (instances.length === 0) return void (await Promise.all(orphans.map((id) => hosts.sessions.stop(id))));
    const chosen = instanceNamed(manifests.current(), argument) ?? (await pickInstance(instances, say('pickInstance')));
    if (chosen !== undefined) await hosts.sessions.stop(chosen.entry.id);
  });
}
