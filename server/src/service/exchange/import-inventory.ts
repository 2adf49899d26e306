/**
 * An inventory of dhis2-server-tools as a manifest: each of its hosts with what the playbooks put on it. What a manifest
 * cannot say is told, and secrets are never copied.
 */
import { parseVersion } from '../catalogue/versions.ts';
import type { Inventory, InventoryHost } from '../inventory/inventory.ts';
import { isSampleName } from '../tools-ng/names.ts';
import type { Exchanged } from './exchange.ts';
import { createNamer } from './import-names.ts';
import { machineName, unknownAddress } from './import-parts.ts';
import { databaseOf, instanceOf, proxyOf } from './inventory-items.ts';
import { inventoryNotes } from './inventory-notes.ts';
import { backupOf, backupTargetOf, monitoringOf } from './inventory-upkeep.ts';
import { dhis2VersionOf, variable } from './inventory-values.ts';
import { type DraftItem, emptyDraft, soundPlan } from './plan-draft.ts';
import { planText } from './plan-text.ts';

export type Role = 'web' | 'databases' | 'instances' | 'monitoring' | 'other';

/** What a host of the inventory is for, with its place in the manifest. */
export type Imported = {
  readonly source: InventoryHost;
  readonly role: Role;
  /** Of the part and of the host that carries it, each in the form of a manifest. */
  readonly name: string;
  readonly host: string;
  readonly isContainer: boolean;
};

export type Import = {
  readonly inventory: Inventory;
  readonly all: readonly Imported[];
  /** Names that instances have in the proxy, the first of them being that of most. */
  readonly serverNames: readonly string[];
  readonly machineAddress: string;
};

/** The inventory must be one that Ansible reads. */
export function importInventory(inventory: Inventory): Exchanged {
  const imported = readAll(inventory);
  const { all } = imported;
  const of = (role: Role) => all.filter((one) => one.role === role);
  const proxies = of('web')
    .slice(0, 1)
    .flatMap((one) => proxyOf(one, imported));
  const target = backupTargetOf(imported);
  const { plan, notes } = soundPlan({
    ...emptyDraft,
    hosts: hostsOf(imported),
    databases: of('databases').map(databaseOf),
    proxies,
    instances: of('instances').map((one) => instanceOf(one, imported, proxies[0]?.['name'])),
    backupTargets: target === undefined ? [] : [target],
    backups: backupOf(imported, target),
    monitoring: monitoringOf(imported),
  });
  const file = { path: 'dhis2-hosting.yaml', text: planText(plan, ['dhis2-server-tools: inventory/hosts']) };
  return { files: [file], notes: [...inventoryNotes(imported), ...notes] };
}

const roles: readonly Role[] = ['web', 'databases', 'instances', 'monitoring'];

/** The machine that runs the playbook stands in the file as itself. */
const isController = (name: string): boolean => /^(?:127\.0\.0\.1|localhost|::1)$/.test(name);

function readAll(inventory: Inventory): Import {
  const hostName = createNamer();
  hostName(machineName);
  const partNames = new Map(roles.map((role) => [role, createNamer()]));
  const all = [...inventory.hosts.values()].flatMap((source): readonly Imported[] => {
    if (isController(source.name) || source.variables.get('instance_state')?.assignment.value.kind === 'string') return [];
    const connection = variable(source, 'ansible_connection') ?? 'lxd';
    const isContainer = connection === 'lxd';
    const host =
      connection === 'local' ? machineName : source.name === machineName ? hostName(`${machineName} host`) : hostName(source.name);
    const own = roles.filter((role) => source.groups.includes(role));
    // A machine may carry several parts.
    return (own.length === 0 ? (['other'] as const) : own).map((role) => {
      const name = partNames.get(role)?.(source.name) ?? host;
      return { source, role, name, host, isContainer };
    });
  });
  const names = all.flatMap(({ source, role }) => (role === 'instances' ? (variable(source, 'fqdn') ?? []) : []));
  const ofProxy = all.flatMap(({ source, role }) => (role === 'web' ? (variable(source, 'fqdn') ?? []) : []));
  const serverNames = [...new Set([...names, ...ofProxy])];
  return { inventory, all, serverNames, machineAddress: serverNames.find((name) => !isSampleName(name)) ?? unknownAddress };
}

function hostsOf({ all, machineAddress }: Import): readonly DraftItem[] {
  const needsMachine = all.some(({ isContainer, host }) => isContainer || host === machineName);
  const timezone = all.map(({ source }) => variable(source, 'timezone')).find((zone) => zone !== undefined);
  const machine = needsMachine ? [{ name: machineName, address: machineAddress, timezone }] : [];
  const first = all.filter(({ host }, i) => host !== machineName && all.findIndex((other) => other.host === host) === i);
  return [...machine, ...first.map(hostOf)];
}

function hostOf({ source, role, host, isContainer }: Imported): DraftItem {
  const port = Number(variable(source, 'ansible_port') ?? '22');
  const address = variable(source, 'ansible_host') ?? source.name;
  const timezone = variable(source, 'timezone');
  if (isContainer) return { name: host, address, guestOf: machineName, guestKind: 'lxd', os: guestOs(source, role), timezone };
  return {
    name: host,
    address,
    port: port === 22 ? undefined : port,
    user: variable(source, 'ansible_user'),
    identityFile: variable(source, 'ansible_ssh_private_key_file'),
    timezone,
  };
}

/** Of instances the tool chooses it by the release. */
function guestOs(source: InventoryHost, role: Role): string | undefined {
  const release = variable(source, 'guest_os');
  if (role !== 'instances') return release && `ubuntu-${release}`;
  const version = parseVersion(dhis2VersionOf(source) ?? '');
  return version && ((version[1] ?? 0) >= 42 ? 'ubuntu-24.04' : 'ubuntu-22.04');
}
