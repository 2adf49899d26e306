/** Plans a recipe of one instance, shows the plan, asks, and carries it out. */
import type { HostEntry } from '../inventory/inventory.ts';
import { databaseOf, installationOf } from '../runs/installation.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import { type HostedInstance, pickHost } from '../ui/pick.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function onInstance(services: CommandServices, recipe: string): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { entry } = chosen;
    const host = await hostOf(hosted, chosen, recipe);
    if (host === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe, instance: entry.instance.name });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

/** What is removed is also on the hosts of its proxy and its database, each by a plan of its own; its own host comes first. */
async function hostOf(
  { manifests, say }: HostCommandServices,
  { host, entry }: HostedInstance,
  recipe: string,
): Promise<HostEntry | undefined> {
  const manifest = recipe === 'remove-instance' ? installationOf(host, manifests.sources()) : undefined;
  const instance = manifest?.instances?.find(({ name }) => name === entry.instance.name);
  if (manifest === undefined || instance === undefined) return host;
  const proxy = manifest.proxies?.find(({ name }) => name === instance.proxy)?.host;
  const server = databaseOf(manifest, instance.name)?.host;
  const { hosts } = manifests.current();
  const named = (name: string | undefined) => hosts.find(({ host: other }) => other.name === name);
  const all = [...new Set([host, named(proxy), named(server)])].filter((each) => each !== undefined);
  return pickHost(all, say('pickHostOfInstance'));
}
