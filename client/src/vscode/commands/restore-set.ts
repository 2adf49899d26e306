/** Restores a set beside the live data: the one that was clicked, or one of those that the host has. */
import { chooseInstance } from '../ui/choose-instance.ts';
import { nodeArgument } from '../ui/pick.ts';
import { pickOwnSet } from './pick-set.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function restoreSet(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { host, entry } = chosen;
    const node = nodeArgument(argument);
    const set = node?.kind === 'backup' ? node.set.id : await pickOwnSet(hosted, host, entry.instance.name);
    if (set === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'restore', instance: entry.instance.name, set });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
