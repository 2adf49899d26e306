import { containersOf } from '../tools-ng/containers-document.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'refused'>({
  id: 'refused-container-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Name that LXD refuses', fr: 'Nom refusé par LXD' },
  what: {
    en: 'Names of LXD are names of machines: letters, digits and dashes, up to 63 characters, beginning with a letter and not ending with a dash.',
    fr: 'Les noms de LXD sont des noms de machines : lettres, chiffres et tirets, 63 caractères au plus, une lettre au début et pas de tiret à la fin.',
  },
  source: 'LXD documentation, Instance properties (name); bobjolliffe/dhis2-tools-ng setup/create_containers.sh (`lxc init`)',
  messages: {
    refused: {
      en: 'LXD makes no container called `{name}`. A name has letters, digits and dashes only, begins with a letter, and does not end with a dash.',
      fr: "LXD ne crée pas de conteneur nommé `{name}`. Un nom n'a que des lettres, des chiffres et des tirets, commence par une lettre et ne finit pas par un tiret.",
    },
  },
  check({ document }, report) {
    for (const { name } of containersOf(document)) {
      // Blanks are told by a rule of their own.
      if (name === undefined || name.value === '' || isName(name.value) || /\s/.test(name.value)) continue;
      const mended = name.value.replace(/[._]/g, '-');
      report({
        message: 'refused',
        args: { name: name.value },
        span: name.span,
        fixes: isName(mended) ? [changeText(name.span, mended, false)] : [],
      });
    }
  },
});

const isName = (name: string): boolean => /^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(name);

const containers = (line: string) => `{\n  "containers": [\n${line}  ]\n}\n`;

export const page = {
  why: {
    en: 'The tool goes on after the error of LXD, and every command that follows fails in its turn.',
    fr: "L'outil continue après l'erreur de LXD, et chaque commande qui suit échoue à son tour.",
  },
  todo: { en: 'Write a dash in place of a dot or an underscore.', fr: "Écrivez un tiret au lieu d'un point ou d'un souligné." },
  good: [{ text: containers('    { "name": "postgres-2", "ip": "192.168.0.21", "type": "postgres" }\n') }],
  bad: [
    { text: containers('    { "name": "postgres_2", "ip": "192.168.0.21", "type": "postgres" }\n    #          ^^^^^^^^^^ refused\n') },
    { text: containers('    { "name": "2nd", "ip": "192.168.0.21", "type": "postgres" }\n    #          ^^^ refused\n') },
  ],
} satisfies RulePage;
