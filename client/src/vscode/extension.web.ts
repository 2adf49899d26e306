/** Entry in a browser: language features and the tree, no SSH. */
import type * as vscode from 'vscode';
import { type Activated, activateWith } from './activate.ts';
import { createWebClient } from './language-client/client.web.ts';
import type { TestApi } from './test-api.ts';

let activated: Activated | undefined;

export function activate(context: vscode.ExtensionContext): TestApi {
  activated = activateWith({ createClient: createWebClient, createHostServices: undefined }, context);
  return activated.api;
}

export async function deactivate(): Promise<void> {
  await activated?.end();
}
