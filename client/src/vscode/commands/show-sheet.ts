import { activeManifest } from './active-manifest.ts';
import type { CommandServices, Handler } from './services.ts';

export function showSheet(services: CommandServices): Handler {
  return async (argument) => {
    const source = await activeManifest(argument, services);
    if (source !== undefined) await services.reports.show({ kind: 'sheet', source });
  };
}
