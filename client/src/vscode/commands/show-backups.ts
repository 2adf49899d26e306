/** Asks a host how its backups are, and shows that in the tree and in the status bar. */
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { installationOf } from '../runs/installation.ts';
import { instanceNamed } from '../ui/pick.ts';
import { withProgress } from '../ui/progress.ts';
import { backupStatus } from '../views/backup-nodes.ts';
import { chooseHost } from './plan-host.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function showBackups(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = instanceNamed(hosted.manifests.current(), argument)?.host ?? (await chooseHost(hosted, argument));
    if (host !== undefined) await askBackups(hosted, host);
  });
}

/** Does what it wraps, then looks again: what was done is a set or a proof. */
export function thenShowBackups(services: CommandServices, handler: Handler): Handler {
  return async (argument) => {
    await handler(argument);
    const { hosts, manifests } = services;
    const host = instanceNamed(manifests.current(), argument)?.host;
    if (hosts !== undefined && host !== undefined) await askBackups({ ...services, hosts }, host);
  };
}

export async function askBackups(services: HostCommandServices, host: HostEntry): Promise<void> {
  const { hosts, manifests, runStates, say, locale } = services;
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return void vscode.window.showWarningMessage(say('planOfBroken'));
  try {
    const reports = await withProgress(say('progressBackups', { host: host.id }), (signal) => hosts.runs.backups(host, manifest, signal));
    const status = backupStatus(reports, locale, say);
    if (reports.length === 0) void vscode.window.showInformationMessage(say('noBackupPlanned', { host: host.id }));
    else if (status?.isFine === false) void vscode.window.showWarningMessage(status.text);
  } catch (error) {
    // What was told before may be so no longer.
    runStates.forgetBackups(host.id);
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: () => askBackups(services, host) });
  }
}
