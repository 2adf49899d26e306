import * as vscode from 'vscode';
import { tellNothingToChoose } from '../ui/nothing-to-choose.ts';
import { hostedInstances, instanceNamed, pickInstance } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';

export function openConf(services: CommandServices): Handler {
  const { manifests, say } = services;
  return async (argument) => {
    await manifests.ready();
    const inventory = manifests.current();
    const withConf = hostedInstances(inventory).filter(({ entry }) => entry.instance.config !== undefined);
    const named = instanceNamed(inventory, argument);
    const chosen = named ?? (withConf.length === 0 ? undefined : await pickInstance(withConf, say('pickInstance')));
    if (chosen === undefined) {
      if (withConf.length === 0) void tellNothingToChoose(services, 'noConfNamedAtAll');
      return;
    }
    const { id: instance, instance: fields, place } = chosen.entry;
    if (fields.config === undefined) {
      void vscode.window.showInformationMessage(say('noConfNamed', { instance }));
      return;
    }
    const file = vscode.Uri.joinPath(vscode.Uri.parse(place.uri, true), '..', fields.config);
    // A manifest of somebody else's must not open files outside the workspace.
    if (vscode.workspace.getWorkspaceFolder(file) === undefined || !(await exists(file))) {
      void vscode.window.showWarningMessage(say('confNotFound', { file: fields.config, instance }));
      return;
    }
    await vscode.window.showTextDocument(file);
  };
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
