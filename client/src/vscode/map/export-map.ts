/** The map as a file of its own, for a plan on paper or a page. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client/language-server.ts';
import { baseName } from '../reports/reports.ts';
import type { Say } from '../texts.ts';

/** Asks where to. The address of the file; undefined when there is none. */
export async function exportedMap(source: vscode.Uri, server: LanguageServer, say: Say): Promise<vscode.Uri | undefined> {
  const answer = await server.installationMap(source, { standalone: true });
  if (answer === undefined) {
    void vscode.window.showWarningMessage(say('serverSilent'));
    return undefined;
  }
  const name = baseName(source).replace(/\.ya?ml$/i, '.svg');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(source, '..', name),
    filters: { SVG: ['svg'] },
    title: say('mapExport'),
  });
  if (target === undefined) return undefined;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(answer.svg));
  } catch {
    void vscode.window.showErrorMessage(say('manifestNotWritten', { file: baseName(target) }));
    return undefined;
  }
  const open = say('mapOpenFile');
  void vscode.window.showInformationMessage(say('mapExported', { file: baseName(target) }), open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('vscode.open', target);
  });
  return target;
}
