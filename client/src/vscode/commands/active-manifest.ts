/** The manifest that a command is about: that of the menu, the one in front, the only one, or the one that is picked. */
import * as vscode from 'vscode';
import { isManifest } from '../language-contributions.ts';
import type { CommandServices } from './services.ts';

/** Tells the person when there is none. */
export async function activeManifest(argument: unknown, { manifests, say }: CommandServices): Promise<vscode.Uri | undefined> {
  const given = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  if (given !== undefined && isManifest(given)) return given;
  await manifests.ready();
  const items = manifests.sources().map(({ uri, label }) => ({ label, uri: vscode.Uri.parse(uri) }));
  if (items.length === 0) void vscode.window.showInformationMessage(say('openManifestFirst'));
  const [only] = items;
  return items.length > 1 ? (await vscode.window.showQuickPick(items, { title: say('pickManifest') }))?.uri : only?.uri;
}
