import { showExchange } from '../exchange/show-exchange.ts';
import { activeManifest } from './active-manifest.ts';
import type { CommandServices, Handler } from './services.ts';

export function exportInventory(services: CommandServices): Handler {
  return async (argument) => {
    const source = await activeManifest(argument, services);
    if (source !== undefined) await showExchange('export', source, services);
  };
}
