import * as vscode from 'vscode';
import type { CommandServices, Handler } from './services.ts';

export function restartServer({ server, say }: CommandServices): Handler {
  return async () => {
    await server.restart();
    if (server.isRunning()) vscode.window.setStatusBarMessage(say('serverRestarted'), 5000);
  };
}
