/** The language server as a process of Node's, spoken to over IPC. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from './client-options.ts';
import type { CreateClient } from './language-server.ts';
import { nodeArguments } from './node-arguments.ts';

export const createNodeClient: CreateClient = ({ extensionUri, globalStorageUri }) => {
  const server = {
    module: vscode.Uri.joinPath(extensionUri, 'dist', 'server.js').fsPath,
    transport: TransportKind.ipc,
    options: {
      execArgv: [...nodeArguments],
      // From 22.1 on Node keeps what it compiled, and starts the sooner. In a folder of the user's own, because it is code.
      env: { NODE_COMPILE_CACHE: vscode.Uri.joinPath(globalStorageUri, 'compiled').fsPath },
    },
  };
  return new LanguageClient(clientId, clientName, { run: server, debug: server }, clientOptions(extensionUri));
};
