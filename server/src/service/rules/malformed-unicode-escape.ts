import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'malformed'>({
  id: 'malformed-unicode-escape',
  category: 'syntax',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Backslash-u without four hexadecimal digits', fr: 'Barre oblique inverse et u sans quatre chiffres hexadécimaux' },
  what: {
    en: 'In a `dhis.conf`, `\\u` begins a character given by four hexadecimal digits, such as `\\u00e9` for é. Here the digits are missing, often because a Windows path such as `C:\\users` was written as it stands.',
    fr: "Dans un `dhis.conf`, `\\u` introduit un caractère donné par quatre chiffres hexadécimaux, par exemple `\\u00e9` pour é. Ici les chiffres manquent, souvent parce qu'un chemin Windows comme `C:\\users` a été écrit tel quel.",
  },
  source: 'java.util.Properties (JDK 17), run; DHIS2 reads the file through it: DefaultDhisConfigurationProvider, all versions',
  messages: {
    malformed: {
      en: '`\\u` needs four hexadecimal digits. Java refuses the whole file here and DHIS2 does not start. Write `\\\\u` for a backslash followed by u.',
      fr: '`\\u` exige quatre chiffres hexadécimaux. Java refuse ici tout le fichier et DHIS2 ne démarre pas. Écrivez `\\\\u` pour une barre oblique inverse suivie de u.',
    },
  },
  check({ file }, report) {
    for (const { span } of file.errors) {
      report({
        message: 'malformed',
        span,
        fixes: [
          {
            title: message({ en: 'Double the backslash', fr: 'Doubler la barre oblique inverse' }),
            edits: [{ span: { start: span.start, end: span.start }, newText: '\\' }],
            preferred: true,
          },
        ],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Java refuses the whole file: no setting is read and DHIS2 does not start. The log names neither the line nor the file.',
    fr: "Java refuse le fichier entier : aucun paramètre n'est lu et DHIS2 ne démarre pas. Le journal ne nomme ni la ligne ni le fichier.",
  },
  todo: {
    en: 'Double the backslash (`C:\\\\users`), use `/` in paths, or complete the four digits.',
    fr: 'Doublez la barre oblique inverse (`C:\\\\users`), employez `/` dans les chemins, ou complétez les quatre chiffres.',
  },
  good: [{ text: 'system.instance.name = Sant\\u00e9\n' }, { text: 'node.id = C:\\\\users\n' }],
  bad: [
    {
      text: 'node.id = C:\\users\\dhis2\n#           ^^ malformed\n',
      fixed: 'node.id = C:\\\\users\\dhis2\n',
    },
  ],
} satisfies RulePage;
