/** The composition root: builds every object once and passes it on. */
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { showLiveFindings } from './backups/live-diagnostics.ts';
import { createTimeline } from './backups/timeline.ts';
import { registerCommands } from './commands/handlers.ts';
import type { HostServiceParts, HostServices } from './commands/services.ts';
import { withoutSshKey } from './contributions.ts';
import { textOf } from './inventory/inventory.ts';
import { watchManifests } from './inventory/manifest-files.ts';
import { watchInventories } from './inventory/server-tools-files.ts';
import { type CreateClient, createLanguageServer } from './language-client/language-server.ts';
import { showVersionStatus } from './language-client/version-status.ts';
import { createMaps } from './map/maps.ts';
import { createReports } from './reports/reports.ts';
import { createRunStates, type RunStates } from './runs/run-states.ts';
import { hideSecrets } from './secrets/hidden-secrets.ts';
import { createSessionStates } from './sessions/session-states.ts';
import { createTestApi, type TestApi } from './test-api.ts';
import { sayIn } from './texts.ts';
import { showBackupStatusBar } from './ui/backup-status-bar.ts';
import { showStatusBar } from './ui/status-bar.ts';
import { showBackupsTree } from './views/backups-tree.ts';
import { showHostsTree } from './views/hosts-tree.ts';

/** What differs between a desktop or server and a browser. */
export type Edition = {
  readonly createClient: CreateClient;
  /** Undefined where there is no SSH. */
  readonly createHostServices: ((parts: HostServiceParts) => HostServices) | undefined;
};

export type Activated = { readonly api: TestApi; readonly end: () => Promise<void> };

export function activateWith(edition: Edition, context: vscode.ExtensionContext): Activated {
  const locale = localeOf(vscode.env.language);
  const say = sayIn(locale);
  void vscode.commands.executeCommand('setContext', withoutSshKey, edition.createHostServices === undefined);

  const manifests = watchManifests();
  const inventories = watchInventories();
  const states = createSessionStates();
  const client = edition.createClient(context);
  const server = createLanguageServer(client, say);
  const runStates = createRunStates();
  const hosts = edition.createHostServices?.({ states, runStates, say, storage: context.globalStorageUri, secrets: context.secrets });

  const reports = createReports(server, say);
  const timeline =
    hosts && createTimeline({ extensionUri: context.extensionUri, locale, manifests, states: runStates, runs: hosts.runs, say });
  const secrets = hideSecrets(server);
  const maps = createMaps({ extensionUri: context.extensionUri, locale, server, manifests, say });

  // What is told before both are read would make findings flash up that the other takes back.
  let isRead = false;
  const sendFiles = () => {
    if (!isRead) return;
    const sent = inventories.current();
    server.sendManifests({
      manifests: manifests.sources().flatMap(textOf),
      confs: manifests.confs(),
      ...(sent === undefined ? {} : { inventories: sent }),
    });
  };
  void Promise.all([manifests.ready(), inventories.ready()]).then(() => {
    isRead = true;
    sendFiles();
  });

  context.subscriptions.push(
    manifests,
    server,
    reports,
    secrets,
    maps,
    ...(timeline === undefined ? [] : [timeline]),
    inventories,
    manifests.onChange(sendFiles),
    inventories.onChange(sendFiles),
    showHostsTree(manifests, states, runStates, say),
    showBackupsTree(manifests, states, runStates, say),
    showLiveFindings({ extensionUri: context.extensionUri, manifests, states: runStates, locale, say }),
    lookAgain(runStates),
    showStatusBar(states, say),
    showBackupStatusBar(runStates, locale, say),
    showVersionStatus(server, say),
    registerCommands({ say, locale, manifests, states, server, reports, maps, runStates, timeline, hosts }),
  );
  void server.start();

  const end = async () => {
    hosts?.close();
    await hosts?.sessions.dispose();
    hosts?.channels.dispose();
    hosts?.sshLog.dispose();
    // Nothing is left to tell anyone when it never started.
    await client.stop().catch(() => undefined);
  };
  return { api: createTestApi({ manifests, states, runStates, server, secrets, maps, channels: hosts?.channels, say }), end };
}

/** Ages grow, and what was told long ago is not known any more. */
function lookAgain(states: RunStates): vscode.Disposable {
  const timer = setInterval(() => states.look(), 600_000);
  return new vscode.Disposable(() => clearInterval(timer));
}
