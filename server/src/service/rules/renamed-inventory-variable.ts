import { settingsIn } from '../inventory/settings-in.ts';
import { variableNamed } from '../inventory/variables.ts';
import { message } from '../messages.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'removed' | 'both' | 'deprecated'>({
  id: 'renamed-inventory-variable',
  category: 'compatibility',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Former name of a variable', fr: "Ancien nom d'une variable" },
  what: {
    en: 'The variable has another name in the dhis2-server-tools of today.',
    fr: "La variable porte un autre nom dans le dhis2-server-tools d'aujourd'hui.",
  },
  source: 'dhis2-server-tools deploy/inventory/hosts.template and deploy/roles @ dce3c4a: no reader',
  messages: {
    removed: {
      en: 'Nothing reads `{name}` any more, so that its value is lost. Rename it to `{replacement}`.',
      fr: 'Plus rien ne lit `{name}` : sa valeur est perdue. Renommez-la en `{replacement}`.',
    },
    both: {
      en: 'Nothing reads `{name}` any more, and `{replacement}` is set already. Delete the former name.',
      fr: "Plus rien ne lit `{name}`, et `{replacement}` est déjà fixée. Supprimez l'ancien nom.",
    },
    deprecated: {
      en: '`{name}` is the older name of `{replacement}` and counts only while that one is not set. Rename it.',
      fr: "`{name}` est l'ancien nom de `{replacement}` et ne compte que tant que celle-ci n'est pas fixée. Renommez-la.",
    },
  },
  check(context, report) {
    const all = context.inventory.settings;
    for (const { assignment, owner } of settingsIn(context)) {
      const { name, nameSpan } = assignment;
      const row = variableNamed(name);
      const replacement = row?.replacedBy;
      if (row === undefined || replacement === undefined) continue;
      const isSet = all.some((other) => other.assignment.name === replacement && other.owner === owner);
      const title = message({ en: 'Rename to `{name}`', fr: 'Renommer en `{name}`' }, { name: replacement });
      report({
        message: row.status === 'deprecated' ? 'deprecated' : isSet ? 'both' : 'removed',
        args: { name, replacement },
        span: nameSpan,
        ...(row.status === 'deprecated' ? { severity: 'info' as const, tag: 'deprecated' as const } : {}),
        fixes: isSet ? [] : [{ title, edits: [{ span: nameSpan, newText: replacement }], preferred: true }],
      });
    }
  },
});

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Inventories live longer than names: one that once worked is then run with defaults.',
    fr: "Les inventaires vivent plus longtemps que les noms : celui qui fonctionnait s'exécute alors avec des valeurs par défaut.",
  },
  todo: { en: 'Take the name of today; the values are the same.', fr: "Prenez le nom d'aujourd'hui ; les valeurs sont les mêmes." },
  good: [{ text: `${hosts}[all:vars]\nTLS_TYPE=letsencrypt\nansible_port=822\n` }],
  bad: [
    {
      text: `${hosts}[all:vars]\nSSL_TYPE=letsencrypt\n#^^^^^^^ removed\nssh_port=822\n#^^^^^^^ removed\nJAVA_VERSION=11\n#^^^^^^^^^^^ deprecated\n`,
      fixed: `${hosts}[all:vars]\nTLS_TYPE=letsencrypt\nansible_port=822\njava_version=11\n`,
    },
    { text: `${hosts}[all:vars]\nTLS_TYPE=selfsigned\nSSL_TYPE=letsencrypt\n#^^^^^^^ both\n` },
    {
      text: 'instance_name: hmis\n#^^^^^^^^^^^^ removed\n',
      fixed: 'dhis2_base_path: hmis\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
  ],
} satisfies RulePage;
