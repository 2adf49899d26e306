import { inForce, isYes, liveHosts } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { addToHostFix } from './inventory-fixes.ts';

export const rule = defineInventoryRule<'missing' | 'off'>({
  id: 'missing-database-password',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Instance without a password for its database', fr: 'Instance sans mot de passe pour sa base de données' },
  what: {
    en: 'An instance has neither `create_db=yes`, which makes a password, nor a `db_password`.',
    fr: "Une instance n'a ni `create_db=yes`, qui crée un mot de passe, ni `db_password`.",
  },
  source: 'dhis2-server-tools deploy/roles/create-instance/tasks/pre-install.yml and tomcat-setup.yml @ dce3c4a',
  messages: {
    missing: {
      en: '`{name}` gets no `dhis.conf`, without an error, because it has neither `create_db=yes` nor `db_password`. Add `create_db=yes`.',
      fr: '`{name}` ne reçoit pas de `dhis.conf`, sans erreur, faute de `create_db=yes` ou de `db_password`. Ajoutez `create_db=yes`.',
    },
    off: {
      en: '`{name}` gets no `dhis.conf`, without an error: `create_db` is off and there is no `db_password`. Switch it on, or give the password from a vault.',
      fr: "`{name}` ne reçoit pas de `dhis.conf`, sans erreur : `create_db` est désactivée et il n'y a pas de `db_password`. Activez-la, ou donnez le mot de passe depuis un coffre.",
    },
  },
  check({ ini, inventory }, report) {
    if (ini === undefined || !inventory.complete) return;
    for (const host of liveHosts(inventory, 'instances')) {
      const create = inForce(host, 'create_db');
      const [line] = host.lines;
      if (line === undefined || !create.known || isYes(create.text) || host.variables.has('db_password')) continue;
      report({
        message: create.text === undefined ? 'missing' : 'off',
        args: { name: host.name },
        span: line.patternSpan,
        fixes: create.text === undefined ? [addToHostFix(line, 'create_db=yes', true)] : [],
      });
    }
  },
});

const instance = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42';

export const page = {
  why: {
    en: 'The step ignores its error: Tomcat starts, and DHIS2 finds no configuration.',
    fr: "L'étape ignore son erreur : Tomcat démarre, et DHIS2 ne trouve aucune configuration.",
  },
  todo: {
    en: 'Set `create_db=yes` below `[instances:vars]`, as the template of the tool does.',
    fr: "Fixez `create_db=yes` sous `[instances:vars]`, comme le fait le modèle de l'outil.",
  },
  good: [
    { text: `${instance}\n[instances:vars]\ncreate_db=yes\n` },
    { text: `${instance}\n`, beside: { 'host_vars/dhis': 'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n' } },
    { text: `${instance}\n`, beside: { 'host_vars/dhis': '$ANSIBLE_VAULT;1.1;AES256\n6162\n' } },
    { text: `${instance} create_db="{{ fresh }}"\nold instance_state=deleted\n` },
    { text: `${instance}\n`, beside: { '../group_vars/instances': 'create_db: yes\n' } },
  ],
  bad: [
    { text: `${instance} # note\n#^^^ missing\n`, fixed: `${instance} create_db=yes # note\n` },
    { text: `${instance}\n#^^^ off\n`, beside: { 'host_vars/dhis': 'create_db: no\n' } },
  ],
} satisfies RulePage;
