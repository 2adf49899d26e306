/** The `dhis.conf` that a command is about: the one of the menu it was chosen from, else the one in front. */
import * as vscode from 'vscode';
import { confLanguageId } from '../language-contributions.ts';
import type { Say } from '../texts.ts';

/** Tells the person when there is none. */
export async function activeConf(argument: unknown, say: Say): Promise<vscode.TextDocument | undefined> {
  const given = argument instanceof vscode.Uri ? await vscode.workspace.openTextDocument(argument) : undefined;
  const document = given ?? vscode.window.activeTextEditor?.document;
  if (document?.languageId === confLanguageId) return document;
  void vscode.window.showInformationMessage(say('openConfFirst'));
  return undefined;
}
