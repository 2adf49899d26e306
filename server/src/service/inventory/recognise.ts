/** Whether an inventory or a file of variables belongs to dhis2-server-tools: those of others are none of our business. */

/** Names that say DHIS2, which roles of others have too. */
const telling = 'dhis2_version|dhis2_war_file|dhis2_base_path';
/** Names that hardly any other inventory has. */
const own = [
  'analytics\\.cache\\.expiration|analytics\\.table\\.unlogged|app_monitoring|dhis2_auto_upgrade|guest_os|guest_os_arch',
  'lxd_bridge_interface|lxd_network|munin_base_path|munin_users|proxy_rewrite|server_monitoring|SSL_TYPE|TLS_TYPE',
].join('|');
/** Names that anybody may have thought of, and that say something only beside others. */
const common = [
  'create_db|database_host|heap_memory_size',
  'pg_effective_cache_size|pg_maintenance_work_mem|pg_max_connections|pg_shared_buffers|pg_work_mem',
].join('|');

const inLine = new RegExp(`(?:^|[ \\t])(?:(${telling})|(${own})|(${common}))[ \\t]*=`, 'g');
const atMargin = new RegExp(`^(?:(${telling})|(${own})|(${common})):(?:[ \\t\\r]|$)`, 'gm');

/** Enough of a file to know it by; no inventory is longer. */
const longest = 200_000;

export function isServerToolsInventory(text: string): boolean {
  const names = noNames();
  for (const line of text.slice(0, longest).split(/[\r\n]+/)) {
    if (!/^\s*[#;]/.test(line)) collect(line, inLine, names);
  }
  // No playbook of the tool works without this group; what lacks it must have all the more of the rest.
  const hasInstances = /^[ \t]*\[instances(?::\w+)?\]/m.test(text);
  return hasInstances ? names.telling.size > 0 || names.own.size > 1 : names.own.size > (names.telling.size > 0 ? 2 : 3);
}

/** By itself; the inventory beside it knows better. */
export function isServerToolsVars(text: string): boolean {
  const names = noNames();
  collect(text.slice(0, longest), atMargin, names);
  return names.own.size > 0 ? names.telling.size + names.own.size + names.common.size > 1 : names.common.size > 3;
}

type Names = { readonly telling: Set<string>; readonly own: Set<string>; readonly common: Set<string> };

const noNames = (): Names => ({ telling: new Set(), own: new Set(), common: new Set() });

function collect(text: string, form: RegExp, names: Names): void {
  for (const [, tells, owned, shared] of text.matchAll(form)) {
    if (tells !== undefined) names.telling.add(tells);
    if (owned !== undefined) names.own.add(owned);
    if (shared !== undefined) names.common.add(shared);
  }
}
