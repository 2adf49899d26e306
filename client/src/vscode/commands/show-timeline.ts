import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function showTimeline(services: CommandServices): Handler {
  return withHosts(services, async ({ timeline }) => timeline?.show());
}
