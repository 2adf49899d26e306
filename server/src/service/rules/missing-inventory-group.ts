import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'group' | 'controller'>({
  id: 'missing-inventory-group',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Group that the playbook looks up is not there', fr: "Groupe cherché par le playbook absent de l'inventaire" },
  what: {
    en: 'The hosts file lacks `[web]`, `[databases]`, `[instances]` or `[monitoring]`, or the line `127.0.0.1`.',
    fr: 'Le fichier hosts ne contient pas `[web]`, `[databases]`, `[instances]` ou `[monitoring]`, ou la ligne `127.0.0.1`.',
  },
  source: 'dhis2-server-tools deploy/dhis2.yml and deploy/roles, groups[...] @ dce3c4a',
  messages: {
    group: {
      en: 'There is no section `[{name}]`, and the run ends in the middle with an undefined attribute. Add the header; the section may be empty.',
      fr: "Il n'y a pas de section `[{name}]`, et l'exécution s'arrête en chemin sur un attribut indéfini. Ajoutez l'en-tête ; la section peut être vide.",
    },
    controller: {
      en: 'The line `127.0.0.1` is missing, so that the first part of the run, which prepares this machine, is skipped without an error. Add it at the top.',
      fr: "La ligne `127.0.0.1` manque : la première partie de l'exécution, qui prépare cette machine, est sautée sans erreur. Ajoutez-la en haut.",
    },
  },
  check({ ini, inventory }, report) {
    if (ini === undefined || ini.problems.length > 0) return;
    const header = ini.sections.find((section) => section.header !== undefined)?.header;
    if (header === undefined) return;
    const newLine = ini.text.includes('\r\n') ? '\r\n' : '\n';
    for (const name of ['web', 'databases', 'instances', 'monitoring']) {
      if (inventory.groups.get(name)?.isDeclared) continue;
      const end = ini.text.length;
      const lead = ini.text === '' || /[\r\n]$/.test(ini.text) ? '' : newLine;
      const fix = addFix(`[${name}]`, end, `${lead}${newLine}[${name}]${newLine}`);
      report({ message: 'group', args: { name }, span: header.span, fixes: [fix] });
    }
    if (!inventory.hosts.has('127.0.0.1')) {
      const start = ini.text.startsWith('\ufeff') ? 1 : 0;
      report({ message: 'controller', span: header.span, fixes: [addFix('127.0.0.1', start, `127.0.0.1${newLine}${newLine}`)] });
    }
  },
});

/** Not on its own: whoever leaves a group out may mean another inventory. */
function addFix(line: string, at: number, newText: string): Fix {
  return {
    title: message({ en: 'Add `{line}`', fr: 'Ajouter `{line}`' }, { line }),
    edits: [{ span: { start: at, end: at }, newText }],
    preferred: false,
  };
}

const instances = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Templates go over these groups by name, also when there is no proxy and no monitoring.',
    fr: 'Les modèles parcourent ces groupes par leur nom, même sans proxy ni supervision.',
  },
  todo: {
    en: 'Keep all headers of the template, and the line above them.',
    fr: "Gardez tous les en-têtes du modèle, et la ligne au-dessus d'eux.",
  },
  good: [
    { text: `127.0.0.1\n[web]\n[databases]\n[monitoring]\n${instances}` },
    { text: `127.0.0.1\n[web]\n[databases]\n[monitoring:children]\ninstances\n${instances}` },
  ],
  bad: [
    { text: `127.0.0.1\n[web]\n#^^^^ group\n[databases]\n${instances}` },
    { text: `[web]\n#^^^^ controller\n[databases]\n[monitoring]\n${instances}` },
  ],
} satisfies RulePage;
