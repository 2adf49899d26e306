import * as vscode from 'vscode';
import { savedBeside } from '../reports/save-beside.ts';
import { activeManifest } from './active-manifest.ts';
import type { CommandServices, Handler } from './services.ts';

export function exportSheet(services: CommandServices): Handler {
  const { server, say } = services;
  return async (argument) => {
    const source = await activeManifest(argument, services);
    if (source === undefined) return;
    // The server knows open documents only.
    await vscode.workspace.openTextDocument(source);
    const text = (await server.planningSheet(source))?.markdown;
    const words = { title: say('sheetExport'), written: (file: string) => say('sheetExported', { file }) };
    if (text === undefined) void vscode.window.showWarningMessage(say('serverSilent'));
    else await savedBeside({ source, text, ending: 'md', kind: 'Markdown', ...words }, say);
  };
}
