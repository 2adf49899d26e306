import type { InventoryHost } from '../inventory/inventory.ts';
import { hostsByWinner, isContainer, isYes, liveHosts, settingsIn, textInForce } from '../inventory/settings-in.ts';
import { isOlder } from '../platform/platform.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'automatic'>({
  id: 'upgrade-deletes-container',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Upgrade by itself that may delete a container', fr: 'Mise à niveau automatique qui peut supprimer un conteneur' },
  what: {
    en: '`dhis2_auto_upgrade` is on for an instance of DHIS2 2.42 or newer in a container.',
    fr: '`dhis2_auto_upgrade` est activée pour une instance de DHIS2 2.42 ou plus récente dans un conteneur.',
  },
  source: 'dhis2-server-tools deploy/roles/create-instance/tasks/main.yml @ dce3c4a',
  messages: {
    automatic: {
      en: 'When the container of `{name}` still runs Ubuntu 22.04, this run deletes it and makes a new one: all files below `/opt/dhis2`, uploads too, are gone. Copy them out first, or set `dhis2_auto_upgrade=false`.',
      fr: "Si le conteneur de `{name}` est encore sous Ubuntu 22.04, cette exécution le supprime et en crée un nouveau : tous les fichiers sous `/opt/dhis2`, envois compris, sont perdus. Copiez-les d'abord, ou fixez `dhis2_auto_upgrade=false`.",
    },
  },
  check(context, report) {
    const { inventory } = context;
    if (!inventory.complete) return;
    const winners = hostsByWinner(liveHosts(inventory, 'instances'), 'dhis2_auto_upgrade');
    for (const { assignment } of settingsIn(context)) {
      if (assignment.name !== 'dhis2_auto_upgrade') continue;
      const host = winners.get(assignment)?.find(isAtRisk);
      if (host !== undefined) report({ message: 'automatic', args: { name: host.name }, span: assignment.valueSpan });
    }
  },
});

function isAtRisk(host: InventoryHost): boolean {
  const version = textInForce(host, 'dhis2_version') ?? '';
  const isUpgraded = isYes(textInForce(host, 'dhis2_auto_upgrade')) && !host.variables.has('dhis2_war_file');
  return isUpgraded && isContainer(host) && /^2\.\d\d/.test(version) && !isOlder(version, '2.42');
}

const instance = (upgrade: string, version = '2.42') => `[instances]\ndhis dhis2_version=${version} dhis2_auto_upgrade=${upgrade}\n`;

export const page = {
  why: {
    en: 'Uploaded files are not in the database, and the backups of the tool do not hold them.',
    fr: "Les fichiers envoyés ne sont pas dans la base, et les sauvegardes de l'outil ne les contiennent pas.",
  },
  todo: {
    en: 'Leave it off, and upgrade one instance at a time after a backup of its files. `lsb_release -r` in the container tells its Ubuntu.',
    fr: 'Laissez-la désactivée, et mettez à niveau une instance à la fois après une sauvegarde de ses fichiers. `lsb_release -r` dans le conteneur indique son Ubuntu.',
  },
  good: [{ text: instance('no') }, { text: instance('yes', '2.41') }, { text: `${instance('yes')}[all:vars]\nansible_connection=ssh\n` }],
  bad: [{ text: `${instance('yes')}#                                          ^^^ automatic\n` }],
} satisfies RulePage;
