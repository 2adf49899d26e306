import type { Retention } from '../generated/hosting-manifest.types.ts';
import { fieldSpan } from '../manifest/items.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'nowhere' | 'offSite'>({
  id: 'nothing-retained',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Backup of which nothing is kept', fr: "Sauvegarde dont rien n'est gardé" },
  what: {
    en: 'Every number of `retention` is 0 and no other place keeps the sets, or every number of `offsiteRetention` is 0 though there are targets.',
    fr: 'Tous les nombres de `retention` valent 0 et aucun autre lieu ne garde les jeux, ou tous ceux de `offsiteRetention` valent 0 alors que des destinations sont citées.',
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-01'],
  messages: {
    nowhere: {
      en: 'No set is kept: each would be deleted as soon as it is made. Keep at least some daily ones.',
      fr: "Aucun jeu n'est gardé : chacun serait supprimé aussitôt fait. Gardez au moins quelques jeux quotidiens.",
    },
    offSite: {
      en: 'No copy is kept at the targets: each would be deleted as soon as it arrives. Keep at least some daily ones.',
      fr: "Aucune copie n'est gardée aux destinations : chacune serait supprimée dès son arrivée. Gardez au moins quelques copies quotidiennes.",
    },
  },
  each: {
    backups(backup, _context, report) {
      const { retention, offsiteRetention, targets } = backup.fields;
      const elsewhere = offsiteRetention ?? retention;
      const keptElsewhere = targets !== undefined && !isNothing(elsewhere);
      if (isNothing(retention) && !keptElsewhere) report({ message: 'nowhere', span: fieldSpan(backup, 'retention') });
      if (isNothing(offsiteRetention) && targets !== undefined) report({ message: 'offSite', span: fieldSpan(backup, 'offsiteRetention') });
    },
  },
});

const isNothing = (retention: Retention | undefined): boolean =>
  retention !== undefined && Object.values(retention).every((count) => count === 0);

export const page = {
  why: {
    en: 'The backup runs, reports success, and there is nothing to restore.',
    fr: "La sauvegarde tourne, annonce un succès, et il n'y a rien à restaurer.",
  },
  todo: {
    en: 'Write how many sets to keep, such as `{ daily: 7, weekly: 4, monthly: 12 }`. Keep enough that damage found late can still be undone.',
    fr: 'Écrivez combien de jeux garder, comme `{ daily: 7, weekly: 4, monthly: 12 }`. Gardez-en assez pour défaire des dégâts découverts tard.',
  },
  good: [
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: a, instances: [hmis], schedule: "0 2 * * *", retention: { daily: 7, weekly: 0 } }',
        '  - { name: b, instances: [hmis], schedule: "0 2 * * *" }',
        '  - name: c',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [far]',
        '    retention: { daily: 0 }',
        '    offsiteRetention: { daily: 7 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    retention: { daily: 0, weekly: 0 }',
        '    #          ^^^^^^^^^^^^^^^^^^^^^^^ nowhere',
        '  - name: weekly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * 0"',
        '    targets: [far]',
        '    retention: { weekly: 4 }',
        '    offsiteRetention: { weekly: 0 }',
        '    #                 ^^^^^^^^^^^^^ offSite',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
