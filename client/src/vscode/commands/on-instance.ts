/** Plans a recipe of one instance, shows the plan, asks, and carries it out. */
import { tellNothingToChoose } from '../ui/nothing-to-choose.ts';
import { hostedInstances, instanceNamed, pickInstance } from '../ui/pick.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function onInstance(services: CommandServices, recipe: string): Handler {
  return withHosts(services, async (hosted, argument) => {
    const { manifests, say } = hosted;
    const inventory = manifests.current();
    const instances = hostedInstances(inventory);
    if (instances.length === 0) return void tellNothingToChoose(hosted, 'noInstanceInState');
    const chosen = instanceNamed(inventory, argument) ?? (await pickInstance(instances, say('pickInstance')));
    if (chosen === undefined) return;
    const { host, entry } = chosen;
    const proposal = await showPlan(hosted, host, { recipe, instance: entry.instance.name });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
