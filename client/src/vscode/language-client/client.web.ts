/** The language server as a worker of the browser. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientId, clientName, clientOptions } from './client-options.ts';
import type { CreateClient } from './language-server.ts';

export const createWebClient: CreateClient = ({ extensionUri }) => {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'web', 'server.js').toString(true);
  // A function, so that a restart gets a new worker.
  return new LanguageClient(clientId, clientName, async () => new Worker(script), clientOptions(extensionUri));
};
