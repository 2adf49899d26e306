/** What was made of a file, as a document that nobody has saved yet, and beside it what could not be carried over. */
import * as vscode from 'vscode';
import type { CommandServices } from '../commands/services.ts';
import type { ExchangeWay } from '../language-client/language-server.ts';
import { baseName } from '../reports/reports.ts';
import { plainText } from '../ui/plain-text.ts';

type Needs = Pick<CommandServices, 'say' | 'server' | 'reports'>;

export async function showExchange(way: ExchangeWay, source: vscode.Uri, { say, server, reports }: Needs): Promise<void> {
  const answer = await server.exchange(way, source);
  const file = plainText(baseName(source));
  if (answer === undefined) {
    const text = server.isRunning() && way === 'import' ? say('notImportable', { file }) : say('serverSilent');
    void vscode.window.showWarningMessage(text);
  } else if (answer.kind === 'broken') {
    void vscode.window.showWarningMessage(say('exchangeBroken', { file }));
    await vscode.window.showTextDocument(source);
  } else if (await showUnsaved(await freePlace(answer.path, source), answer.text)) await reports.show({ kind: way, source });
  else void vscode.window.showErrorMessage(say('exchangeNotShown'));
}

/** Saving proposes this place. A file that is there is never written over: the name gets a number. */
export async function freePlace(path: string, source: vscode.Uri): Promise<vscode.Uri> {
  const folder = vscode.workspace.getWorkspaceFolder(source)?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const base = folder ?? vscode.Uri.joinPath(source, '..');
  for (let i = 1; ; i++) {
    const place = vscode.Uri.joinPath(base, i === 1 ? path : numbered(path, i));
    const isFree = await vscode.workspace.fs.stat(place).then(
      () => false,
      () => true,
    );
    if (isFree || i === mostTries) return place;
  }
}

const mostTries = 100;

/** `import-2.dhis2-hosting.yaml` is a manifest by its name, `inventory/hosts-2` an inventory. */
function numbered(path: string, i: number): string {
  return path.endsWith('.yaml') ? `import-${i}.${path}` : `${path}-${i}`;
}

export async function showUnsaved(place: vscode.Uri, text: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(place.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  // It may be there from an earlier time.
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  await vscode.window.showTextDocument(document, { preview: false });
  return true;
}
