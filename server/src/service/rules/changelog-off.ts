import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'aggregate' | 'tracker'>({
  id: 'changelog-off',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'No history of data changes', fr: "Pas d'historique des modifications de données" },
  what: {
    en: '`changelog.aggregate`, or before 2.43 `changelog.tracker`, is off.',
    fr: '`changelog.aggregate`, ou avant 2.43 `changelog.tracker`, est désactivé.',
  },
  source: 'dhis2-docs src/sysadmin/reference/logging.md',
  messages: {
    aggregate: {
      en: 'DHIS2 keeps no history of data values: nobody can see who changed what. Delete this line.',
      fr: "DHIS2 ne garde pas l'historique des valeurs : personne ne voit qui a changé quoi. Supprimez cette ligne.",
    },
    tracker: {
      en: 'DHIS2 keeps no history of tracker data: nobody can see who changed what about a patient. Delete this line.',
      fr: "DHIS2 ne garde pas l'historique du tracker : personne ne voit qui a changé quoi sur un patient. Supprimez cette ligne.",
    },
  },
  check(conf, report) {
    for (const scope of ['aggregate', 'tracker'] as const) {
      const off = written(conf, `changelog.${scope}`, 'off');
      if (off !== undefined) {
        report({ message: scope, span: off.entry.key.span, fixes: [removeEntryFix(off.entry, conf.lines, false)] });
      }
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 keeps no earlier values. Users no longer see who changed a value in data entry, and a wrong import cannot be told from the truth.',
    fr: 'DHIS2 ne garde pas les valeurs antérieures. Les utilisateurs ne voient plus dans la saisie qui a modifié une valeur, et un import erroné ne se distingue plus du vrai.',
  },
  todo: {
    en: 'Delete the line. What was changed meanwhile cannot be brought back.',
    fr: 'Supprimez la ligne. Ce qui a été modifié entre-temps ne peut pas être retrouvé.',
  },
  good: [
    { text: 'changelog.aggregate = on\n' },
    { text: 'changelog.aggregate = ${CHANGELOG}\n' },
    { text: 'changelog.tracker = off\n' },
    { text: 'changelog.aggregate = perhaps\n' },
  ],
  bad: [
    { text: 'changelog.aggregate = off\n#^^^^^^^^^^^^^^^^^^ aggregate\n' },
    { text: 'changelog.tracker = off\n#^^^^^^^^^^^^^^^^ tracker\n', dhis2Version: '2.42' },
  ],
} satisfies RulePage;
