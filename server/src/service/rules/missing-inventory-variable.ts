import type { Fix } from '../findings.ts';
import type { InventoryHost } from '../inventory/inventory.ts';
import { isContainer, liveHosts, textInForce } from '../inventory/settings-in.ts';
import type { InventoryContext } from './context.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { addToSectionFix } from './inventory-fixes.ts';

export const rule = defineInventoryRule<'all' | 'some' | 'postgresql' | 'bridge' | 'java'>({
  id: 'missing-inventory-variable',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Variable that a run needs is not set', fr: "Variable nécessaire à une exécution absente de l'inventaire" },
  what: {
    en: 'Hosts of the inventory lack a variable without which the playbook fails, or takes a default that does harm.',
    fr: "Des hôtes de l'inventaire n'ont pas une variable sans laquelle le playbook échoue, ou prend une valeur par défaut nuisible.",
  },
  source: 'dhis2-server-tools deploy/roles/*/tasks and deploy/roles/postgres/defaults/main.yml @ dce3c4a',
  messages: {
    all: {
      en: '`{name}` is set for none of the hosts that need it, and the run fails in the middle. Set it below `[{section}]`.',
      fr: "`{name}` n'est fixée pour aucun des hôtes qui en ont besoin, et l'exécution échoue en chemin. Fixez-la sous `[{section}]`.",
    },
    some: {
      en: '`{host}` has no `{name}`, and the run fails there. Set it for this host, or below `[{section}]`.',
      fr: "`{host}` n'a pas de `{name}`, et l'exécution y échoue. Fixez-la pour cet hôte, ou sous `[{section}]`.",
    },
    postgresql: {
      en: 'Without `{name}`, `{host}` gets PostgreSQL 13, which is out of support. Set it below `[{section}]` before the first run.',
      fr: "Sans `{name}`, `{host}` reçoit PostgreSQL 13, qui n'est plus pris en charge. Fixez-la sous `[{section}]` avant la première exécution.",
    },
    bridge: {
      en: 'Without `{name}` the bridge is named `lxdbr0` and the containers look for `lxdbr1`, so that none is made. Set it below `[{section}]`.',
      fr: "Sans `{name}`, le pont s'appelle `lxdbr0` et les conteneurs cherchent `lxdbr1` : aucun n'est créé. Fixez-la sous `[{section}]`.",
    },
    java: {
      en: '`{host}` has a WAR of its own, of which the tool cannot tell the Java. Set `{name}` for this host, or below `[{section}]`.',
      fr: "`{host}` a son propre WAR, dont l'outil ne peut pas déduire le Java. Fixez `{name}` pour cet hôte, ou sous `[{section}]`.",
    },
  },
  check(context, report) {
    const { ini, inventory } = context;
    if (ini === undefined || !inventory.complete) return;
    for (const { name, section, value, hosts, message } of needs(context)) {
      const lacking = hosts.filter((host) => !host.variables.has(name));
      const [first] = lacking;
      const line = first?.lines[0];
      if (first === undefined || line === undefined) continue;
      const isOfAll = lacking.length === hosts.length && name !== 'ansible_host';
      const header = ini.sections.find((one) => one.kind === 'vars' && one.group === section.replace(':vars', ''))?.header;
      const fixes: readonly Fix[] = value === undefined || !isOfAll ? [] : [addToSectionFix(ini, section, `${name}=${value}`, false)];
      report({
        message: message ?? (isOfAll ? 'all' : 'some'),
        args: { name, section, host: first.name },
        span: isOfAll && header !== undefined ? header.span : line.patternSpan,
        fixes,
      });
    }
  },
});

type Need = {
  readonly name: string;
  readonly section: 'all:vars' | 'instances:vars' | 'databases:vars';
  /** What the template of the tool has. */
  readonly value?: string;
  readonly hosts: readonly InventoryHost[];
  readonly message?: 'postgresql' | 'bridge' | 'java';
};

