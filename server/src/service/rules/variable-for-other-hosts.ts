import type { Inventory, Setting } from '../inventory/inventory.ts';
import { settingsIn } from '../inventory/settings-in.ts';
import { stockGroups, variableNamed } from '../inventory/variables.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'other'>({
  id: 'variable-for-other-hosts',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Variable set where nobody reads it', fr: 'Variable fixée là où personne ne la lit' },
  what: {
    en: 'A variable of instances is set for a host that is none, or one of databases for a host that is none.',
    fr: "Une variable des instances est fixée pour un hôte qui n'en est pas une, ou une des bases pour un hôte qui n'en est pas une.",
  },
  source: 'schemas/server-tools, read from dhis2-server-tools @ dce3c4a',
  messages: {
    other: {
      en: '`{name}` is read for hosts of `[{group}]` only, and `{owner}` has none of them. Move it there.',
      fr: "`{name}` n'est lue que pour les hôtes de `[{group}]`, et `{owner}` n'en contient aucun. Placez-la là-bas.",
    },
  },
  check(context, report) {
    const { inventory } = context;
    if (!inventory.isReadable) return;
    for (const setting of settingsIn(context)) {
      const row = variableNamed(setting.assignment.name);
      const [group, ...more] = row?.hosts ?? [];
      // The name of an instance is read for monitoring too.
      if (row?.status !== 'active' || more.length > 0 || row.name === 'fqdn' || (group !== 'instances' && group !== 'databases')) continue;
      const hosts = hostsOf(setting, inventory);
      const groups = hosts.flatMap((name) => inventory.hosts.get(name)?.groups ?? ['unknown']).filter((name) => name !== 'all');
      if (hosts.length === 0 || groups.includes(group) || !groups.every((name) => stockGroups.includes(name))) continue;
      report({
        message: 'other',
        args: { name: row.name, group, owner: setting.owner },
        span: setting.assignment.nameSpan,
        tag: 'unnecessary',
      });
    }
  },
});

/** Variables for all are meant for whoever reads them. */
function hostsOf({ origin, owner }: Setting, { groups }: Inventory): readonly string[] {
  if (origin === 'host-line' || origin === 'host-file') return [owner];
  return origin === 'group-vars' || origin === 'group-file' ? (groups.get(owner)?.hosts ?? []) : [];
}

const hosts = '[databases]\npostgres ansible_host=172.19.2.20\n[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'The tuning of a database in the file of an instance changes nothing, and nobody is told.',
    fr: "Le réglage d'une base dans le fichier d'une instance ne change rien, et personne n'en est averti.",
  },
  todo: {
    en: 'Put it into the file of the right host, or below its group.',
    fr: 'Placez-la dans le fichier du bon hôte, ou sous son groupe.',
  },
  good: [
    { text: `${hosts}[all:vars]\npg_work_mem=20MB\nheap_memory_size=4G\n` },
    { text: `${hosts}[country]\nextra ansible_host=172.19.2.12 heap_memory_size=4G\n` },
    { text: 'pg_work_mem: 20MB\n', file: 'inventory/host_vars/postgres', beside: { '../hosts': hosts } },
    { text: 'pg_work_mem: 20MB\npg_shared_buffers: 1GB\n', file: 'inventory/host_vars/elsewhere', beside: { '../hosts': hosts } },
  ],
  bad: [
    {
      text: 'pg_work_mem: 20MB\n#^^^^^^^^^^ other\nheap_memory_size: 4G\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
    { text: `${hosts}[databases:vars]\ncreate_db=yes\n#^^^^^^^^ other\n` },
  ],
} satisfies RulePage;
