import * as vscode from 'vscode';
import { isFollowed } from '../sessions/session-states.ts';
import { isLogging } from '../sessions/sessions.ts';
import { tellNothingToChoose } from '../ui/nothing-to-choose.ts';
import { type HostedInstance, hostedInstances, instanceNamed, pickInstance } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function tailLog(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const { manifests, say } = hosted;
    const instances = hostedInstances(manifests.current()).filter(({ entry }) => isLogging(entry));
    if (instances.length === 0) {
      void tellNothingToChoose(hosted, 'noLogNamed');
      return;
    }
    const chosen = instanceNamed(manifests.current(), argument) ?? (await pickInstance(instances, say('pickInstance')));
    if (chosen !== undefined) await tailInstance(hosted, chosen);
  });
}

/** Also what "Retry" does after a failure. */
async function tailInstance(services: HostCommandServices, { host, entry }: HostedInstance): Promise<void> {
  const { hosts, states, say } = services;
  if (!isLogging(entry)) {
    void vscode.window.showInformationMessage(say('noLogNamed'));
    return;
  }
  hosts.channels.of(entry).show();
  if (isFollowed(states.log(entry.id))) return;
  try {
    await withProgress(say('progressTail', { instance: entry.id }), (cancelled) => hosts.sessions.tail(host, entry, cancelled));
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: entry.place, retry: () => tailInstance(services, { host, entry }) });
  }
}
