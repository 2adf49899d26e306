/** Asks a run to stop between two steps. */
import { stopRun as stop } from '../runs/follow-run.ts';
import { hostNamed, runArgument } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function stopRun(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = hostNamed(hosted.manifests.current(), argument);
    const run = runArgument(argument);
    if (host !== undefined && run !== undefined) await stop(hosted, host, run.id);
  });
}
