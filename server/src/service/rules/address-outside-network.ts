import type { InventoryHost } from '../inventory/inventory.ts';
import { firstOf, lastOf, type Network, parseAddress, parseNetwork } from '../inventory/ipv4.ts';
import { isContainer, textInForce } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

type Kind = 'outside' | 'reserved' | 'dhcp';

export const rule = defineInventoryRule<Kind>({
  id: 'address-outside-network',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Container with an address that its network does not give', fr: 'Conteneur avec une adresse que son réseau ne donne pas' },
  what: {
    en: 'The `ansible_host` of a container lies outside of `lxd_network`, is the gateway, or lies in the range that DHCP hands out.',
    fr: "L'`ansible_host` d'un conteneur est hors de `lxd_network`, est la passerelle, ou se trouve dans la plage distribuée par DHCP.",
  },
  source:
    'dhis2-server-tools deploy/roles/create-instance/tasks/lxd.yml and deploy/roles/pre-install/templates/lxd-preseed.yml.j2 @ dce3c4a',
  messages: {
    outside: {
      en: '`{address}` lies outside of `{network}`, so that the container is made without it. Choose an address of that network, or write `ansible_connection=ssh` for a machine of its own.',
      fr: '`{address}` est hors de `{network}` : le conteneur est créé sans elle. Choisissez une adresse de ce réseau, ou écrivez `ansible_connection=ssh` pour une machine à part.',
    },
    reserved: {
      en: '`{address}` is the gateway or an end of `{network}`, and no container can have it. Choose another address.',
      fr: "`{address}` est la passerelle ou une extrémité de `{network}`, et aucun conteneur ne peut l'avoir. Choisissez une autre adresse.",
    },
    dhcp: {
      en: '`{address}` lies between .40 and .50, which the bridge hands out to any container, so that two may get it. Choose an address outside of that range.',
      fr: '`{address}` est entre .40 et .50, que le pont distribue à tout conteneur : deux peuvent la recevoir. Choisissez une adresse hors de cette plage.',
    },
  },
  check({ inventory, uri }, report) {
    if (!inventory.complete) return;
    for (const host of inventory.hosts.values()) {
      const setting = host.variables.get('ansible_host');
      const found = setting?.uri === uri && isContainer(host) ? problemOf(host) : undefined;
      if (setting === undefined || found === undefined) continue;
      const { kind, ...args } = found;
      report({ message: kind, args, span: setting.assignment.valueSpan, ...(kind === 'dhcp' ? { severity: 'warning' as const } : {}) });
    }
  },
});

function problemOf(host: InventoryHost): { readonly kind: Kind; readonly address: string; readonly network: string } | undefined {
  const [address, network] = [textInForce(host, 'ansible_host') ?? '', textInForce(host, 'lxd_network') ?? ''];
  const [at, bridge] = [parseAddress(address), parseNetwork(network)];
  // A small network is more likely a mistake of its own.
  if (at === undefined || bridge === undefined || bridge.length > 30 || firstOf(bridge) === bridge.address) return undefined;
  const kind = kindOf(at, bridge);
  return kind && { kind, address, network };
}

function kindOf(at: number, network: Network): Kind | undefined {
  if (at < firstOf(network) || at > lastOf(network)) return 'outside';
  if (at === firstOf(network) || at === lastOf(network) || at === network.address) return 'reserved';
  const isInRange = at >>> 8 === network.address >>> 8 && (at & 255) >= 40 && (at & 255) <= 50;
  return isInRange ? 'dhcp' : undefined;
}

const inventory = (address: string, more = '') =>
  `[all:vars]\nlxd_network=172.19.2.1/24\n[instances]\ndhis dhis2_version=2.42 ansible_host=${address}\n${more}`;

export const page = {
  why: {
    en: 'The tool passes the address through a filter that yields nothing when it does not fit.',
    fr: "L'outil passe l'adresse par un filtre qui ne rend rien quand elle ne convient pas.",
  },
  todo: {
    en: 'Take addresses of the network that are neither .1 nor .40 to .50.',
    fr: 'Prenez des adresses du réseau qui ne sont ni .1 ni de .40 à .50.',
  },
  good: [{ text: inventory('172.19.2.11') }, { text: inventory('192.0.2.11 ansible_connection=ssh') }, { text: inventory('172.19.2.51') }],
  bad: [
    { text: inventory('172.19.3.11', '#                                    ^^^^^^^^^^^ outside\n') },
    { text: inventory('172.19.2.1', '#                                    ^^^^^^^^^^ reserved\n') },
    { text: inventory('172.19.2.45', '#                                    ^^^^^^^^^^^ dhcp\n') },
  ],
} satisfies RulePage;
