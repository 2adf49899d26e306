import { fieldSpan } from '../manifest/items.ts';
import { isBackedUp, isProduction } from '../project/production.ts';
import { isBackedUpWithCluster } from '../project/shared-database.ts';
import { isManaged } from '../project/whereabouts.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { addBackupFix } from './planning-fixes.ts';

export const rule = defineManifestRule<'none' | 'managed'>({
  id: 'production-without-backup',
  category: 'planning',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Production instance without a backup', fr: 'Instance de production sans sauvegarde' },
  what: {
    en: 'An instance with the purpose `production` is named by no backup of any manifest, and neither is another node of its cluster.',
    fr: "Une instance dont l'usage est `production` n'est citée par aucune sauvegarde d'aucun manifeste, pas plus qu'un autre nœud de sa grappe.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-01'],
  messages: {
    none: {
      en: 'No backup covers `{name}`, so a broken disk or a slip would lose its data for good. Add one to `backups`.',
      fr: 'Aucune sauvegarde ne couvre `{name}` : une panne de disque ou une fausse manœuvre ferait perdre ses données pour de bon. Ajoutez-en une à `backups`.',
    },
    managed: {
      en: 'Only the provider may keep copies of `{name}`. Hold one of your own too, so that a dispute or an unpaid bill does not take the data away.',
      fr: "Seul le prestataire garde peut-être des copies de `{name}`. Conservez-en aussi une à vous, pour qu'un litige ou une facture impayée n'emporte pas les données.",
    },
  },
  each: {
    instances(instance, { project }, report) {
      if (!isProduction(instance) || !project.knowsAll('backups') || isBackedUp(project, instance.name)) return;
      // The nodes of a cluster write into one database, and need one backup of it.
      if (isBackedUpWithCluster(project, instance.name)) return;
      const managed = isManaged(project, instance);
      report({
        message: managed ? 'managed' : 'none',
        args: { name: instance.name },
        span: fieldSpan(instance, 'purpose'),
        ...(managed ? { severity: 'info' } : {}),
        fixes: addBackupFix(project, instance),
      });
    },
  },
});

const cluster = [
  'version: 1',
  'hosts:',
  '  - { name: web-1, address: 192.0.2.1 }',
  '  - { name: web-2, address: 192.0.2.2 }',
  '  - { name: db-1, address: 192.0.2.3 }',
  'databases: [{ name: main, host: db-1 }]',
  'instances:',
  '  - { name: hmis-1, host: web-1, purpose: production, database: main, databaseName: dhis2, dhis2Version: "2.42" }',
];

export const page = {
  why: {
    en: 'Most disasters with DHIS2 come from missing or poor backups. Years of data of a whole country are not collected twice.',
    fr: "La plupart des désastres avec DHIS2 viennent de sauvegardes absentes ou mauvaises. On ne collecte pas deux fois les données d'un pays sur des années.",
  },
  todo: {
    en: 'Add an entry to `backups` that names the instance. How often it runs follows from how much work may be lost.',
    fr: "Ajoutez à `backups` une entrée qui cite l'instance. Sa fréquence dépend de la quantité de travail qu'on accepte de perdre.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: training, host: web-1, purpose: training }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.2 }\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\n',
      beside: { 'backups/dhis2-hosting.yaml': 'version: 1\nbackups:\n  - { name: nightly, instances: [hmis], schedule: "0 2 * *" }\n' },
    },
    { text: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.2 }\ninstances:\n  - { name: hmis, host: web-1 }\n' },
    {
      text: [
        ...cluster,
        '  - { name: hmis-2, host: web-2, purpose: production, database: main, databaseName: dhis2, dhis2Version: "2.42" }',
        'backups:',
        '  - { name: nightly, instances: [hmis-1], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        ...cluster,
        '  - { name: other, host: web-2, purpose: production, database: main, databaseName: other, dhis2Version: "2.42" }',
        '  #                                      ^^^^^^^^^^ none',
        '  - { name: older, host: web-2, purpose: production, database: main, databaseName: dhis2, dhis2Version: "2.41" }',
        '  #                                      ^^^^^^^^^^ none',
        'backups:',
        '  - { name: nightly, instances: [hmis-1], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        ...cluster,
        '  - { name: hmis-2, host: web-2, purpose: production, database: main, databaseName: dhis2, dhis2Version: "2.42" }',
        '  #                                       ^^^^^^^^^^ none',
        'backups:',
        '  - { name: uploads, instances: [hmis-1], contents: [files], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    purpose: production',
        '    #        ^^^^^^^^^^ none',
        '  - { name: training, host: web-1, purpose: training }',
        'backups:',
        '  - { name: nightly, instances: [training], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: provider, kind: saas }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: provider }',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    purpose: production',
        '    #        ^^^^^^^^^^ managed',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
