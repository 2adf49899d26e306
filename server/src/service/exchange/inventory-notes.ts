/** What an inventory of dhis2-server-tools says and a manifest does not. */
import { printed } from '../inventory/inventory-value.ts';
import { holdsSecret } from '../inventory/variables.ts';
import { message } from '../messages.ts';
import { named } from '../text/listed.ts';
import type { ExchangeNote } from './exchange.ts';
import type { Import, Imported } from './import-inventory.ts';
import { machineName, noField, unknownAddress } from './import-parts.ts';
import { importTexts as texts } from './import-texts.ts';
import { tuningVariables } from './inventory-items.ts';
import { credentialReferences } from './inventory-upkeep.ts';
import { heapOf, isTemplate, isYes, postgresSizeOf, variable } from './inventory-values.ts';

export function inventoryNotes(imported: Import): readonly ExchangeNote[] {
  return [
    ...machineNotes(imported),
    ...hostNotes(imported),
    ...proxyNotes(imported),
    ...instanceNotes(imported),
    ...settingNotes(imported),
  ];
}

function machineNotes({ all, machineAddress: address }: Import): readonly ExchangeNote[] {
  if (!all.some(({ isContainer, host }) => isContainer || host === machineName)) return [];
  const text = address === unknownAddress ? texts.addressUnknown : texts.addressGuessed;
  return [{ about: machineName, message: message(text, { address }) }];
}

function hostNotes({ all, inventory }: Import): readonly ExchangeNote[] {
  const deleted = [...inventory.hosts.values()].filter(({ variables }) => variables.get('instance_state') !== undefined);
  const renamed = all.filter(({ source, name }, i) => source.name !== name && all.findIndex((other) => other.source === source) === i);
  return [
    ...deleted.map(({ name }) => ({ about: name, message: message(texts.deleted, { name }) })),
    ...renamed.map(({ source, name }) => ({ about: name, message: message(texts.renamed, { name: source.name, given: name }) })),
    ...all.filter(({ role }) => role === 'other').map(withoutRole),
  ];
}

function withoutRole({ source, host: name }: Imported): ExchangeNote {
  const groups = source.groups.filter((group) => group !== 'all').map((group) => `[${group}]`);
  return { about: name, message: message(texts.noRole, { name, groups: groups.join(', ') || '[ungrouped]' }) };
}

function proxyNotes({ all, serverNames }: Import): readonly ExchangeNote[] {
  const proxy = all.find(({ role }) => role === 'web');
  if (proxy === undefined) return [];
  const { source, name } = proxy;
  const about = name;
  const notes: ExchangeNote[] = [];
  if (serverNames.length === 0) notes.push({ about, message: message(texts.noServerNames, { name }) });
  else if (variable(source, 'TLS_TYPE', 'SSL_TYPE') === 'customssl') notes.push({ about, message: message(texts.ownCertificate) });
  if (variable(source, 'proxy') === 'openresty') notes.push({ about, message: message(texts.openresty) });
  return notes;
}

function instanceNotes({ all }: Import): readonly ExchangeNote[] {
  const databases = new Set(all.flatMap(({ source, role }) => (role === 'databases' ? [source.name] : [])));
  return all.flatMap(({ source, role, name }): readonly ExchangeNote[] => {
    const unread = (from: string, isRead: (text: string) => boolean) => {
      const value = variable(source, from);
      return value === undefined || isRead(value) ? [] : [{ about: name, message: message(texts.unread, { variable: from, name, value }) }];
    };
    const isSize = (text: string) => postgresSizeOf(text) !== undefined;
    if (role === 'databases') return Object.values(tuningVariables).flatMap((from) => unread(from, isSize));
    if (role !== 'instances') return [];
    const value = variable(source, 'database_host') ?? 'postgres';
    const war = variable(source, 'dhis2_war_file');
    return [
      ...(databases.has(value) ? [] : [{ about: name, message: message(texts.databaseUnknown, { name, value }) }]),
      ...(war === undefined ? [] : [{ about: name, message: message(texts.warWithoutChecksum, { name }) }]),
      ...unread('heap_memory_size', (text) => heapOf(text) !== undefined),
    ];
  });
}

/** Read by the import, told above, or without a meaning of its own. */
const read: ReadonlySet<string> = new Set([
  ...Object.values(tuningVariables),
  ...['ansible_connection', 'ansible_host', 'ansible_port', 'ansible_user', 'ansible_ssh_private_key_file'],
  ...['ansible_lxd_host', 'ansible_lxd_executable', 'ansible_python_interpreter', 'guest_os', 'guest_os_arch', 'lxd_network'],
  ...['timezone', 'fqdn', 'email', 'proxy', 'TLS_TYPE', 'SSL_TYPE', 'server_monitoring', 'instance_state'],
  ...['postgresql_version', 'pg_max_connections', 'database_host', 'dhis2_version', 'dhis2_war_file', 'dhis2_base_path', 'instance_name'],
  ...['heap_memory_size', 'java_version', 'JAVA_VERSION', 'days_to_keep', 'weeks_to_keep', 's3_cluster_id', 's3_bucket'],
]);

/** Those that say what happens anyway. */
const usual: { readonly [name: string]: (text: string) => boolean } = {
  create_db: isYes,
  unattended_upgrades: isYes,
  dhis2_auto_upgrade: (text) => !isYes(text),
  proxy_rewrite: (text) => !isYes(text),
};

function settingNotes({ all }: Import): readonly ExchangeNote[] {
  const owners = new Map<string, Imported[]>();
  for (const one of all.filter(({ source }, i) => all.findIndex((other) => other.source === source) === i)) {
    for (const [name] of one.source.variables) owners.set(name, [...(owners.get(name) ?? []), one]);
  }
  return [...owners].flatMap(([name, hosts]) => settingNote(name, hosts));
}

function settingNote(name: string, hosts: readonly Imported[]): readonly ExchangeNote[] {
  const owner = named(hosts);
  const values = hosts.map(({ source }) => {
    const value = source.variables.get(name)?.assignment.value;
    return value === undefined ? undefined : printed(value);
  });
  if (values.every((value) => value === '')) return [];
  if (name in credentialReferences) {
    const reference = credentialReferences[name as keyof typeof credentialReferences];
    return [{ about: name, message: message(texts.secretBecomes, { variable: name, reference }) }];
  }
  if (holdsSecret(name)) return [{ about: name, message: message(texts.secretStays, { variable: name, owner }) }];
  const isUnread = values.some((value) => value !== undefined && isTemplate(value));
  if (read.has(name)) {
    const isOwnName = /^ansible_lxd_/.test(name);
    return isUnread && !isOwnName ? [{ about: name, message: message(texts.template, { variable: name, owner }) }] : [];
  }
  const isUsual = usual[name];
  if (isUsual !== undefined && values.every((value) => value !== undefined && isUsual(value))) return [];
  return [noField(name)];
}
