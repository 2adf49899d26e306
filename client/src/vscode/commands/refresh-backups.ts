/** Asks all hosts whose instances have a plan how their backups are, one after another. */
import type { CommandServices, Handler } from './services.ts';
import { askBackups } from './show-backups.ts';
import { withHosts } from './with-hosts.ts';

export function refreshBackups(services: CommandServices): Handler {
  return withHosts(services, async (hosted) => {
    const hosts = hosted.manifests.current().hosts.filter(({ instances }) => instances.some(({ plans }) => plans.length > 0));
    for (const host of hosts) await askBackups(hosted, host);
  });
}
