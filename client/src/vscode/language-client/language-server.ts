/** The running language server, as the rest of the extension sees it. */
import {
  type CheckedVersion,
  type VersionChangedParams,
  type VersionParams,
  type VersionResult,
  versionChangedNotification,
  versionRequest,
} from '@dhis2-hosting/server/protocol';
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { Say } from '../texts.ts';
import { plainText } from '../ui/plain-text.ts';

export type CreateClient = (extensionUri: vscode.Uri) => BaseLanguageClient;

export type LanguageServer = vscode.Disposable & {
  /** Never rejects: a server that does not start is told to the person. */
  start(): Promise<void>;
  restart(): Promise<void>;
  isRunning(): boolean;
  /** The DHIS2 version that an open `dhis.conf` is checked for. */
  checkedVersion(uri: vscode.Uri): Promise<CheckedVersion | undefined>;
  readonly onVersionChanged: vscode.Event<VersionChangedParams>;
  readonly onRunning: vscode.Event<void>;
};

export function createLanguageServer(client: BaseLanguageClient, say: Say): LanguageServer {
  const versionChanged = new vscode.EventEmitter<VersionChangedParams>();
  const running = new vscode.EventEmitter<void>();
  const listeners = [
    client.onNotification(versionChangedNotification, (params: VersionChangedParams) => versionChanged.fire(params)),
    client.onDidChangeState(({ newState }) => newState === State.Running && running.fire()),
  ];
  const tellFailure = (error: unknown) => {
    const reason = plainText(error instanceof Error ? error.message : String(error));
    void vscode.window.showErrorMessage(say('serverFailed', { reason }));
  };

  return {
    start: () => client.start().catch(tellFailure),
    async restart() {
      // Only a running client can be stopped; one that failed to start is simply started again.
      if (client.isRunning()) await client.stop().catch(tellFailure);
      await client.start().catch(tellFailure);
    },
    isRunning: () => client.isRunning(),
    onVersionChanged: versionChanged.event,
    onRunning: running.event,
    async checkedVersion(uri) {
      if (!client.isRunning()) return undefined;
      const params: VersionParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(uri) } };
      return (await client.sendRequest<VersionResult>(versionRequest, params)) ?? undefined;
    },
    dispose() {
      for (const one of [...listeners, versionChanged, running]) one.dispose();
    },
  };
}
