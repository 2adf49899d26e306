/** The copy of the sample workspace that the runner opened. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export const extensionId = 'dhis2-hosting.dhis2-hosting';

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
