import { message } from '../messages.ts';
import { near } from '../text/similarity.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

const suffixes = ['vars', 'children', 'hosts'];

export const rule = defineInventoryRule<'similar' | 'unknown'>({
  id: 'unknown-section-suffix',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Section of a kind that Ansible does not know', fr: "Section d'un genre qu'Ansible ne connaît pas" },
  what: {
    en: 'Behind the colon of a section stands something other than `vars` or `children`.',
    fr: "Après le deux-points d'une section figure autre chose que `vars` ou `children`.",
  },
  source: 'ansible-core 2.14, lib/ansible/plugins/inventory/ini.py, run',
  messages: {
    similar: {
      en: 'Ansible knows no section `:{suffix}` and refuses the whole file. Did you mean `:{suggestion}`?',
      fr: 'Ansible ne connaît pas de section `:{suffix}` et refuse tout le fichier. Vouliez-vous dire `:{suggestion}` ?',
    },
    unknown: {
      en: 'Ansible knows no section `:{suffix}` and refuses the whole file. Use `:vars` for variables, `:children` for groups, or no colon for hosts.',
      fr: 'Ansible ne connaît pas de section `:{suffix}` et refuse tout le fichier. Employez `:vars` pour des variables, `:children` pour des groupes, ou aucun deux-points pour des hôtes.',
    },
  },
  check({ ini }, report) {
    for (const { kind, span, name: suffix } of ini?.problems ?? []) {
      if (kind !== 'unknownSuffix') continue;
      const [suggestion] = near(suffix, suffixes);
      if (suggestion === undefined) report({ message: 'unknown', args: { suffix }, span });
      else {
        const title = message({ en: 'Change to `:{name}`', fr: 'Remplacer par `:{name}`' }, { name: suggestion });
        report({
          message: 'similar',
          args: { suffix, suggestion },
          span,
          fixes: [{ title, edits: [{ span, newText: suggestion }], preferred: true }],
        });
      }
    }
  },
});

const groups = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Nothing of the inventory is read: the playbook finds no hosts.',
    fr: "Rien de l'inventaire n'est lu : le playbook ne trouve aucun hôte.",
  },
  todo: {
    en: 'Correct the word behind the colon.',
    fr: 'Corrigez le mot après le deux-points.',
  },
  good: [{ text: `${groups}[instances:vars]\ncreate_db=yes\n[all:children]\ninstances\n` }],
  bad: [
    { text: `${groups}[instances:var]\n#          ^^^ similar\n`, fixed: `${groups}[instances:vars]\n` },
    { text: `${groups}[instances:settings]\n#          ^^^^^^^^ unknown\n` },
  ],
} satisfies RulePage;
