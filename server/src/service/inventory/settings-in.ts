/** What a file of an inventory sets, as rules look at it. */
import type { InventoryContext } from '../rules/context.ts';
import type { Inventory, InventoryHost, Setting } from './inventory.ts';
import { type InventoryValue, printed } from './inventory-value.ts';

/** Each once, though a range of hosts stands for many. Copies to start from set nothing. */
export function settingsIn({ inventory, uri }: InventoryContext): readonly Setting[] {
  const seen = new Set<Setting['assignment']>();
  return inventory.settings.filter((setting) => {
    if (setting.uri !== uri || seen.has(setting.assignment)) return false;
    seen.add(setting.assignment);
    return true;
  });
}

/** As the tool gets it; undefined for a list, and for what a template works out. */
export function plainText(value: InventoryValue): string | undefined {
  const text = printed(value);
  return text === undefined || /\{[{%]/.test(text) ? undefined : text;
}

/** What a host ends up with, trimmed; `known: false` when a template or another kind of value leaves it open. */
export type InForce = { readonly known: true; readonly text: string | undefined } | { readonly known: false };

export function inForce(host: InventoryHost | undefined, name: string): InForce {
  const variable = host?.variables.get(name);
  if (variable === undefined) return { known: true, text: undefined };
  const text = plainText(variable.assignment.value);
  return text === undefined ? { known: false } : { known: true, text: text.trim() };
}

/** The text when it is set and known. */
export function textInForce(host: InventoryHost | undefined, name: string): string | undefined {
  const force = inForce(host, name);
  return force.known ? force.text : undefined;
}

/** What Ansible's `bool` filter takes for yes. */
export function isYes(text: string | undefined): boolean {
  return text !== undefined && /^(?:yes|on|1|true)$/i.test(text);
}

/** Hosts of a group that are kept, not marked as deleted. */
export function liveHosts({ groups, hosts }: Inventory, group: string): readonly InventoryHost[] {
  return (groups.get(group)?.hosts ?? []).flatMap((name) => {
    const host = hosts.get(name);
    return host === undefined || textInForce(host, 'instance_state') === 'deleted' ? [] : [host];
  });
}

/** Reached through LXD, which makes its container. */
export function isContainer(host: InventoryHost): boolean {
  const connection = inForce(host, 'ansible_connection');
  return connection.known && (connection.text ?? 'lxd') === 'lxd' && host.name !== '127.0.0.1';
}

/** By the assignment that is in force for them. */
export function hostsByWinner(hosts: readonly InventoryHost[], name: string): ReadonlyMap<Setting['assignment'], readonly InventoryHost[]> {
  const winners = new Map<Setting['assignment'], InventoryHost[]>();
  for (const host of hosts) {
    const assignment = host.variables.get(name)?.assignment;
    if (assignment === undefined) continue;
    const known = winners.get(assignment);
    if (known === undefined) winners.set(assignment, [host]);
    else known.push(host);
  }
  return winners;
}
