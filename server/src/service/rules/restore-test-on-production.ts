import { fieldSpan } from '../manifest/items.ts';
import { coveredBy, isProduction } from '../project/production.ts';
import { hostsOf } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'same'>({
  id: 'restore-test-on-production',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Restore test on the host of production', fr: "Essai de restauration sur l'hôte de production" },
  what: {
    en: 'The restore test of a backup is done on a host on which a production instance of that backup, or its database, runs.',
    fr: "L'essai de restauration d'une sauvegarde se fait sur un hôte où tourne une instance de production de cette sauvegarde, ou sa base de données.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-02'],
  messages: {
    same: {
      en: '`{name}` runs on this host: the test takes its disk and memory, and does not prove that the set can be used elsewhere. Name another host.',
      fr: "`{name}` tourne sur cet hôte : l'essai prend son disque et sa mémoire, et ne prouve pas que le jeu soit utilisable ailleurs. Citez un autre hôte.",
    },
  },
  each: {
    backups(backup, { project }, report) {
      const on = backup.fields.restoreTest?.on;
      if (on === undefined) return;
      const same = coveredBy(project, backup)
        .filter(isProduction)
        .find((instance) => hostsOf(project, instance).some(({ name }) => name === on));
      if (same !== undefined) report({ message: 'same', args: { name: same.name }, span: fieldSpan(backup, 'restoreTest', 'on') });
    },
  },
});

export const page = {
  why: {
    en: 'What only works on the server that broke is no backup: keys, roles and settings may be there and nowhere else.',
    fr: "Ce qui ne marche que sur le serveur en panne n'est pas une sauvegarde : des clés, des rôles et des réglages n'existent peut-être que là.",
  },
  todo: {
    en: 'Name a staging host in `on`. One that is made for the test and removed after it is best.',
    fr: "Citez un hôte de préproduction dans `on`. Un hôte créé pour l'essai et supprimé ensuite est le mieux.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        '  - { name: next-1, address: 192.0.2.3 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: class, host: next-1, purpose: training }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", restoreTest: { every: 30 days, on: next-1 } }',
        '  - { name: lessons, instances: [class], schedule: "0 2 * * *", restoreTest: { every: 30 days, on: next-1 } }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        '  - { name: db-1, address: 192.0.2.3 }',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, database: main }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    restoreTest:',
        '      every: 30 days',
        '      on: db-1',
        '      #   ^^^^ same',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
