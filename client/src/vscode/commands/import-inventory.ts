import * as vscode from 'vscode';
import { showExchange } from '../exchange/show-exchange.ts';
import { mayBeImported } from '../language-contributions.ts';
import type { CommandServices, Handler } from './services.ts';

export function importInventory(services: CommandServices): Handler {
  return async (argument) => {
    const given = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const source = given !== undefined && mayBeImported(given) ? given : await ask(services);
    if (source !== undefined) await showExchange('import', source, services);
  };
}

async function ask({ say }: CommandServices): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({ title: say('importWhich'), openLabel: say('importButton'), canSelectMany: false });
  return chosen?.[0];
}
