import { exportedMap } from '../map/export-map.ts';
import { activeManifest } from './active-manifest.ts';
import type { CommandServices, Handler } from './services.ts';

export function exportMap(services: CommandServices): Handler {
  return async (argument) => {
    const source = await activeManifest(argument, services);
    if (source !== undefined) await exportedMap(source, services.server, services.say);
  };
}
