/** Where a setting is written: beside the file when it has a folder, else for the person. */

import { configurationSection } from '@dhis2-hosting/server/protocol';
import * as vscode from 'vscode';

export async function writeSetting(key: string, value: unknown, resource: vscode.Uri | undefined): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = resource === undefined ? undefined : vscode.workspace.getWorkspaceFolder(resource);
  await vscode.workspace
    .getConfiguration(configurationSection, resource)
    .update(key, value, targetFor(folders.length, folder !== undefined));
}

/** With one folder, "workspace" and "folder" are the same file; with several, the folder's own is meant. */
function targetFor(folderCount: number, inFolder: boolean): vscode.ConfigurationTarget {
  if (folderCount === 0) return vscode.ConfigurationTarget.Global;
  return folderCount > 1 && inFolder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
}
