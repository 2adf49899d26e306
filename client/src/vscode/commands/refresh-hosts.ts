import type { CommandServices, Handler } from './services.ts';

export function refreshHosts({ manifests }: CommandServices): Handler {
  return () => manifests.refresh();
}
