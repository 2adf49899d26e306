import { plainText, settingsIn } from '../inventory/settings-in.ts';
import { type Variable, variableNamed } from '../inventory/variables.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

type Kind = 'leftover' | 'unfinished' | 'overruled' | 'extraOnly';

export const rule = defineInventoryRule<Kind>({
  id: 'unread-inventory-variable',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Variable that has no effect', fr: 'Variable sans effet' },
  what: {
    en: 'dhis2-server-tools knows the name, but nothing reads it, or the playbook sets it to something else.',
    fr: 'dhis2-server-tools connaît le nom, mais rien ne le lit, ou le playbook lui donne une autre valeur.',
  },
  source: 'dhis2-server-tools deploy/roles/*/defaults, deploy/vars/vars.yml and deploy/playbooks @ dce3c4a',
  messages: {
    leftover: {
      en: '`{name}` is left over from another role and read by nothing. Delete it.',
      fr: "`{name}` est un reste d'un autre rôle et n'est lu par rien. Supprimez-le.",
    },
    unfinished: {
      en: '`{name}` belongs to a part of the tool that does not run. Delete it.',
      fr: "`{name}` appartient à une partie de l'outil qui ne fonctionne pas. Supprimez-le.",
    },
    overruled: {
      en: '`deploy/vars/vars.yml` sets `{name}` to `{value}` and wins, so that the value here is lost. Delete the line, or change that file.',
      fr: "`deploy/vars/vars.yml` fixe `{name}` à `{value}` et l'emporte : la valeur d'ici est perdue. Supprimez la ligne, ou changez ce fichier.",
    },
    extraOnly: {
      en: 'The playbook sets `{name}` itself and wins over the inventory. Give it on the command line: `-e {name}=...`.',
      fr: "Le playbook fixe `{name}` lui-même et l'emporte sur l'inventaire. Donnez-la en ligne de commande : `-e {name}=...`.",
    },
  },
  check(context, report) {
    for (const { assignment } of settingsIn(context)) {
      const { name, nameSpan, value } = assignment;
      const row = variableNamed(name);
      const kind = row && kindOf(row);
      if (row === undefined || kind === undefined) continue;
      // The template of the tool repeats what the playbook says.
      if (kind === 'overruled' && (plainText(value) ?? row.default) === row.default) continue;
      report({ message: kind, args: { name, value: row.default ?? '' }, span: nameSpan, tag: 'unnecessary' });
    }
  },
});

function kindOf({ status, places, replacedBy }: Variable): Kind | undefined {
  if (replacedBy !== undefined) return undefined;
  if (status === 'unread') return 'leftover';
  if (status === 'unfinished' || status === 'overruled') return status;
  return status === 'active' && places.length === 0 ? 'extraOnly' : undefined;
}

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Whoever reads the inventory believes in a setting that the servers never had.',
    fr: "Qui lit l'inventaire croit à un réglage que les serveurs n'ont jamais eu.",
  },
  todo: { en: 'Delete the line, or do what the message says.', fr: 'Supprimez la ligne, ou suivez le message.' },
  good: [
    { text: `${hosts}[all:vars]\nansible_lxd_host="{{ inventory_hostname }}"\nansible_lxd_executable=/bin/bash\nwireguard_enabled=true\n` },
  ],
  bad: [
    {
      text: `${hosts}[all:vars]\nlxd_zfs_size=20\n#^^^^^^^^^^^ leftover\nzabbix_version=6\n#^^^^^^^^^^^^^ unfinished\nansible_lxd_executable=/bin/sh\n#^^^^^^^^^^^^^^^^^^^^^ overruled\ndoris_version=3.1\n#^^^^^^^^^^^^ extraOnly\n`,
    },
  ],
} satisfies RulePage;
