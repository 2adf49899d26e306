/** The map as a file of its own, for a plan on paper or a page. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client/language-server.ts';
import { savedBeside } from '../reports/save-beside.ts';
import type { Say } from '../texts.ts';

/** Asks where to. The address of the file; undefined when there is none. */
export async function exportedMap(source: vscode.Uri, server: LanguageServer, say: Say): Promise<vscode.Uri | undefined> {
  const answer = await server.installationMap(source, { standalone: true });
  if (answer === undefined) {
    void vscode.window.showWarningMessage(say('serverSilent'));
    return undefined;
  }
  const words = { title: say('mapExport'), written: (file: string) => say('mapExported', { file }) };
  return await savedBeside({ source, text: answer.svg, ending: 'svg', kind: 'SVG', ...words }, say);
}
