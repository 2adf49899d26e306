/** Databases, proxies and instances of an inventory of dhis2-server-tools. */
import type { Import, Imported } from './import-inventory.ts';
import { dhis2VersionOf, heapOf, postgresSizeOf, variable, wholeNumber } from './inventory-values.ts';
import type { DraftItem } from './plan-draft.ts';

export const tuningVariables = {
  sharedBuffers: 'pg_shared_buffers',
  workMem: 'pg_work_mem',
  maintenanceWorkMem: 'pg_maintenance_work_mem',
  effectiveCacheSize: 'pg_effective_cache_size',
} as const;

export function databaseOf({ source, name, host }: Imported): DraftItem {
  const sizes = Object.entries(tuningVariables).flatMap(([field, from]) => {
    const size = postgresSizeOf(variable(source, from) ?? '');
    return size === undefined ? [] : [[field, size] as const];
  });
  return {
    name,
    host,
    postgresqlVersion: variable(source, 'postgresql_version'),
    maxConnections: wholeNumber(variable(source, 'pg_max_connections')),
    tuning: sizes.length === 0 ? undefined : { recipe: 'values', ...Object.fromEntries(sizes) },
  };
}

const tlsModes: { readonly [type: string]: string | undefined } = {
  letsencrypt: 'lets-encrypt',
  selfsigned: 'self-signed',
};

/** None without a name to answer for. */
export function proxyOf({ source, name, host }: Imported, { all, serverNames }: Import): readonly DraftItem[] {
  if (serverNames.length === 0) return [];
  const users = [source, ...all.flatMap((one) => (one.role === 'instances' ? [one.source] : []))];
  const first = (...names: readonly string[]) => users.map((user) => variable(user, ...names)).find((value) => value !== undefined);
  const mode = tlsModes[first('TLS_TYPE', 'SSL_TYPE') ?? 'letsencrypt'];
  const email = mode === 'lets-encrypt' ? first('email') : undefined;
  return [
    {
      name,
      host,
      kind: variable(source, 'proxy') === 'apache2' ? 'apache' : 'nginx',
      serverNames,
      tls: mode === undefined ? undefined : { mode, email },
    },
  ];
}

export function instanceOf({ source, name, host }: Imported, { all, serverNames }: Import, proxy: unknown): DraftItem {
  const fqdn = variable(source, 'fqdn');
  const wanted = variable(source, 'database_host') ?? 'postgres';
  const database = all.find((one) => one.role === 'databases' && one.source.name === wanted)?.name;
  const path = variable(source, 'dhis2_base_path', 'instance_name') ?? source.name;
  return {
    name,
    host,
    dhis2Version: dhis2VersionOf(source),
    heap: heapOf(variable(source, 'heap_memory_size') ?? ''),
    database,
    proxy,
    serverName: fqdn === serverNames[0] ? undefined : fqdn,
    path: path === 'ROOT' ? '/' : `/${path}`,
  };
}
