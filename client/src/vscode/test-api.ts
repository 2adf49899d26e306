/** What the extension lets its tests see: read-only, and only what a person sees too. */
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { ManifestFiles } from './inventory/manifest-files.ts';
import type { LanguageServer } from './language-client/language-server.ts';
import type { Maps } from './map/maps.ts';
import type { RunStates } from './runs/run-states.ts';
import type { HiddenSecrets } from './secrets/hidden-secrets.ts';
import type { SessionStates } from './sessions/session-states.ts';
import type { Say } from './texts.ts';
import type { LogChannels } from './ui/log-channels.ts';
import { childrenOf, type HostsNode, type NodeView, viewOf } from './views/host-nodes.ts';

export type HostNodeView = NodeView & { readonly node: HostsNode; readonly children: readonly HostNodeView[] };

export type TestApi = {
  /** Settles when the manifests were read. */
  ready(): Promise<void>;
  /** The tree as shown now. */
  hosts(): readonly HostNodeView[];
  /** Fires when the tree changed. */
  readonly onDidChangeHosts: vscode.Event<void>;
  /** Text of the log view of `host/instance`. */
  logText(instanceId: string): string;
  /** The DHIS2 version that an open dhis.conf is checked for. */
  checkedVersion(uri: vscode.Uri): Promise<string | undefined>;
  /** What is kept off the screen in an editor. */
  hiddenIn(editor: vscode.TextEditor): readonly vscode.Range[];
  /** The picture of a manifest's installation, once its page shows it. */
  mapOf(manifest: vscode.Uri): string | undefined;
  readonly onDidShowMap: vscode.Event<void>;
};

export type TestApiParts = {
  readonly manifests: ManifestFiles;
  readonly states: SessionStates;
  readonly runStates: RunStates;
  readonly server: LanguageServer;
  readonly secrets: HiddenSecrets;
  readonly maps: Maps;
  readonly channels: LogChannels | undefined;
  readonly say: Say;
};

export function createTestApi({ manifests, states, runStates, server, secrets, maps, channels, say }: TestApiParts): TestApi {
  const words = { say, locale: localeOf(vscode.env.language) };
  const below = (node: HostsNode | undefined): readonly HostNodeView[] =>
    childrenOf(manifests.current(), runStates, node).map((child) => ({
      ...viewOf(child, states, words),
      node: child,
      children: below(child),
    }));
  return {
    ready: () => manifests.ready(),
    hosts: () => below(undefined),
    onDidChangeHosts: (listener, self, disposables) => {
      const tell = () => listener.call(self);
      const both = vscode.Disposable.from(manifests.onChange(tell), new vscode.Disposable(states.onChange(tell)));
      disposables?.push(both);
      return both;
    },
    logText: (instanceId) => channels?.find(instanceId)?.text() ?? '',
    checkedVersion: async (uri) => (await server.checkedVersion(uri))?.version,
    hiddenIn: (editor) => secrets.hiddenIn(editor),
    mapOf: (manifest) => maps.shown().get(manifest.toString()),
    onDidShowMap: maps.onShown,
  };
}
