/** Which host or instance a command means: what it was called with, the only one there is, or what the person picks. */
import type { ListedRun } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { HostEntry, InstanceEntry, Inventory } from '../inventory/inventory.ts';
import type { HostsNode } from '../views/host-nodes.ts';

/** Commands are called with a node of the tree, with an id by our own links, and with nothing by the palette. */
export function nodeArgument(argument: unknown): HostsNode | undefined {
  return typeof argument === 'object' && argument !== null && 'kind' in argument ? (argument as HostsNode) : undefined;
}

/** Looked up again by its id: the node may be older than the manifest. */
export function hostNamed({ hosts }: Inventory, argument: unknown): HostEntry | undefined {
  const node = nodeArgument(argument);
  const id = node !== undefined && 'host' in node ? node.host.id : argument;
  return hosts.find((host) => host.id === id);
}

export function runArgument(argument: unknown): ListedRun | undefined {
  const node = nodeArgument(argument);
  return node?.kind === 'run' ? node.run : undefined;
}

export type HostedInstance = { readonly host: HostEntry; readonly entry: InstanceEntry };

export function instanceNamed(inventory: Inventory, argument: unknown): HostedInstance | undefined {
  const node = nodeArgument(argument);
  const id = node !== undefined && 'entry' in node ? node.entry.id : argument;
  return hostedInstances(inventory).find(({ entry }) => entry.id === id);
}

export function hostedInstances({ hosts }: Inventory): readonly HostedInstance[] {
  return hosts.flatMap((host) => host.instances.map((entry) => ({ host, entry })));
}

export async function pickHost(hosts: readonly HostEntry[], title: string): Promise<HostEntry | undefined> {
  const items = hosts.map((host) => ({ label: host.id, description: host.host.address, detail: host.host.description ?? '', host }));
  return pickItem(items, title, ({ host }) => host);
}

export async function pickInstance(instances: readonly HostedInstance[], title: string): Promise<HostedInstance | undefined> {
  const items = instances.map((hosted) => ({
    label: hosted.entry.instance.name,
    description: hosted.host.id,
    detail: hosted.entry.instance.description ?? '',
    hosted,
  }));
  return pickItem(items, title, ({ hosted }) => hosted);
}

async function pickItem<Choice extends vscode.QuickPickItem, T>(
  items: readonly Choice[],
  title: string,
  chosenOf: (item: Choice) => T,
): Promise<T | undefined> {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return chosenOf(only);
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  return chosen === undefined ? undefined : chosenOf(chosen);
}
