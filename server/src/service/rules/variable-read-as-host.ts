import { variableNamed } from '../inventory/variables.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'variable'>({
  id: 'variable-read-as-host',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Variable that is read as a host', fr: 'Variable lue comme un hôte' },
  what: {
    en: 'A line such as `fqdn=example.org` stands in a section of hosts, where every line begins with the name of a host.',
    fr: "Une ligne comme `fqdn=example.org` se trouve dans une section d'hôtes, où chaque ligne commence par le nom d'un hôte.",
  },
  source: 'ansible-core 2.14, lib/ansible/plugins/inventory/ini.py, run',
  messages: {
    variable: {
      en: 'Here Ansible reads a host named `{name}=...`, and tries to set it up. Move the line below `[{group}:vars]`.',
      fr: "Ici, Ansible lit un hôte nommé `{name}=...`, et tente de l'installer. Placez la ligne sous `[{group}:vars]`.",
    },
  },
  check({ ini }, report) {
    for (const { lines, group } of ini?.sections ?? []) {
      for (const line of lines) {
        const [, name] = (line.kind === 'host' ? /^([\w.]+)=/.exec(line.pattern) : undefined) ?? [];
        if (line.kind !== 'host' || name === undefined) continue;
        const isOfAll = group === 'ungrouped' || variableNamed(name)?.places.join() === 'all';
        report({ message: 'variable', args: { name, group: isOfAll ? 'all' : group }, span: line.patternSpan });
      }
    }
  },
});

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'The run then fails on a machine that does not exist, and the variable is not set.',
    fr: "L'exécution échoue alors sur une machine qui n'existe pas, et la variable n'est pas fixée.",
  },
  todo: {
    en: 'Put variables of a group below `[group:vars]`, and those of one host on its line.',
    fr: "Placez les variables d'un groupe sous `[groupe:vars]`, et celles d'un hôte sur sa ligne.",
  },
  good: [{ text: `127.0.0.1\n${hosts}[all:vars]\nfqdn=hmis.example.org\n` }],
  bad: [
    { text: `${hosts}fqdn=hmis.example.org\n#^^^^^^^^^^^^^^^^^^^^ variable\n` },
    { text: `proxy=nginx\n#^^^^^^^^^^ variable\n${hosts}` },
  ],
} satisfies RulePage;
