import type { Inventory, Setting } from '../inventory/inventory.ts';
import { plainText, settingsIn } from '../inventory/settings-in.ts';
import { variableNamed } from '../inventory/variables.ts';
import { near } from '../text/similarity.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { changeToFixes } from './fixes.ts';

export const rule = defineInventoryRule<'similar' | 'address' | 'elsewhere' | 'unknown' | 'host'>({
  id: 'unknown-database-host',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Host of a database that the inventory does not have', fr: "Hôte de base de données absent de l'inventaire" },
  what: {
    en: '`database_host` names no host of `[databases]`, or another variable names no host of the inventory.',
    fr: "`database_host` ne désigne aucun hôte de `[databases]`, ou une autre variable ne désigne aucun hôte de l'inventaire.",
  },
  source:
    'dhis2-server-tools deploy/roles/create-instance/templates/dhis.conf.j2 and deploy/roles/create-instance/tasks/postgresql-db.yml @ dce3c4a',
  messages: {
    similar: {
      en: 'No host is named `{name}`. Did you mean `{suggestion}`?',
      fr: "Aucun hôte ne s'appelle `{name}`. Vouliez-vous dire `{suggestion}` ?",
    },
    address: {
      en: '`{name}` is an address, and the tool looks for a name: no database is made and `dhis.conf` gets no `connection.url`, without an error. Write the name of a host of `[databases]`.',
      fr: "`{name}` est une adresse, et l'outil cherche un nom : aucune base n'est créée et `dhis.conf` ne reçoit pas de `connection.url`, sans erreur. Écrivez le nom d'un hôte de `[databases]`.",
    },
    elsewhere: {
      en: '`{name}` is a host, but not one of `[databases]`: no database is made and `dhis.conf` gets no `connection.url`, without an error. Name another, or add it to that group.',
      fr: "`{name}` est un hôte, mais pas de `[databases]` : aucune base n'est créée et `dhis.conf` ne reçoit pas de `connection.url`, sans erreur. Nommez-en un autre, ou ajoutez-le à ce groupe.",
    },
    unknown: {
      en: 'No host of `[databases]` is named `{name}`: no database is made and `dhis.conf` gets no `connection.url`, without an error. Correct the name, or add the host.',
      fr: "Aucun hôte de `[databases]` ne s'appelle `{name}` : aucune base n'est créée et `dhis.conf` ne reçoit pas de `connection.url`, sans erreur. Corrigez le nom, ou ajoutez l'hôte.",
    },
    host: {
      en: 'No host of the inventory is named `{name}`. Correct the name, or add the host.',
      fr: "Aucun hôte de l'inventaire ne s'appelle `{name}`. Corrigez le nom, ou ajoutez l'hôte.",
    },
  },
  check(context, report) {
    const { inventory } = context;
    if (inventory.uri === undefined || inventory.groups.size === 0 || !inventory.isReadable) return;
    for (const setting of settingsIn(context)) {
      const type = variableNamed(setting.assignment.name)?.type;
      const name = plainText(setting.assignment.value)?.trim() ?? '';
      if (name === '' || (type !== 'database-host' && type !== 'inventory-host') || !counts(setting, inventory)) continue;
      const known = type === 'database-host' ? (inventory.groups.get('databases')?.hosts ?? []) : [...inventory.hosts.keys()];
      if (known.includes(name)) continue;
      const candidates = near(name, known);
      const [suggestion] = candidates;
      const span = setting.assignment.valueSpan;
      report({
        message: messageFor(name, type, suggestion, inventory),
        args: { name, suggestion: suggestion ?? '' },
        span,
        fixes: changeToFixes(span, candidates.length > 0 ? candidates : known.length === 1 ? known : []),
      });
    }
  },
});

/** It is in force for a host; what another value wins over harms nobody. */
function counts({ assignment, owner, origin }: Setting, { hosts, groups }: Inventory): boolean {
  const names = origin === 'host-line' || origin === 'host-file' ? [owner] : (groups.get(owner)?.hosts ?? []);
  return names.some((name) => hosts.get(name)?.variables.get(assignment.name)?.assignment === assignment);
}

function messageFor(name: string, type: 'database-host' | 'inventory-host', suggestion: string | undefined, { hosts }: Inventory) {
  if (suggestion !== undefined) return 'similar';
  if (type === 'inventory-host') return 'host';
  if (/^\d+(?:\.\d+){3}$|:/.test(name)) return 'address';
  return hosts.has(name) ? 'elsewhere' : 'unknown';
}

const databases = '[databases]\npostgres ansible_host=172.19.2.20\n[web]\nproxy ansible_host=172.19.2.2\n';
const instance = (database: string) => `${databases}[instances]\ndhis dhis2_version=2.42 database_host=${database}\n`;

export const page = {
  why: {
    en: 'The run ends well, and DHIS2 starts without a database.',
    fr: "L'exécution se termine bien, et DHIS2 démarre sans base de données.",
  },
  todo: {
    en: 'Write the name that stands at the start of a line below `[databases]`.',
    fr: "Écrivez le nom qui se trouve au début d'une ligne sous `[databases]`.",
  },
  good: [
    { text: `${instance('postgres')}[instances:vars]\ndatabase_host=elsewhere\n` },
    { text: instance('"{{ own }}"') },
    { text: 'database_host: postgres\n', file: 'inventory/host_vars/dhis', beside: { '../hosts': instance('other') } },
    { text: 'database_host: other\n', file: 'inventory/host_vars/dhis' },
  ],
  bad: [
    {
      text: `${instance('postgers')}#                                     ^^^^^^^^ similar\n`,
      fixed: instance('postgres'),
    },
    { text: `${instance('172.19.2.20')}#                                     ^^^^^^^^^^^ address\n`, fixed: instance('postgres') },
    { text: `${instance('proxy')}#                                     ^^^^^ elsewhere\n` },
    { text: `${instance('warehouse')}#                                     ^^^^^^^^^ unknown\n` },
    {
      text: 'apache_doris_db: analytics-host\n#                ^^^^^^^^^^^^^^ host\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': instance('postgres') },
    },
  ],
} satisfies RulePage;
