import { message } from '../messages.ts';
import { containersOf, type TextValue } from '../tools-ng/containers-document.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'name' | 'ip'>({
  id: 'duplicate-container',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Containers with the same name or address', fr: 'Conteneurs de même nom ou de même adresse' },
  what: {
    en: 'Two containers have the same `name`, or the same `ip`.',
    fr: 'Deux conteneurs ont le même `name`, ou la même `ip`.',
  },
  source: 'bobjolliffe/dhis2-tools-ng setup/create_containers.sh (`lxc init`, `ipv4.address`)',
  messages: {
    name: {
      en: 'A container called `{value}` stands above already. LXD refuses the second one, and its script is run in the first. Choose another name.',
      fr: 'Un conteneur nommé `{value}` figure déjà plus haut. LXD refuse le second, et son script est exécuté dans le premier. Choisissez un autre nom.',
    },
    ip: {
      en: 'A container above has the address `{value}` already, and only one of them can use it. Choose another address.',
      fr: "Un conteneur plus haut a déjà l'adresse `{value}`, et un seul peut s'en servir. Choisissez une autre adresse.",
    },
  },
  check({ document }, report) {
    const containers = containersOf(document);
    for (const field of ['name', 'ip'] as const) {
      const first = new Map<string, TextValue>();
      for (const { [field]: found } of containers) {
        if (found === undefined || found.value === '') continue;
        const earlier = first.get(found.value);
        if (earlier === undefined) {
          first.set(found.value, found);
          continue;
        }
        const related = [{ span: earlier.span, message: message({ en: 'First here', fr: "D'abord ici" }) }];
        report({ message: field, args: { value: found.value }, span: found.span, related });
      }
    }
  },
});

export const page = {
  why: {
    en: 'The tool goes on after the error of LXD: two set-ups end up in one container, and firewall rules name the wrong one.',
    fr: "L'outil continue après l'erreur de LXD : deux installations aboutissent dans un seul conteneur, et des règles de pare-feu désignent le mauvais.",
  },
  todo: { en: 'Give each container a name and an address of its own.', fr: 'Donnez à chaque conteneur un nom et une adresse à lui.' },
  good: [
    {
      text: '{\n  "containers": [\n    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres" },\n    { "name": "postgres-2", "ip": "192.168.0.21", "type": "postgres" }\n  ]\n}\n',
    },
  ],
  bad: [
    {
      text: '{\n  "containers": [\n    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres" },\n    { "name": "postgres", "ip": "192.168.0.20", "type": "postgres" }\n    #          ^^^^^^^^ name\n    #                            ^^^^^^^^^^^^ ip\n  ]\n}\n',
    },
  ],
} satisfies RulePage;
