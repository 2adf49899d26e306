/**
 * A manifest as an inventory of dhis2-server-tools: `inventory/hosts` in the form its playbooks read. What it has no
 * variable for is told, so that nothing vanishes silently. Variables and their forms: schemas/server-tools.
 */
import { formatVersion, parseVersion } from '../catalogue/versions.ts';
import type { ManifestText } from '../manifest/conf-addresses.ts';
import { readManifests } from '../manifest/manifest-model.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { bytesOf } from '../manifest/quantities.ts';
import { createProject, type Project, type ProjectItem } from '../project/project.ts';
import type { Exchanged } from './exchange.ts';
import { basePath, monitoringNames, notesOf, tlsTypeOf } from './export-notes.ts';
import { hostLine, type InventorySection, inventoryText, varLine } from './inventory-line.ts';
import { type Layout, layoutOf, type Placed } from './server-tools-layout.ts';

type Var = readonly [name: string, value: string];

/** `broken`: a manifest has mistakes, and what they concern would be missing from the result without a word. */
export function exportSoundInventory(texts: readonly ManifestText[]): Exchanged | 'broken' {
  return readManifests(texts).some(({ problems }) => problems.length > 0) ? 'broken' : exportInventory(texts);
}

/** All manifests together. They must be sound: what is not is left out. */
export function exportInventory(texts: readonly ManifestText[]): Exchanged {
  const [own, ...others] = texts.map(({ uri, text }) => ({ uri, document: parseManifest(text) }));
  return own === undefined ? { files: [], notes: [] } : exported(createProject(own, others, () => undefined));
}

function exported(project: Project): Exchanged {
  const layout = layoutOf(project);
  const linesOf = (role: Placed['role'], vars: (name: string) => readonly Var[]): readonly string[] =>
    layout.placed
      .filter((part) => part.role === role)
      .map((part) => {
        const { name, address, connection } = part;
        const own: readonly Var[] = [['ansible_host', address], ['ansible_connection', connection], ...loginVars(project, part)];
        return hostLine({ name, vars: [...own, ...vars(name)] });
      });
  const sections: readonly InventorySection[] = [
    { header: undefined, comment: 'Made from dhis2-hosting.yaml', lines: ['127.0.0.1'] },
    { header: 'web', lines: linesOf('proxy', () => []) },
    { header: 'databases', lines: linesOf('database', (name) => databaseVars(project.find('databases', name))) },
    { header: 'instances', lines: linesOf('instance', (name) => instanceVars(project, project.find('instances', name))) },
    { header: 'monitoring', lines: linesOf('monitoring', () => []) },
    // Without these headers the playbooks end with an error about a missing group.
    { header: 'integration', lines: [] },
    { header: 'all:vars', lines: allVars(project, layout).map(([name, value]) => varLine(name, value)) },
    // Without the second the playbook fails in the middle; a plan's instance is upgraded when somebody says so.
    { header: 'instances:vars', lines: [varLine('create_db', 'yes'), varLine('dhis2_auto_upgrade', 'false')] },
  ];
  return {
    files: [{ path: 'inventory/hosts', text: inventoryText(sections) }],
    notes: notesOf(project, layout),
  };
}

/** How a machine is reached; LXD needs none of it. */
function loginVars(project: Project, { host: name, connection }: Placed): readonly Var[] {
  const host = connection === 'ssh' ? project.find('hosts', name)?.fields : undefined;
  return [
    ...given('ansible_port', host?.port),
    ...given('ansible_user', host?.user),
    ...given('ansible_ssh_private_key_file', host?.identityFile),
  ];
}

function databaseVars(database: ProjectItem<'databases'> | undefined): readonly Var[] {
  const { postgresqlVersion, maxConnections, tuning } = database?.fields ?? {};
  return [
    ...given('postgresql_version', postgresqlVersion?.split('.')[0]),
    ...given('pg_max_connections', maxConnections),
    ...given('pg_shared_buffers', postgresSize(tuning?.sharedBuffers)),
    ...given('pg_work_mem', postgresSize(tuning?.workMem)),
    ...given('pg_maintenance_work_mem', postgresSize(tuning?.maintenanceWorkMem)),
    ...given('pg_effective_cache_size', postgresSize(tuning?.effectiveCacheSize)),
  ];
}

