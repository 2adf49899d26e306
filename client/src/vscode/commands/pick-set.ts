/** Which of the sets that a host has, or that are off site, is meant. */
import type { BackupReport } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { installationOf } from '../runs/installation.ts';
import { withProgress } from '../ui/progress.ts';
import { setWords } from '../views/backup-nodes.ts';
import type { HostCommandServices } from './services.ts';

/** Undefined when they could not be had, which was told. */
async function backupsOf({ hosts, manifests, say }: HostCommandServices, host: HostEntry): Promise<readonly BackupReport[] | undefined> {
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return void vscode.window.showWarningMessage(say('planOfBroken'));
  try {
    return await withProgress(say('progressBackups', { host: host.id }), (signal) => hosts.runs.backups(host, manifest, signal));
  } catch (error) {
    return void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
  }
}

/** One of an instance itself. */
export async function pickOwnSet(services: HostCommandServices, host: HostEntry, instance: string): Promise<string | undefined> {
  const { say, locale } = services;
  const reports = await backupsOf(services, host);
  if (reports === undefined) return undefined;
  // A restore is of the first plan of an instance, as the recipe has it.
  const report = reports.find((each) => each.instance === instance);
  const here = (report?.sets ?? []).map((set) => ({ ...setWords(set, locale, say), id: set.id }));
  const away = (report?.away ?? []).map(({ id, targets }) => ({
    ...{ label: id, id },
    description: say('setAway', { targets: targets.join(', ') }),
  }));
  return pick(services, [...here, ...away]);
}

/** One of another instance of the host, as `INSTANCE/SET`. */
export async function pickSetOfOther(services: HostCommandServices, host: HostEntry, instance: string): Promise<string | undefined> {
  const { say, locale } = services;
  const reports = await backupsOf(services, host);
  if (reports === undefined) return undefined;
  const items = reports
    .filter((report) => report.instance !== instance)
    .flatMap(({ instance: from, sets = [] }) => sets.map((set) => ({ from, set, words: setWords(set, locale, say) })))
    .map(({ from, set, words }) => ({ ...words, label: `${from}: ${words.label}`, id: `${from}/${set.id}` }));
  return pick(services, items);
}

type SetItem = vscode.QuickPickItem & { readonly id: string };

async function pick({ say }: HostCommandServices, items: readonly SetItem[]): Promise<string | undefined> {
  if (items.length === 0) return void vscode.window.showInformationMessage(say('backupsNone'));
  return (await vscode.window.showQuickPick(items, { title: say('pickSet'), matchOnDescription: true }))?.id;
}
