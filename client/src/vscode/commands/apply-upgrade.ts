import * as vscode from 'vscode';
import { readReport } from '../reports/report-uri.ts';
import { baseName } from '../reports/reports.ts';
import type { CommandServices, Handler } from './services.ts';

/** Makes in the file what the comparison shows, as one step that can be undone. The argument is the side with the fixes. */
export function applyUpgrade({ server, say }: CommandServices): Handler {
  return async (argument) => {
    const report = argument instanceof vscode.Uri ? readReport(argument) : undefined;
    if (report?.kind !== 'fixed') return;
    const { source, version } = report;
    const document = await vscode.workspace.openTextDocument(source);
    const preview = await server.upgradePreview(source, version);
    if (preview === undefined || preview.documentVersion !== document.version) {
      void vscode.window.showWarningMessage(say('upgradeMovedOn', { file: baseName(source) }));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of preview.edits) {
      const { start, end } = range;
      edit.replace(source, new vscode.Range(start.line, start.character, end.line, end.character), newText);
    }
    if (!(await vscode.workspace.applyEdit(edit))) return;
    await closeComparison(argument instanceof vscode.Uri ? argument : undefined);
    await vscode.window.showTextDocument(document);
    vscode.window.setStatusBarMessage(say('upgradeApplied', { count: preview.fixes, version }), 8000);
  };
}

/** Both sides are the same now. */
async function closeComparison(fixed: vscode.Uri | undefined): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const done = tabs.filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === fixed?.toString());
  await vscode.window.tabGroups.close(done);
}