function instanceVars(project: Project, instance: ProjectItem<'instances'> | undefined): readonly Var[] {
  if (instance === undefined) return [];
  const { database, dhis2Version, heap, path, serverName, proxy, war, javaVersion } = instance.fields;
  const version = dhis2Version === undefined ? undefined : parseVersion(dhis2Version);
  const publicName = serverName ?? project.find('proxies', proxy)?.fields.serverNames[0];
  return [
    ...given('database_host', database),
    ...given('dhis2_version', version && formatVersion(version)),
    ...given('dhis2_war_file', war?.url),
    // Only read beside dhis2_war_file; otherwise the tool works it out of the version.
    ...given('java_version', war?.url === undefined ? undefined : javaVersion),
    ...given('heap_memory_size', javaSize(heap)),
    ...given('dhis2_base_path', path === undefined ? undefined : basePath(path)),
    ...given('fqdn', publicName),
  ];
}

const proxyNames = { nginx: 'nginx', apache: 'apache2' } as const;

function allVars(project: Project, layout: Layout): readonly Var[] {
  const { container } = layout;
  const proxy = project.items('proxies')[0]?.fields;
  const email = proxy?.tls?.email ?? project.section('organisation')?.fields.contact;
  const tool = project.section('monitoring')?.fields.tool;
  const hosts = project.items('hosts');
  const timezone = hosts.find(({ fields }) => fields.timezone !== undefined)?.fields.timezone;
  const retention = project.items('backups').find(({ fields }) => fields.retention !== undefined)?.fields.retention;
  const tls = tlsTypeOf(proxy);
  return [
    ['ansible_connection', container === undefined ? 'ssh' : 'lxd'],
    ['timezone', timezone ?? 'UTC'],
    ['proxy', proxy === undefined ? 'nginx' : proxyNames[proxy.kind]],
    // Otherwise each instance has its own.
    ...given('fqdn', project.items('instances').length === 0 ? proxy?.serverNames[0] : undefined),
    ...given('TLS_TYPE', tls),
    // certbot fails where it is not set; empty, the tool makes up an address.
    ...given('email', email ?? (tls === 'letsencrypt' ? '' : undefined)),
    // Both must be set: the playbooks stop without them.
    ['server_monitoring', monitoringNames[tool ?? 'munin'] ?? 'munin'],
    ['app_monitoring', 'glowroot'],
    ['unattended_upgrades', 'yes'],
    ...(container === undefined ? [] : lxdVars(project, layout)),
    ...given('days_to_keep', retention?.daily),
    ...given('weeks_to_keep', retention?.weekly),
  ];
}

/** The release of containers but for those of instances, which the tool chooses by the release of DHIS2. */
function lxdVars(project: Project, layout: Layout): readonly Var[] {
  const releases = layout.placed.flatMap(({ role, host, isMoved }) => {
    const os = role === 'instance' || isMoved ? undefined : project.find('hosts', host)?.fields.os;
    return os?.startsWith('ubuntu-') ? [os.slice('ubuntu-'.length)] : [];
  });
  return [
    ['lxd_network', layout.lxdNetwork],
    ['lxd_bridge_interface', 'lxdbr1'],
    ['guest_os', releases[0] ?? '24.04'],
    ['guest_os_arch', 'amd64'],
  ];
}

function given(name: string, value: string | number | undefined): readonly Var[] {
  return value === undefined ? [] : [[name, String(value)]];
}

const mebibyte = 1024 * 1024;

/** `4G` or `4608M`: the tool drops any other form of a heap without a word. */
function javaSize(size: string | undefined): string | undefined {
  const megabytes = size === undefined ? undefined : wholeMebibytes(size);
  if (megabytes === undefined) return undefined;
  return megabytes % 1024 === 0 ? `${megabytes / 1024}G` : `${megabytes}M`;
}

/** `4GB` or `512MB`, which PostgreSQL reads as powers of 1024. */
function postgresSize(size: string | undefined): string | undefined {
  const written = javaSize(size);
  return written && `${written}B`;
}

function wholeMebibytes(size: string): number | undefined {
  const bytes = bytesOf(size);
  return bytes === undefined ? undefined : Math.floor(bytes / mebibyte);
}
