/** The language server as a process of Node's, spoken to over IPC. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from './client-options.ts';
import type { CreateClient } from './language-server.ts';

export const createNodeClient: CreateClient = (extensionUri) => {
  const server = { module: vscode.Uri.joinPath(extensionUri, 'dist', 'server.js').fsPath, transport: TransportKind.ipc };
  return new LanguageClient(clientId, clientName, { run: server, debug: server }, clientOptions(extensionUri));
};
