/**
 * The menus already hide what reaches a host (`isWorkspaceTrusted`), but a key binding or another extension can still
 * run a command: this is the check that holds.
 */
import * as vscode from 'vscode';
import type { Say } from '../texts.ts';

export async function isTrusted(say: Say): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = say('actionTrustWorkspace');
  const chosen = await vscode.window.showWarningMessage(say('workspaceNotTrusted'), manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
