import type { Fix } from '../findings.ts';
import { plainText } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { replaceFix } from './inventory-fixes.ts';

export const rule = defineInventoryRule<'spelling' | 'elsewhere'>({
  id: 'ssh-connection-unseen',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'SSH connection that deploy.sh does not see', fr: 'Connexion SSH que deploy.sh ne voit pas' },
  what: {
    en: 'A host is reached over SSH, but the hosts file does not hold `ansible_connection=ssh` in this very spelling, for which `deploy.sh` searches.',
    fr: 'Un hôte est joint par SSH, mais le fichier hosts ne contient pas `ansible_connection=ssh` exactement ainsi, que `deploy.sh` cherche.',
  },
  source: 'dhis2-server-tools deploy/deploy.sh @ dce3c4a',
  messages: {
    spelling: {
      en: '`deploy.sh` searches for `ansible_connection=ssh` without blanks or quotes, does not find it, and runs as root without asking for passwords. Write it so.',
      fr: "`deploy.sh` cherche `ansible_connection=ssh` sans espace ni guillemets, ne le trouve pas, et s'exécute en root sans demander les mots de passe. Écrivez-le ainsi.",
    },
    elsewhere: {
      en: '`deploy.sh` looks for `ansible_connection=ssh` in the hosts file only, does not find it, and runs as root without asking for passwords. Set it there.',
      fr: "`deploy.sh` cherche `ansible_connection=ssh` dans le fichier hosts seulement, ne le trouve pas, et s'exécute en root sans demander les mots de passe. Fixez-le là.",
    },
  },
  check({ inventory, uri, ini }, report) {
    if (!inventory.complete || inventory.text?.includes('ansible_connection=ssh')) return;
    for (const { assignment, uri: where } of inventory.settings) {
      const isSsh = assignment.name === 'ansible_connection' && plainText(assignment.value)?.trim() === 'ssh';
      if (where !== uri || !isSsh) continue;
      const fix: Fix = replaceFix(assignment.span, 'ansible_connection=ssh', true);
      report({ message: ini === undefined ? 'elsewhere' : 'spelling', span: assignment.span, fixes: ini === undefined ? [] : [fix] });
      return;
    }
  },
});

const hosts = '[instances]\ndhis ansible_host=192.0.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'The run then stops at the first machine that wants a password.',
    fr: "L'exécution s'arrête alors à la première machine qui veut un mot de passe.",
  },
  todo: {
    en: 'Write `ansible_connection=ssh` in `inventory/hosts`, or start `ansible-playbook` yourself with `-k -K`.',
    fr: 'Écrivez `ansible_connection=ssh` dans `inventory/hosts`, ou lancez vous-même `ansible-playbook` avec `-k -K`.',
  },
  good: [
    { text: `${hosts}[all:vars]\nansible_connection=ssh\n` },
    { text: 'ansible_connection: ssh\n', file: 'inventory/host_vars/dhis', beside: { '../hosts': `# ansible_connection=ssh\n${hosts}` } },
  ],
  bad: [
    {
      text: `${hosts}[all:vars]\nansible_connection = ssh\n#^^^^^^^^^^^^^^^^^^^^^^^ spelling\n`,
      fixed: `${hosts}[all:vars]\nansible_connection=ssh\n`,
    },
    {
      text: 'ansible_connection: ssh\n#^^^^^^^^^^^^^^^^^^^^^^ elsewhere\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
  ],
} satisfies RulePage;
