import { keySlip } from '../conf/key-slips.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'section'>({
  id: 'section-header',
  category: 'syntax',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Section header', fr: 'En-tête de section' },
  what: {
    en: 'A line such as `[database]` stands in the file. A `dhis.conf` has no sections: DHIS2 reads the line as a key without a value.',
    fr: "Une ligne comme `[database]` figure dans le fichier. Un `dhis.conf` n'a pas de sections : DHIS2 lit la ligne comme une clé sans valeur.",
  },
  source: 'java.util.Properties (JDK 17), run',
  messages: {
    section: {
      en: 'A `dhis.conf` has no sections: DHIS2 reads this line as a key and all keys count, whatever header they stand under. Make it a comment.',
      fr: "Un `dhis.conf` n'a pas de sections : DHIS2 lit cette ligne comme une clé, et toutes les clés comptent, quel que soit l'en-tête. Faites-en un commentaire.",
    },
  },
  check(conf, report) {
    for (const entry of unknownEntries(conf)) {
      if (!entry.key.startsWith('[') || keySlip(conf, entry)?.kind !== 'section') continue;
      const { span } = entry.entry;
      report({
        message: 'section',
        span,
        fixes: [
          {
            title: message({ en: 'Make it a comment', fr: 'En faire un commentaire' }),
            edits: [{ span: { start: span.start, end: span.start }, newText: '# ' }],
            preferred: true,
          },
        ],
      });
    }
  },
});

export const page = {
  why: {
    en: 'All keys of the file count, whatever header they stand under. Whoever keeps two settings of the same key in two sections gets the last one.',
    fr: "Toutes les clés du fichier comptent, quel que soit l'en-tête. Qui garde deux valeurs d'une même clé dans deux sections obtient la dernière.",
  },
  todo: { en: 'Make the header a comment.', fr: "Faites de l'en-tête un commentaire." },
  good: [{ text: '# [database]\nconnection.url = jdbc:postgresql:dhis2\n[x] = 1\n' }],
  bad: [
    {
      text: '[database]\n#^^^^^^^^^ section\nnode.id = a\n[My files]\n#^^^^^^^^^ section\n',
      fixed: '# [database]\nnode.id = a\n# [My files]\n',
    },
  ],
} satisfies RulePage;
