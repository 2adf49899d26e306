import { serverToolsVariables } from '../generated/server-tools-variables.ts';
import type { Setting } from '../inventory/inventory.ts';
import { settingsIn } from '../inventory/settings-in.ts';
import { variableNamed } from '../inventory/variables.ts';
import { near } from '../text/similarity.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { changeToFixes } from './fixes.ts';

export const rule = defineInventoryRule<'similar'>({
  id: 'unknown-inventory-variable',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Mistyped variable of an inventory', fr: "Variable d'inventaire mal orthographiée" },
  what: {
    en: 'dhis2-server-tools reads no variable of this name, and there is one that is spelt almost alike. Names of your own are no mistake.',
    fr: "dhis2-server-tools ne lit aucune variable de ce nom, et il en existe une d'orthographe presque identique. Vos propres noms ne sont pas une faute.",
  },
  source: 'schemas/server-tools, read from dhis2-server-tools @ dce3c4a',
  messages: {
    similar: {
      en: 'Nothing reads `{name}`, so that its value is lost without an error. Did you mean `{suggestion}`?',
      fr: 'Rien ne lit `{name}` : sa valeur est perdue sans erreur. Vouliez-vous dire `{suggestion}` ?',
    },
  },
  check(context, report) {
    const used = namesInTemplates(context.text);
    const set = new Set(context.inventory.settings.map(placedName));
    const candidatesOf = new Map<string, readonly string[]>();
    for (const setting of settingsIn(context)) {
      const { name, nameSpan, value } = setting.assignment;
      if (variableNamed(name) !== undefined || used.has(name) || name.startsWith('ansible_') || value.kind === 'map') continue;
      const candidates = candidatesOf.get(name) ?? near(name, offered);
      candidatesOf.set(name, candidates);
      const [suggestion] = candidates;
      if (suggestion === undefined || !isSlip(name, suggestion)) continue;
      // Both set for the same: then this one has a purpose of its own.
      if (set.has(placedName({ ...setting, assignment: { name: suggestion } }))) continue;
      report({ message: 'similar', args: { name, suggestion }, span: nameSpan, fixes: changeToFixes(nameSpan, candidates) });
    }
  },
});

const offered = serverToolsVariables.filter(({ status }) => status === 'active').map(({ name }) => name);

/** The same host or group, whichever file says it. */
function placedName({ origin, owner, assignment }: { origin: Setting['origin']; owner: string; assignment: { name: string } }): string {
  return `${origin.startsWith('host') ? 'host' : 'group'} ${owner} ${assignment.name}`;
}

/** A name that another one takes as its start or end is a name of its own: `tomcat_port` and `tomcat_ports_extra`. */
function isSlip(name: string, known: string): boolean {
  return name.length >= 4 && Math.abs(name.length - known.length) <= 2;
}

/** What a template of another value speaks of is no slip. */
function namesInTemplates(text: string): ReadonlySet<string> {
  const templates = text.match(/\{\{[^{}]*\}\}/g) ?? [];
  return new Set(templates.flatMap((template) => template.match(/[A-Za-z_]\w*/g) ?? []));
}

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Ansible knows no list of variables: a slip of one letter is never told.',
    fr: "Ansible ne connaît pas de liste de variables : une faute d'une lettre n'est jamais signalée.",
  },
  todo: { en: 'Take the suggested name.', fr: 'Prenez le nom proposé.' },
  good: [
    { text: `${hosts}[all:vars]\nown_backup_target=a\nbackup_network=172.19.3.0/24\nansible_become_methode=su\n` },
    { text: `${hosts}[all:vars]\ntomcat_ports=a\ntomcat_port=8080\n` },
    { text: 'heap_memory_sizes: { hmis: 4G }\n', file: 'inventory/host_vars/dhis', beside: { '../hosts': hosts } },
  ],
  bad: [
    {
      text: `[instances]\ndhis dhis2_version=2.42 heap_memory_szie=16G\n#                       ^^^^^^^^^^^^^^^^ similar\n[instances:vars]\nheap_memory_size=4G\n`,
      fixed: `[instances]\ndhis dhis2_version=2.42 heap_memory_size=16G\n[instances:vars]\nheap_memory_size=4G\n`,
    },
    { text: `${hosts}[all:vars]\ndhis2_verison=2.42\n#^^^^^^^^^^^^ similar\n`, fixed: `${hosts}[all:vars]\ndhis2_version=2.42\n` },
    {
      text: `${hosts}[instances:vars]\nheap_memroy_size=4G\n#^^^^^^^^^^^^^^^ similar\ndatabase-host=postgres\n#^^^^^^^^^^^^ similar\n`,
      fixed: `${hosts}[instances:vars]\nheap_memory_size=4G\ndatabase_host=postgres\n`,
    },
    {
      text: 'create_bd: yes\n#^^^^^^^^ similar\n',
      fixed: 'create_db: yes\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
  ],
} satisfies RulePage;
