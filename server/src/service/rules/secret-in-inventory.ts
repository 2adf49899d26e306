import type { InventoryValue } from '../inventory/inventory-value.ts';
import { plainText, settingsIn } from '../inventory/settings-in.ts';
import { variableNamed } from '../inventory/variables.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'clear' | 'stock'>({
  id: 'secret-in-inventory',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Secret in clear text in an inventory', fr: 'Secret en clair dans un inventaire' },
  what: {
    en: 'A password or key stands in the inventory as it is, or is the one that everybody knows from the tool.',
    fr: "Un mot de passe ou une clé se trouve tel quel dans l'inventaire, ou est celui que tout le monde connaît de l'outil.",
  },
  source:
    'DHIS2 Server Certification Programme, secrets in clear text; dhis2-server-tools deploy/inventory/host_vars/proxy.template @ dce3c4a',
  messages: {
    clear: {
      en: 'Whoever can read this file or a copy of it has the secret of `{name}`. Encrypt it with `ansible-vault encrypt_string`, or leave it out where the tool makes one itself.',
      fr: "Qui peut lire ce fichier ou une copie a le secret de `{name}`. Chiffrez-le avec `ansible-vault encrypt_string`, ou omettez-le là où l'outil en crée un.",
    },
    stock: {
      en: '`{name}` is the password of the template, which everybody can look up. Choose another, and encrypt it with `ansible-vault encrypt_string`.',
      fr: '`{name}` est le mot de passe du modèle, que chacun peut trouver. Choisissez-en un autre, et chiffrez-le avec `ansible-vault encrypt_string`.',
    },
  },
  check(context, report) {
    for (const { assignment } of settingsIn(context)) {
      const { name, value, valueSpan } = assignment;
      if (variableNamed(name)?.secret !== true) continue;
      const secrets = secretsIn(value);
      if (secrets.length === 0) continue;
      const isStock = secrets.some((secret) => secret === stock[name]);
      report({ message: isStock ? 'stock' : 'clear', args: { name }, span: valueSpan, ...(isStock ? { severity: 'error' as const } : {}) });
    }
  },
});

const stock: { readonly [name: string]: string } = { munin_password: 'district', munin_users: 'district', grafana_password: 'admin' };

/** Of a list of users, the passwords. */
function secretsIn(value: InventoryValue): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap(secretsIn);
  if (value.kind === 'map') return value.entries.flatMap(([key, one]) => (key === 'password' ? secretsIn(one) : []));
  const text = value.kind === 'other' ? undefined : plainText(value)?.trim();
  return text === undefined || text === '' ? [] : [text];
}

const instance = '[instances]\ndhis dhis2_version=2.42 db_password=';

export const page = {
  why: {
    en: 'Inventories are copied to laptops, sent by mail and put under version control, where a secret stays for good.',
    fr: 'Les inventaires sont copiés sur des portables, envoyés par courriel et mis sous gestion de versions, où un secret reste pour toujours.',
  },
  todo: {
    en: 'Keep secrets in a file of `host_vars` or `group_vars` that `ansible-vault` encrypts. The database password of an instance need not be written: `create_db=yes` makes one.',
    fr: "Gardez les secrets dans un fichier de `host_vars` ou `group_vars` chiffré par `ansible-vault`. Le mot de passe de la base d'une instance n'a pas à être écrit : `create_db=yes` en crée un.",
  },
  good: [
    { text: `${instance}"{{ vault_db_password }}"\n` },
    {
      text: 'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': `${instance}\n` },
    },
    {
      text: 'munin_users: [{ name: admin, password: "{{ munin_password }}" }]\n',
      file: 'inventory/host_vars/proxy',
      beside: { '../hosts': `${instance}\n` },
    },
  ],
  bad: [
    { text: `${instance}a1b2c3\n#                                   ^^^^^^ clear\n` },
    {
      text: 'munin_password: district\n#               ^^^^^^^^ stock\nmunin_users: [{ name: a, password: b }]\n#            ^^^^^^^^^^^^^^^^^^^^^^^^^^ clear\n',
      file: 'inventory/host_vars/proxy',
      beside: { '../hosts': `${instance}\n` },
    },
  ],
} satisfies RulePage;
