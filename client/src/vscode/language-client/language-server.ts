/** The running language server, as the rest of the extension sees it. */
import {
  type CheckedVersion,
  type EffectiveConfigurationResult,
  type ExchangeResult,
  effectiveConfigurationRequest,
  exportRequest,
  type InstallationMapParams,
  type InstallationMapResult,
  importRequest,
  installationMapRequest,
  type ManifestsParams,
  manifestsNotification,
  type PlanningSheetResult,
  planningSheetRequest,
  type SecretRangesParams,
  type SecretRangesResult,
  secretRangesRequest,
  type UpgradePreviewParams,
  type UpgradePreviewResult,
  upgradePreviewRequest,
  type VersionChangedParams,
  type VersionResult,
  versionChangedNotification,
  versionRequest,
} from '@dhis2-hosting/server/protocol';
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { Say } from '../texts.ts';
import { plainText } from '../ui/plain-text.ts';
import { isChecked } from './client-options.ts';

export type CreateClient = (place: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>) => BaseLanguageClient;

/** Undefined while the server does not run, and for documents that are not its own. */
type Answer<Result> = Exclude<Result, null> | undefined;

export type ExchangeWay = 'import' | 'export';

export type LanguageServer = vscode.Disposable & {
  /** Never rejects: a server that does not start is told to the person. */
  start(): Promise<void>;
  restart(): Promise<void>;
  isRunning(): boolean;
  /** The DHIS2 version that an open `dhis.conf` is checked for. */
  checkedVersion(uri: vscode.Uri): Promise<CheckedVersion | undefined>;
  /** What would change in the file under another release. Secrets of the file are in it. */
  upgradePreview(uri: vscode.Uri, version: string): Promise<Answer<UpgradePreviewResult>>;
  effectiveConfiguration(uri: vscode.Uri): Promise<Answer<EffectiveConfigurationResult>>;
  /** The installation that a manifest belongs to, as a picture. */
  installationMap(uri: vscode.Uri, options?: { readonly standalone: boolean }): Promise<Answer<InstallationMapResult>>;
  /** The plan of the installation that a manifest belongs to, as a page. */
  planningSheet(uri: vscode.Uri): Promise<Answer<PlanningSheetResult>>;
  /** A file of another tool as a manifest, and a manifest as the inventory of another tool. */
  exchange(way: ExchangeWay, uri: vscode.Uri): Promise<Answer<ExchangeResult>>;
  /** Where secrets stand, with the version of the document that was asked about. */
  secretRanges(document: vscode.TextDocument): Promise<Answer<SecretRangesResult>>;
  /** Manifests and named files as they are stored; those sent last are sent again to a server that starts anew. */
  sendManifests(sent: ManifestsParams): void;
  readonly onVersionChanged: vscode.Event<VersionChangedParams>;
  readonly onRunning: vscode.Event<void>;
};

export function createLanguageServer(client: BaseLanguageClient, say: Say): LanguageServer {
  const versionChanged = new vscode.EventEmitter<VersionChangedParams>();
  const running = new vscode.EventEmitter<void>();
  let manifests: ManifestsParams | undefined;
  const sendManifests = () => {
    if (manifests !== undefined && client.isRunning()) void client.sendNotification(manifestsNotification, manifests);
  };
  const ask = async <Result>(method: string, params: object): Promise<Answer<Result>> => {
    if (!client.isRunning()) return undefined;
    return ((await client.sendRequest<Result>(method, params)) ?? undefined) as Answer<Result>;
  };
  const named = (uri: vscode.Uri) => ({ textDocument: { uri: client.code2ProtocolConverter.asUri(uri) } });
  const listeners = [
    client.onNotification(versionChangedNotification, (params: VersionChangedParams) => versionChanged.fire(params)),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      sendManifests();
      running.fire();
    }),
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
    checkedVersion: (uri) => ask<VersionResult>(versionRequest, named(uri)),
    upgradePreview: (uri, version) =>
      ask<UpgradePreviewResult>(upgradePreviewRequest, { ...named(uri), version } satisfies UpgradePreviewParams),
    effectiveConfiguration: (uri) => ask<EffectiveConfigurationResult>(effectiveConfigurationRequest, named(uri)),
    planningSheet: (uri) => ask<PlanningSheetResult>(planningSheetRequest, named(uri)),
    async installationMap(uri, options) {
      // The server knows open documents only.
      const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
      const params: InstallationMapParams = { ...named(uri), ...options };
      return document && ask<InstallationMapResult>(installationMapRequest, params);
    },
    async exchange(way, uri) {
      const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
      return document && ask<ExchangeResult>(way === 'import' ? importRequest : exportRequest, named(uri));
    },
    async secretRanges(document) {
      const { version } = document;
      const text = isChecked(document) ? {} : { text: document.getText() };
      const params: SecretRangesParams = { ...named(document.uri), ...text };
      const answer = await ask<SecretRangesResult>(secretRangesRequest, params);
      return answer && { version, ...answer };
    },
    sendManifests(sent) {
      manifests = sent;
      sendManifests();
    },
    dispose() {
      for (const one of [...listeners, versionChanged, running]) one.dispose();
    },
  };
}
