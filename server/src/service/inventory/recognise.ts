/** Whether an inventory or a file of variables belongs to dhis2-server-tools: those of others are none of our business. */

/** Names that say DHIS2, and names that few other inventories have. */
const telling = 'dhis2_version|dhis2_war_file|dhis2_auto_upgrade|dhis2_base_path';
const hinting = [
  'analytics\\.cache\\.expiration|analytics\\.table\\.unlogged|app_monitoring|create_db|database_host|guest_os|guest_os_arch',
  'heap_memory_size|lxd_bridge_interface|lxd_network|munin_base_path|munin_users|pg_effective_cache_size',
  'pg_maintenance_work_mem|pg_max_connections|pg_shared_buffers|pg_work_mem|proxy_rewrite|server_monitoring|SSL_TYPE|TLS_TYPE',
].join('|');

const inLine = new RegExp(`(?:^|[ \\t])(?:(${telling})|(${hinting}))[ \\t]*=`, 'g');
const atMargin = new RegExp(`^(?:(${telling})|(${hinting})):(?:[ \\t\\r]|$)`, 'gm');

/** Enough of a file to know it by; no inventory is longer. */
const longest = 200_000;

export function isServerToolsInventory(text: string): boolean {
  const names = { telling: new Set<string>(), hinting: new Set<string>() };
  const hasInstances = /^[ \t]*\[instances(?::\w+)?\]/m.test(text);
  for (const line of text.slice(0, longest).split(/[\r\n]+/)) {
    if (/^\s*[#;]/.test(line)) continue;
    collect(line, inLine, names);
  }
  const { size } = names.hinting;
  return names.telling.size > 0 ? hasInstances || size > 0 : hasInstances ? size > 1 : size > 3;
}

export function isServerToolsVars(text: string): boolean {
  const names = { telling: new Set<string>(), hinting: new Set<string>() };
  collect(text.slice(0, longest), atMargin, names);
  return names.telling.size > 0 || names.hinting.size > 1;
}

function collect(text: string, form: RegExp, names: { readonly telling: Set<string>; readonly hinting: Set<string> }): void {
  for (const [, tells, hints] of text.matchAll(form)) {
    if (tells !== undefined) names.telling.add(tells);
    if (hints !== undefined) names.hinting.add(hints);
  }
}
