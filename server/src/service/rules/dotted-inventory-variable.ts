import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { settingsIn } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'known' | 'other'>({
  id: 'dotted-inventory-variable',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Name with dots in an inventory', fr: 'Nom à points dans un inventaire' },
  what: {
    en: 'A variable of Ansible has a dot in its name, such as a key of `dhis.conf`.',
    fr: "Une variable d'Ansible a un point dans son nom, comme une clé de `dhis.conf`.",
  },
  source: 'dhis2-server-tools deploy/inventory/host_vars/dhis.template and deploy/roles/create-instance/templates/dhis.conf.j2 @ dce3c4a',
  messages: {
    known: {
      en: '`{name}` never reaches `dhis.conf`: a template cannot read a variable with dots, and the tool writes its own value. Delete the line, and set the key in the `dhis.conf` of the instance.',
      fr: "`{name}` n'atteint jamais `dhis.conf` : un modèle ne peut pas lire une variable à points, et l'outil écrit sa propre valeur. Supprimez la ligne, et fixez la clé dans le `dhis.conf` de l'instance.",
    },
    other: {
      en: 'No template can read `{name}`, because a dot stands between an object and its part. Write `_` instead of the dots, or delete the line.',
      fr: 'Aucun modèle ne peut lire `{name}`, car un point sépare un objet de sa partie. Écrivez `_` à la place des points, ou supprimez la ligne.',
    },
  },
  check(context, report) {
    for (const { assignment } of settingsIn(context)) {
      const { name, nameSpan } = assignment;
      if (!/^\w+(?:\.\w+)+$/.test(name)) continue;
      report({ message: catalogue.lookup(name) === undefined ? 'other' : 'known', args: { name }, span: nameSpan });
    }
  },
});

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'A template of the tool shows two such lines, and they have no effect: unlogged tables, for example, stay on and are empty after a crash.',
    fr: "Un modèle de l'outil montre deux lignes pareilles, sans effet : les tables non journalisées, par exemple, restent actives et sont vides après un plantage.",
  },
  todo: {
    en: 'The tool has no way to set other keys of `dhis.conf`. Set them on the server, and check the file after each run.',
    fr: "L'outil n'a aucun moyen de fixer d'autres clés de `dhis.conf`. Fixez-les sur le serveur, et vérifiez le fichier après chaque exécution.",
  },
  good: [
    { text: 'heap_memory_size: 4G\n', file: 'inventory/host_vars/dhis', beside: { '../hosts': hosts } },
    { text: 'analytics.table.unlogged: on\n', file: 'inventory/host_vars/dhis.template', beside: { '../hosts': hosts } },
  ],
  bad: [
    {
      text: 'analytics.table.unlogged: off\n#^^^^^^^^^^^^^^^^^^^^^^^ known\nown.setting: 1\n#^^^^^^^^^^ other\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
  ],
} satisfies RulePage;
