import { activeManifest } from './active-manifest.ts';
import type { CommandServices, Handler } from './services.ts';

export function showMap(services: CommandServices): Handler {
  return async (argument) => {
    const source = await activeManifest(argument, services);
    if (source !== undefined) await services.maps.show(source);
  };
}
