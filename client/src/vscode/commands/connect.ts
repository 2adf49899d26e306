import type { HostEntry } from '../inventory/inventory.ts';
import { tellNothingToChoose } from '../ui/nothing-to-choose.ts';
import { hostNamed, pickHost } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function connect(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const { manifests, states, say } = hosted;
    const candidates = manifests.current().hosts.filter(({ id }) => !['connecting', 'connected'].includes(states.host(id).kind));
    if (candidates.length === 0) {
      void tellNothingToChoose(hosted, 'noHostInState');
      return;
    }
    const host = hostNamed(manifests.current(), argument) ?? (await pickHost(candidates, say('pickHost')));
    if (host !== undefined) await connectTo(hosted, host);
  });
}

async function connectTo(services: HostCommandServices, host: HostEntry): Promise<void> {
  const { hosts, say } = services;
  try {
    await withProgress(say('progressConnect', { host: host.id }), (cancelled) => hosts.sessions.connect(host, cancelled));
  } catch (error) {
    // Not awaited: a notification stays until somebody closes it, and the command is over before.
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: () => connectTo(services, host) });
  }
}
