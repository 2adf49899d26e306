/** Opens a manifest with the cursor at a place. */
import * as vscode from 'vscode';
import type { Place } from '../inventory/inventory.ts';

export async function revealPlace({ uri, span }: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const selection = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  await vscode.window.showTextDocument(document, { selection });
}
