import { unknownEntries } from '../conf/live-entries.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'empty'>({
  id: 'empty-key',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Value without a key', fr: 'Valeur sans clé' },
  what: { en: 'The line begins with `=` or `:`, so that the key is empty.', fr: 'La ligne commence par `=` ou `:` : la clé est vide.' },
  source: 'java.util.Properties (JDK 17), run',
  messages: {
    empty: {
      en: 'No key stands before this value, so DHIS2 ignores it. Put the key back, or delete the line.',
      fr: "Aucune clé ne précède cette valeur : DHIS2 l'ignore. Remettez la clé, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    for (const { entry, key } of unknownEntries(conf)) {
      if (key !== '' || entry.separator.start === entry.separator.end) continue;
      report({ message: 'empty', span: entry.span, fixes: [removeEntryFix(entry, conf.lines, false)] });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 ignores the value. Often the key was lost while editing, or stands alone on the line above with an empty value.',
    fr: 'DHIS2 ignore la valeur. Souvent la clé a été perdue pendant une modification, ou se trouve seule sur la ligne précédente, avec une valeur vide.',
  },
  todo: { en: 'Put the key back, or delete the line.', fr: 'Remettez la clé, ou supprimez la ligne.' },
  good: [{ text: 'node.id = =x\n\\= = 1\n' }],
  bad: [{ text: 'node.id = a\n= jdbc:postgresql:dhis2\n#^^^^^^^^^^^^^^^^^^^^^^ empty\n' }],
} satisfies RulePage;
