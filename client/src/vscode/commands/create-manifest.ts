import * as vscode from 'vscode';
import { plainText } from '../ui/plain-text.ts';
import { manifestFileName, manifestSample } from './manifest-sample.ts';
import type { CommandServices, Handler } from './services.ts';

export function createManifest({ manifests, say, locale }: CommandServices): Handler {
  return async (argument) => {
    const target = argument instanceof vscode.Uri ? argument : await askWhere(say('manifestWhere'));
    if (target === undefined) {
      if (vscode.workspace.workspaceFolders === undefined) void vscode.window.showInformationMessage(say('noFolder'));
      return;
    }
    const file = vscode.workspace.asRelativePath(target);
    const edit = new vscode.WorkspaceEdit();
    // Neither overwritten nor ignored: the edit fails when there is a file, whatever a dialog was told.
    edit.createFile(target, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(manifestSample[locale]) });
    const existed = await vscode.workspace.fs.stat(target).then(
      () => true,
      () => false,
    );
    const written = !existed && (await vscode.workspace.applyEdit(edit));
    if (existed) void vscode.window.showInformationMessage(say('manifestExists', { file }));
    else if (!written) {
      void vscode.window.showErrorMessage(say('manifestNotWritten', { file: plainText(file) }));
      return;
    }
    await vscode.window.showTextDocument(target);
    await manifests.refresh();
  };
}

async function askWhere(title: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return undefined;
  const defaultUri = vscode.Uri.joinPath(folder.uri, manifestFileName);
  return vscode.window.showSaveDialog({ title, defaultUri, filters: { YAML: ['yaml', 'yml'] } });
}
