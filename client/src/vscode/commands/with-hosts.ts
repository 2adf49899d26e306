/** The gate before every command that reaches a host: a trusted workspace, and an editor that has SSH. */
import * as vscode from 'vscode';
import { isTrusted } from '../platform/workspace-trust.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';

export function withHosts(services: CommandServices, run: (services: HostCommandServices, argument: unknown) => Promise<void>): Handler {
  return async (argument) => {
    const { hosts, say, manifests } = services;
    if (hosts === undefined) {
      void vscode.window.showInformationMessage(say('notInBrowser'));
      return;
    }
    if (!(await isTrusted(say))) return;
    await manifests.ready();
    await run({ ...services, hosts }, argument);
  };
}