function needs({ inventory }: InventoryContext): readonly Need[] {
  const all = [...inventory.hosts.values()].filter(({ name }) => name !== '127.0.0.1' && name !== 'localhost');
  const [instances, databases, web] = ['instances', 'databases', 'web'].map((group) => liveHosts(inventory, group));
  const containers = all.filter(isContainer);
  const others = containers.filter(({ groups }) => !groups.includes('instances'));
  const named = (instances ?? []).filter(
    (host) => textInForce(host, 'fqdn') && (textInForce(host, 'TLS_TYPE') ?? 'letsencrypt') === 'letsencrypt',
  );
  const only = databases?.length === 1 ? databases[0] : undefined;
  return [
    { name: 'ansible_host', section: 'all:vars', hosts: all },
    { name: 'timezone', section: 'all:vars', hosts: all },
    { name: 'proxy', section: 'all:vars', value: 'nginx', hosts: web ?? [] },
    { name: 'email', section: 'all:vars', hosts: named },
    { name: 'server_monitoring', section: 'all:vars', value: 'munin', hosts: all },
    { name: 'guest_os', section: 'all:vars', value: '24.04', hosts: others },
    { name: 'lxd_network', section: 'all:vars', value: '172.19.2.1/24', hosts: containers },
    { name: 'lxd_bridge_interface', section: 'all:vars', value: 'lxdbr1', hosts: containers, message: 'bridge' },
    { name: 'dhis2_auto_upgrade', section: 'instances:vars', value: 'false', hosts: instances ?? [] },
    { name: 'database_host', section: 'instances:vars', ...(only === undefined ? {} : { value: only.name }), hosts: instances ?? [] },
    {
      name: 'java_version',
      section: 'instances:vars',
      hosts: (instances ?? []).filter((host) => textInForce(host, 'dhis2_war_file')),
      message: 'java',
    },
    { name: 'postgresql_version', section: 'all:vars', value: '16', hosts: databases ?? [], message: 'postgresql' },
  ];
}

const whole = [
  '127.0.0.1',
  '[web]',
  'proxy ansible_host=172.19.2.2',
  '[databases]',
  'postgres ansible_host=172.19.2.20',
  '[instances]',
  'dhis ansible_host=172.19.2.11 dhis2_version=2.42 dhis2_auto_upgrade=no database_host=postgres',
  '[monitoring]',
  '[all:vars]',
  'timezone=Africa/Lome',
  'proxy=nginx',
  'server_monitoring=munin',
  'guest_os=24.04',
  'lxd_network=172.19.2.1/24',
  'lxd_bridge_interface=lxdbr1',
  'postgresql_version=16',
];
const inventory = (...without: readonly string[]) => `${whole.filter((line) => !without.includes(line)).join('\n')}\n`;
const marked = (text: string, line: string, message: string) =>
  text.replace(`${line}\n`, `${line}\n#${'^'.repeat(line.split(' ')[0]?.length ?? 0).slice(1)} ${message}\n`);

export const page = {
  why: {
    en: 'Nothing tells so before the run, which has changed some machines by then.',
    fr: "Rien ne le dit avant l'exécution, qui a alors déjà modifié des machines.",
  },
  todo: {
    en: 'Start from `inventory/hosts.template` of the tool, which has them all.',
    fr: "Partez de `inventory/hosts.template` de l'outil, qui les contient toutes.",
  },
  good: [
    { text: inventory() },
    { text: inventory('postgresql_version=16'), beside: { 'host_vars/postgres': 'postgresql_version: 17\n' } },
    { text: inventory('timezone=Africa/Lome'), beside: { 'group_vars/all/main.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n' } },
    { text: `${inventory('lxd_network=172.19.2.1/24', 'lxd_bridge_interface=lxdbr1', 'guest_os=24.04')}ansible_connection=ssh\n` },
  ],
  bad: [
    { text: marked(inventory('proxy=nginx'), '[all:vars]', 'all') },
    { text: inventory().replace(' database_host=postgres\n', '\n#^^^ all\n') },
    { text: inventory().replace(' database_host=postgres\n', ' database_host=postgres dhis2_war_file=/srv/dhis.war\n#^^^ java\n') },
    { text: marked(inventory('postgresql_version=16'), '[all:vars]', 'postgresql') },
    { text: marked(inventory('lxd_bridge_interface=lxdbr1'), '[all:vars]', 'bridge') },
    { text: inventory().replace('postgres ansible_host=172.19.2.20\n', 'postgres\n#^^^^^^^ some\n') },
  ],
} satisfies RulePage;
