/** A page in VS Code's preview of Markdown, whose extension can be turned off: then as a text. */
import * as vscode from 'vscode';

export async function previewMarkdown(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
