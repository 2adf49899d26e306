import { fieldSpan } from '../manifest/items.ts';
import { sensitivityInWords } from '../manifest/sensitivity.ts';
import { coveredBy, isProduction } from '../project/production.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'sensitive' | 'plain'>({
  id: 'unencrypted-backup',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Copies that leave the host unencrypted', fr: "Copies qui quittent l'hôte sans chiffrement" },
  what: {
    en: 'A backup with `targets` is not encrypted: neither `age`, `restic` nor `pgbackrest` is named, though the data are on persons, or production is sent with the method `none`.',
    fr: "Une sauvegarde avec `targets` n'est pas chiffrée : ni `age`, ni `restic`, ni `pgbackrest` ne sont cités, alors que les données concernent des personnes, ou que la production part avec la méthode `none`.",
  },
  source: 'DHIS2 hosting guide, DHIS2 in production; Security considerations',
  controls: ['DB-07'],
  messages: {
    sensitive: {
      en: '`{name}` holds {sensitivity}, and its copies leave the host unencrypted. Whoever reads the storage reads it all. Write `encryption`, with a key that is kept elsewhere.',
      fr: "`{name}` contient {sensitivity}, et ses copies quittent l'hôte sans chiffrement. Qui lit le stockage lit tout. Écrivez `encryption`, avec une clé gardée ailleurs.",
    },
    plain: {
      en: 'The copies of `{name}` leave the host unencrypted, with the accounts of all users in them. Choose `age`, `restic` or `pgbackrest`.',
      fr: "Les copies de `{name}` quittent l'hôte sans chiffrement, avec les comptes de tous les utilisateurs. Choisissez `age`, `restic` ou `pgbackrest`.",
    },
  },
  each: {
    backups(backup, { project }, report) {
      const { encryption, targets } = backup.fields;
      if (targets === undefined || (encryption !== undefined && encryption.method !== 'none')) return;
      const instances = coveredBy(project, backup);
      const span = encryption === undefined ? fieldSpan(backup, 'targets') : fieldSpan(backup, 'encryption', 'method');
      const sensitive = instances.find(({ fields }) => sensitivityInWords(fields) !== undefined);
      const sensitivity = sensitive && sensitivityInWords(sensitive.fields);
      if (sensitive !== undefined && sensitivity !== undefined) {
        report({ message: 'sensitive', args: { name: sensitive.name, sensitivity }, span });
        return;
      }
      const production = encryption === undefined ? undefined : instances.find(isProduction);
      if (production !== undefined) report({ message: 'plain', args: { name: production.name }, span, severity: 'info' });
    },
  },
});

export const page = {
  why: {
    en: 'Copies lie for years in places that others run. A bucket that was opened by mistake then shows the health of a whole country.',
    fr: "Les copies restent des années chez d'autres. Un espace de stockage ouvert par erreur montre alors la santé d'un pays entier.",
  },
  todo: {
    en: 'Add `encryption`: `age` with a public key, whose private half stays away from the host, or the own encryption of `restic` or `pgbackrest`.',
    fr: "Ajoutez `encryption` : `age` avec une clé publique, dont la moitié privée reste loin de l'hôte, ou le chiffrement propre à `restic` ou à `pgbackrest`.",
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, dataSensitivity: health }',
        '  - { name: figures, host: web-1, purpose: production, dataSensitivity: aggregate }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [far]',
        '    encryption: { method: restic, passphrase: { hostFile: /etc/dhis2/restic.pass } }',
        '  - { name: local, instances: [hmis], schedule: "0 2 * * 0" }',
        '  - { name: plain, instances: [figures], schedule: "0 2 * * 0", targets: [far] }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: tracker, host: web-1, dataSensitivity: personal }',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    instances: [tracker]',
        '    schedule: "0 2 * * *"',
        '    targets: [far]',
        '    #        ^^^^^ sensitive',
        '  - name: weekly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * 0"',
        '    targets: [far]',
        '    encryption: { method: none }',
        '    #                     ^^^^ plain',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, dataSensitivity: health }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [far]',
        '    encryption: { method: none }',
        '    #                     ^^^^ sensitive',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
