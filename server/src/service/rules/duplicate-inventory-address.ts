import type { InventoryHost } from '../inventory/inventory.ts';
import { isContainer, textInForce } from '../inventory/settings-in.ts';
import { message } from '../messages.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'same'>({
  id: 'duplicate-inventory-address',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two containers with one address', fr: 'Deux conteneurs à une même adresse' },
  what: {
    en: 'A container has the same `ansible_host` as another host of the inventory.',
    fr: "Un conteneur a le même `ansible_host` qu'un autre hôte de l'inventaire.",
  },
  source: 'dhis2-server-tools deploy/roles/create-instance/tasks/lxd.yml @ dce3c4a',
  messages: {
    same: {
      en: '`{other}` has the address `{address}` already: the container `{name}` cannot be made, or firewall and proxy take the one for the other. Give it an address of its own.',
      fr: "`{other}` a déjà l'adresse `{address}` : le conteneur `{name}` ne peut pas être créé, ou le pare-feu et le proxy prennent l'un pour l'autre. Donnez-lui sa propre adresse.",
    },
  },
  check({ inventory, uri }, report) {
    if (!inventory.complete) return;
    const byAddress = new Map<string, InventoryHost>();
    for (const host of inventory.hosts.values()) {
      const address = textInForce(host, 'ansible_host');
      if (!address) continue;
      const other = byAddress.get(address);
      const setting = host.variables.get('ansible_host');
      if (other === undefined) byAddress.set(address, host);
      if (other === undefined || setting?.uri !== uri || !(isContainer(host) || isContainer(other))) continue;
      const first = other.variables.get('ansible_host');
      report({
        message: 'same',
        args: { name: host.name, other: other.name, address },
        span: setting.assignment.valueSpan,
        related:
          first?.uri === uri ? [{ span: first.assignment.valueSpan, message: message({ en: 'The other host', fr: "L'autre hôte" }) }] : [],
      });
    }
  },
});

const first = '[databases]\npostgres ansible_host=172.19.2.20\n[instances]\ndhis dhis2_version=2.42 ansible_host=';

export const page = {
  why: {
    en: 'LXD gives an address to one container only; the second one starts without, or the wrong service answers.',
    fr: "LXD ne donne une adresse qu'à un seul conteneur ; le second démarre sans, ou le mauvais service répond.",
  },
  todo: { en: 'Choose a free address of `lxd_network`.', fr: 'Choisissez une adresse libre de `lxd_network`.' },
  good: [
    { text: `${first}172.19.2.11\n` },
    { text: `${first}172.19.2.20\n[all:vars]\nansible_connection=ssh\n` },
    { text: `${first}172.19.2.20\n`, beside: { 'host_vars/dhis': 'ansible_host: 172.19.2.11\n' } },
  ],
  bad: [
    { text: `${first}172.19.2.20\n#                                    ^^^^^^^^^^^ same\n` },
    {
      text: 'ansible_host: 172.19.2.20\n#             ^^^^^^^^^^^ same\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': `${first}172.19.2.9\n` },
    },
  ],
} satisfies RulePage;
