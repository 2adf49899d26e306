import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { lacks } from '../project/absence.ts';
import { isProduction, productionIn } from '../project/production.ts';
import { isManaged } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { addFieldFix, addSectionFix } from './planning-fixes.ts';

const window = 'window: { days: [sunday], from: "20:00", to: "23:00" }';

export const rule = defineManifestRule<'absent'>({
  id: 'no-maintenance-window',
  category: 'planning',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'Production without a maintenance window', fr: 'Production sans plage de maintenance' },
  what: {
    en: 'The plan has a production instance, and `maintenance` has no `window`.',
    fr: "Le plan a une instance de production, et `maintenance` n'a pas de `window`.",
  },
  source: 'DHIS2 hosting guide, DHIS2 in production; Maintenance',
  messages: {
    absent: {
      en: 'No time is agreed at which production may be down, so each patch needs a discussion and waits. Write a `window` under `maintenance`.',
      fr: "Aucun moment n'est convenu où la production peut être arrêtée : chaque correctif demande une discussion et attend. Écrivez `window` sous `maintenance`.",
    },
  },
  check({ uri, document, project }, report) {
    const first = productionIn(document).find((instance) => !isManaged(project, instance));
    if (first !== undefined && lacks(project, 'maintenance')) {
      const fixes = addSectionFix(first, ['maintenance:', `  ${window}`, '  patchEvery: 6 weeks', '  upgradeEvery: 1 year']);
      report({ message: 'absent', span: fieldSpan(first, 'purpose'), fixes });
    }
    const maintenance = project.section('maintenance');
    if (maintenance?.uri !== uri || maintenance.fields.window !== undefined || !project.items('instances').some(isProduction)) return;
    const span = fieldNameSpan(maintenance.text, maintenance.part, maintenance.path);
    report({ message: 'absent', span, fixes: addFieldFix(maintenance, window) });
  },
});

export const page = {
  why: {
    en: 'Updates that nobody dares to install are the way in for attackers. An agreed hour costs less than a debate for each patch.',
    fr: "Les mises à jour que personne n'ose installer ouvrent la porte aux attaques. Une heure convenue coûte moins qu'un débat à chaque correctif.",
  },
  todo: {
    en: 'Agree with the people who enter data on a time, and write it with its time zone.',
    fr: 'Convenez d’un moment avec les personnes qui saisissent, et écrivez-le avec son fuseau horaire.',
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'maintenance:',
        '  window: { days: [sunday], from: "20:00", to: "23:00", timezone: Africa/Douala }',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\ninstances:\n  - { name: class, host: web-1, purpose: training }\nmaintenance: { patchEvery: 6 weeks }\n' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  #                                     ^^^^^^^^^^ absent',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'maintenance:',
        '#^^^^^^^^^^ absent',
        '  patchEvery: 6 weeks',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
