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

/** Key of the setting that keeps secrets off the screen. */
export const hideSecretsKey = 'hideSecrets';

export function readSetting(key: string): unknown {
  return vscode.workspace.getConfiguration(configurationSection).get(key);
}

/** Where a value stands that would win over one written for the person, there; else for the person. */
export async function writeSettingWhereItIs(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(configurationSection);
  const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
  await configuration.update(key, value, inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}

/** With one folder, "workspace" and "folder" are the same file; with several, the folder's own is meant. */
function targetFor(folderCount: number, inFolder: boolean): vscode.ConfigurationTarget {
  if (folderCount === 0) return vscode.ConfigurationTarget.Global;
  return folderCount > 1 && inFolder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
}
