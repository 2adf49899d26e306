import * as vscode from 'vscode';
import type { CommandServices, Handler } from './services.ts';

export function showSshLog({ hosts, say }: CommandServices): Handler {
  return async () => {
    if (hosts === undefined) void vscode.window.showInformationMessage(say('notInBrowser'));
    else hosts.sshLog.show();
  };
}
