/** The copy of the sample workspace that the runner opened. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'dhis2-hosting.dhis2-hosting';

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

export function fileUri(...names: readonly string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...names);
}

export async function open(...names: readonly string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(...names));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Where `text` begins in the document. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `the sample has no ${text}`);
  return document.positionAt(offset);
}

/** Rule id of a diagnostic; the server sends it alone or with the address of its page. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** A dhis.conf of the test's own, in front; its editor, and whatever was opened from it, is closed afterwards. */
export async function withConf(folder: string, text: string, body: (document: vscode.TextDocument) => Promise<void>): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(folder, 'dhis.conf'), Buffer.from(text));
  const document = await open(folder, 'dhis.conf');
  try {
    await body(document);
  } finally {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri(folder), { recursive: true });
  }
}
