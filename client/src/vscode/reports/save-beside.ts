/** Something made of a file as a file of its own, by default beside it. */
import * as vscode from 'vscode';
import type { Say } from '../texts.ts';
import { baseName } from './reports.ts';

export type Made = {
  readonly source: vscode.Uri;
  readonly text: string;
  /** Such as `svg`. */
  readonly ending: string;
  readonly kind: string;
  readonly title: string;
  /** What is said of the file once it is there. */
  readonly written: (file: string) => string;
};

/** Asks where to. The address of the file; undefined when there is none. */
export async function savedBeside({ source, text, ending, kind, title, written }: Made, say: Say): Promise<vscode.Uri | undefined> {
  const name = baseName(source).replace(/\.ya?ml$/i, `.${ending}`);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(source, '..', name),
    filters: { [kind]: [ending] },
    title,
  });
  if (target === undefined) return undefined;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch {
    void vscode.window.showErrorMessage(say('manifestNotWritten', { file: baseName(target) }));
    return undefined;
  }
  const open = say('openWritten');
  void vscode.window.showInformationMessage(written(baseName(target)), open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('vscode.open', target);
  });
  return target;
}
