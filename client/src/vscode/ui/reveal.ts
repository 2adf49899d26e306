/** Opens a manifest with the cursor at a place. */
import * as vscode from 'vscode';
import type { Place } from '../inventory/inventory.ts';

/** `viewColumn` says where to show a document that is not shown yet; one that is stays where it is. */
export async function revealPlace({ uri, span }: Place, viewColumn?: vscode.ViewColumn): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const selection = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const column = visible?.viewColumn ?? viewColumn;
  await vscode.window.showTextDocument(document, { selection, ...(column === undefined ? {} : { viewColumn: column }) });
}
