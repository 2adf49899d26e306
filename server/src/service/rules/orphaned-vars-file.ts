import { mostNames } from '../inventory/host-patterns.ts';
import { near } from '../text/similarity.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

type Kind = 'host' | 'group' | 'similar';

export const rule = defineInventoryRule<Kind>({
  id: 'orphaned-vars-file',
  category: 'reference',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'File of variables for nobody', fr: 'Fichier de variables pour personne' },
  what: {
    en: 'A file of `host_vars` or `group_vars` is named after a host or group that the hosts file does not have.',
    fr: "Un fichier de `host_vars` ou `group_vars` porte le nom d'un hôte ou d'un groupe absent du fichier hosts.",
  },
  source: 'ansible-core 2.14, lib/ansible/plugins/vars/host_group_vars.py, run',
  messages: {
    host: {
      en: 'No host is named `{name}`, so that nothing of this file is read. Rename the file, or add the host.',
      fr: "Aucun hôte ne s'appelle `{name}` : rien de ce fichier n'est lu. Renommez le fichier, ou ajoutez l'hôte.",
    },
    group: {
      en: 'No group is named `{name}`, so that nothing of this file is read. Rename the file, or add the group.',
      fr: "Aucun groupe ne s'appelle `{name}` : rien de ce fichier n'est lu. Renommez le fichier, ou ajoutez le groupe.",
    },
    similar: {
      en: 'Nobody is named `{name}`, so that nothing of this file is read. Did you mean `{suggestion}`? Rename the file then.',
      fr: "Personne ne s'appelle `{name}` : rien de ce fichier n'est lu. Vouliez-vous dire `{suggestion}` ? Renommez alors le fichier.",
    },
  },
  check({ vars, inventory }, report) {
    const [first] = vars?.vars.variables ?? [];
    if (vars === undefined || first === undefined || !inventory.isReadable || vars.owner.template) return;
    const { kind, name } = vars.owner;
    const known = [...(kind === 'host' ? inventory.hosts : inventory.groups).keys()];
    // A range of that many hosts is not read to its end.
    if (known.includes(name) || name === 'localhost' || known.length >= mostNames) return;
    const [suggestion] = near(name, known);
    report({
      message: suggestion === undefined ? kind : 'similar',
      args: { name, suggestion: suggestion ?? '' },
      span: first.nameSpan,
    });
  },
});

const hosts = '[databases]\npostgres ansible_host=172.19.2.20\n[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';
const text = 'dhis2_version: 2.42\n';
const bad = (message: Kind) => `${text}#^^^^^^^^^^^^ ${message}\n`;
const beside = { '../hosts': hosts };

export const page = {
  why: {
    en: 'Ansible takes the files of the names it knows, and is silent about all others.',
    fr: "Ansible prend les fichiers des noms qu'il connaît, et se tait sur tous les autres.",
  },
  todo: {
    en: 'A file of `host_vars` bears the name at the start of a host line, one of `group_vars` that in the brackets.',
    fr: "Un fichier de `host_vars` porte le nom au début d'une ligne d'hôte, un de `group_vars` celui entre crochets.",
  },
  good: [
    { text, file: 'inventory/host_vars/dhis', beside },
    { text, file: 'inventory/group_vars/all', beside },
    { text, file: 'inventory/group_vars/instances.yml', beside },
    { text, file: 'inventory/host_vars/hmis.template', beside },
    { text, file: 'inventory/host_vars/hmis' },
  ],
  bad: [
    { text: bad('host'), file: 'inventory/host_vars/training', beside },
    { text: bad('group'), file: 'inventory/group_vars/country', beside },
    { text: bad('similar'), file: 'inventory/host_vars/postgress', beside },
  ],
} satisfies RulePage;
