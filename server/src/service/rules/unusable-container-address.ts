import { containersOf } from '../tools-ng/containers-document.ts';
import { type AddressProblem, addressProblem, fixedNetwork } from '../tools-ng/network.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<AddressProblem>({
  id: 'unusable-container-address',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Address that a container cannot take', fr: "Adresse qu'un conteneur ne peut pas prendre" },
  what: {
    en: 'The `ip` of a container is no IPv4 address, lies outside of the fixed network of the tool, or is meant for something else.',
    fr: "L'`ip` d'un conteneur n'est pas une adresse IPv4, est hors du réseau fixe de l'outil, ou est destinée à autre chose.",
  },
  source:
    'bobjolliffe/dhis2-tools-ng setup/configs/lxd_preseed (192.168.0.1/24), setup/create_containers.sh, setup/service/dhis2-create-instance',
  messages: {
    notIpv4: {
      en: '`{address}` is no IPv4 address, and LXD refuses it. Write one of {network}, such as `192.168.0.20`.',
      fr: "`{address}` n'est pas une adresse IPv4, et LXD la refuse. Écrivez-en une de {network}, comme `192.168.0.20`.",
    },
    outside: {
      en: '`{address}` is not in {network}, the network of the LXD bridge: the container gets no connection and the script waits for it for ever. Write an address of that network.',
      fr: "`{address}` n'est pas dans {network}, le réseau du pont LXD : le conteneur n'a pas de connexion et le script l'attend sans fin. Écrivez une adresse de ce réseau.",
    },
    gateway: {
      en: '`{address}` belongs to the bridge itself. Write another address of {network}.',
      fr: '`{address}` appartient au pont lui-même. Écrivez une autre adresse de {network}.',
    },
    reserved: {
      en: '`{address}` stands for the whole network and cannot be taken by a container. Write another address of {network}.',
      fr: '`{address}` désigne le réseau entier et ne peut être prise par un conteneur. Écrivez une autre adresse de {network}.',
    },
    forInstances: {
      en: '`{address}` is one of the ten addresses that instances get (.10 to .19). Write one outside of these, or one instance less fits on the machine.',
      fr: "`{address}` est l'une des dix adresses que reçoivent les instances (.10 à .19). Écrivez-en une autre, sinon la machine portera une instance de moins.",
    },
  },
  check({ document }, report) {
    for (const { ip } of containersOf(document)) {
      const problem = ip === undefined || ip.value === '' ? undefined : addressProblem(ip.value);
      if (ip === undefined || problem === undefined) continue;
      const severity = problem === 'forInstances' ? 'warning' : 'error';
      report({ message: problem, severity, args: { address: ip.value, network: fixedNetwork }, span: ip.span });
    }
  },
});

const container = (ip: string, caret = '') =>
  `{\n  "containers": [\n    { "name": "postgres", "ip": "${ip}", "type": "postgres" }\n${caret}  ]\n}\n`;
const carets = (ip: string, message: AddressProblem) =>
  container(ip, `    #                            ${'^'.repeat(ip.length)} ${message}\n`);

export const page = {
  why: {
    en: 'Whatever `network` says, the bridge, the firewall and munin keep 192.168.0.0/24. A container outside of it never answers, and `create_containers.sh` hangs.',
    fr: 'Quoi que dise `network`, le pont, le pare-feu et munin gardent 192.168.0.0/24. Un conteneur hors de ce réseau ne répond jamais, et `create_containers.sh` reste bloqué.',
  },
  todo: {
    en: 'Take an address from 192.168.0.2 to 192.168.0.254, but for .10 to .19.',
    fr: 'Prenez une adresse de 192.168.0.2 à 192.168.0.254, sauf de .10 à .19.',
  },
  good: [{ text: container('192.168.0.2') }, { text: container('192.168.0.100') }],
  bad: [
    { text: carets('192.168.0', 'notIpv4') },
    { text: carets('192.168.0.256', 'notIpv4') },
    { text: carets('192.168.1.20', 'outside') },
    { text: carets('192.168.0.1', 'gateway') },
    { text: carets('192.168.0.255', 'reserved') },
    { text: carets('192.168.0.10', 'forInstances') },
  ],
} satisfies RulePage;
