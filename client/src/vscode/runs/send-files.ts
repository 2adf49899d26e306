/** Files that a plan takes from this machine go to the host, with their progress shown. */
import type { FileToSend } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { HostCommandServices } from '../commands/services.ts';
import type { HostEntry } from '../inventory/inventory.ts';
import { signalOf } from '../platform/abort.ts';

/** False when one could not be sent, which was told. */
export async function sendFiles(services: HostCommandServices, host: HostEntry, files: readonly FileToSend[]): Promise<boolean> {
  for (const file of files) if (!(await sendFile(services, host, file))) return false;
  return true;
}

async function sendFile(services: HostCommandServices, host: HostEntry, { file, sha256 }: FileToSend): Promise<boolean> {
  const { hosts, say } = services;
  const path = await placeOf(services, host, file);
  if (path === undefined) {
    void vscode.window.showWarningMessage(say('noFileToSend', { file }));
    return false;
  }
  const title = say('progressSend', { file, host: host.id });
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        let shown = 0;
        const report = (sent: number, size: number): void => {
          const percent = Math.floor((sent / Math.max(size, 1)) * 100);
          if (percent > shown) progress.report({ increment: percent - shown, message: `${percent} %` });
          shown = Math.max(shown, percent);
        };
        await hosts.runs.send(host, { path, sha256, progress: report }, signalOf(token));
      },
    );
    return true;
  } catch (error) {
    const retry = async () => void (await sendFile(services, host, { file, sha256 }));
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry });
    return false;
  }
}

/** Beside the manifest of the host, or beside another one that has such a file. */
async function placeOf({ manifests }: HostCommandServices, host: HostEntry, file: string): Promise<string | undefined> {
  const uris = new Set([host.place.uri, ...manifests.sources().map(({ uri }) => uri)]);
  for (const uri of uris) {
    const at = vscode.Uri.joinPath(vscode.Uri.parse(uri), '..', file);
    try {
      await vscode.workspace.fs.stat(at);
      return at.fsPath;
    } catch {
      // Not beside this one.
    }
  }
  return undefined;
}
