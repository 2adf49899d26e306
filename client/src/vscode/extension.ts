/** Entry on a desktop or a server: language server over IPC, hosts over SSH. */
import type * as vscode from 'vscode';
import { type Activated, activateWith } from './activate.ts';
import { createHostServices } from './host-services.ts';
import { createNodeClient } from './language-client/client.ts';
import type { TestApi } from './test-api.ts';

let activated: Activated | undefined;

export function activate(context: vscode.ExtensionContext): TestApi {
  activated = activateWith({ createClient: createNodeClient, createHostServices }, context);
  return activated.api;
}

export async function deactivate(): Promise<void> {
  await activated?.end();
}
