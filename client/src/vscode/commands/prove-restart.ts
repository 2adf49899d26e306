/** Plans one restart of a host in its maintenance window, or tells what came of the last; shows the plan, asks, and sets it up. */
import { chooseHost, showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function proveRestart(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    const proposal = host && (await showPlan(hosted, host, { recipe: 'prove-restart' }));
    if (host !== undefined && proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
