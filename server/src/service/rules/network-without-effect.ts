import { textAt } from '../tools-ng/containers-document.ts';
import { fixedNetwork, isFixedNetwork } from '../tools-ng/network.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'ignored'>({
  id: 'network-without-effect',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Network that is not the fixed one', fr: "Réseau qui n'est pas le réseau fixe" },
  what: {
    en: '`network` is read and not used: 192.168.0.0/24 is fixed in the LXD preseed and in the firewall rules.',
    fr: '`network` est lu sans être utilisé : 192.168.0.0/24 est fixé dans la préconfiguration de LXD et dans les règles du pare-feu.',
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/create_containers.sh, setup/configs/lxd_preseed, setup/configs/ufw_proxy',
  messages: {
    ignored: {
      en: '`{value}` has no effect: the bridge and the firewall stay on {network}, and containers of another network get no connection. Write `192.168.0.1/24`.',
      fr: "`{value}` n'a aucun effet : le pont et le pare-feu restent sur {network}, et des conteneurs d'un autre réseau n'ont pas de connexion. Écrivez `192.168.0.1/24`.",
    },
  },
  check({ document }, report) {
    const network = textAt(document, ['network']);
    if (network === undefined || network.value === '' || isFixedNetwork(network.value)) return;
    const { value, span } = network;
    report({ message: 'ignored', args: { value, network: fixedNetwork }, span, fixes: [changeText(span, '192.168.0.1/24', false)] });
  },
});

export const page = {
  why: {
    en: 'The script waits for ever for containers that cannot reach the network.',
    fr: "Le script attend sans fin des conteneurs qui n'atteignent pas le réseau.",
  },
  todo: {
    en: 'Keep 192.168.0.1/24. If that network is in use around the machine, dhis2-server-tools lets you choose another one.',
    fr: "Gardez 192.168.0.1/24. Si ce réseau est déjà employé autour de la machine, dhis2-server-tools permet d'en choisir un autre.",
  },
  good: [{ text: '{\n  "fqdn": "dhis.example.org",\n  "network": "192.168.0.1/24"\n}\n' }],
  bad: [
    { text: '{\n  "network": "172.19.2.1/24"\n  #           ^^^^^^^^^^^^^ ignored\n}\n' },
    { text: '{\n  "network": "192.168.0.1/16"\n  #           ^^^^^^^^^^^^^^ ignored\n}\n' },
  ],
} satisfies RulePage;
