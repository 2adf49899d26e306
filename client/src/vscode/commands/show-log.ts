import * as vscode from 'vscode';
import { hostedInstances, instanceNamed, pickInstance } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';

export function showLog({ hosts, manifests, say }: CommandServices): Handler {
  return async (argument) => {
    if (typeof argument === 'string' && hosts?.channels.find(argument) !== undefined) return hosts.channels.find(argument)?.show();
    const inventory = manifests.current();
    const open = hostedInstances(inventory).filter(({ entry }) => hosts?.channels.find(entry.id) !== undefined);
    if (open.length === 0) {
      void vscode.window.showInformationMessage(say('noLogInState'));
      return;
    }
    const chosen = instanceNamed(inventory, argument) ?? (await pickInstance(open, say('pickInstance')));
    if (chosen !== undefined) hosts?.channels.of(chosen.entry).show();
  };
}
