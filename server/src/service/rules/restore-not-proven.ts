import { everyInWords } from '../manifest/duration-words.ts';
import { type Duration, dayAfter, inMinutes, readDuration } from '../manifest/durations.ts';
import { fieldSpan, type SoundItem } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { backupsOf, coveredBy, isFirstBackup, isProduction } from '../project/production.ts';
import { defineManifestRule, type Report, type RulePage } from './define-rule.ts';
import { addFieldFix } from './planning-fixes.ts';

type MessageId = 'missing' | 'never' | 'overdue' | 'rare';

const quarter: Duration = { count: 92, unit: 'day' };

export const rule = defineManifestRule<MessageId>({
  id: 'restore-not-proven',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Backup whose restore is not proven', fr: "Sauvegarde dont la restauration n'est pas prouvée" },
  what: {
    en: 'A backup of a production instance has no `restoreTest`, one that is overdue, one that was never done, or one that is done less than every three months.',
    fr: "Une sauvegarde d'une instance de production n'a pas de `restoreTest`, ou l'essai est en retard, n'a jamais été fait, ou se fait moins d'une fois tous les trois mois.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-02'],
  messages: {
    missing: {
      en: 'Nothing says that `{name}` is ever restored, so nobody knows whether it can be. Add `restoreTest`.',
      fr: "Rien n'indique que `{name}` soit un jour restaurée : personne ne sait si c'est possible. Ajoutez `restoreTest`.",
    },
    never: {
      en: 'No restore of `{name}` has been proven yet. Do one, and write its day as `last`.',
      fr: "Aucune restauration de `{name}` n'a encore été prouvée. Faites-en une, et écrivez sa date dans `last`.",
    },
    overdue: {
      en: 'The last proven restore is of {last}, so the next was due on {due} (every {every}). Do it, and write its day.',
      fr: 'La dernière restauration prouvée date du {last} : la suivante était à faire le {due} (rythme : {every}). Faites-la, et écrivez sa date.',
    },
    rare: {
      en: 'A restore is proven every {every} only; the certification of servers looks at the last 3 months.',
      fr: "Une restauration n'est prouvée qu'à ce rythme : {every}. La certification des serveurs regarde les 3 derniers mois.",
    },
  },
  each: {
    backups(backup, { project, today }, report) {
      const production = coveredBy(project, backup).filter(isProduction);
      if (production.length === 0) return;
      if (backup.fields.restoreTest !== undefined) {
        for (const found of testProblems(backup, today)) report(found);
        return;
      }
      // A weekly set need not be tried when the nightly one of the same instances is.
      const isUnproven = production.some(
        ({ name }) =>
          isFirstBackup(project, backup, name) && !backupsOf(project, name).some(({ fields }) => fields.restoreTest !== undefined),
      );
      if (!isUnproven || !allSound(project, 'backups')) return;
      const fixes = addFieldFix(backup, 'restoreTest: { every: 90 days }');
      report({ message: 'missing', args: { name: backup.name }, span: backup.nameSpan, fixes });
    },
  },
});

function testProblems(backup: SoundItem<'backups'>, today: string): readonly Report<MessageId>[] {
  const { every, last } = backup.fields.restoreTest ?? {};
  const rhythm = readDuration(every);
  if (rhythm === undefined) return [];
  const args = { name: backup.name, every: everyInWords(rhythm) };
  const rare: readonly Report<MessageId>[] =
    inMinutes(rhythm) > inMinutes(quarter)
      ? [{ message: 'rare', args, span: fieldSpan(backup, 'restoreTest', 'every'), severity: 'hint' }]
      : [];
  if (last === undefined) {
    return [{ message: 'never', args, span: fieldSpan(backup, 'restoreTest'), severity: 'info' }, ...rare];
  }
  const due = dayAfter(last, rhythm);
  if (due === undefined || due >= today) return rare;
  return [{ message: 'overdue', args: { ...args, last, due }, span: fieldSpan(backup, 'restoreTest', 'last') }, ...rare];
}

export const page = {
  why: {
    en: 'Dumps that were cut, that miss the uploads or whose passphrase is lost look like good ones until somebody restores them.',
    fr: "Des dumps tronqués, sans les fichiers déposés ou dont la phrase secrète est perdue ont l'air bons jusqu'au jour où quelqu'un les restaure.",
  },
  todo: {
    en: 'Restore the newest set into another place, log in, look at last week. Write `restoreTest` with `every`, and the day of the last success as `last`. Best is a test that runs on its own.',
    fr: 'Restaurez le jeu le plus récent ailleurs, connectez-vous, regardez la semaine passée. Écrivez `restoreTest` avec `every`, et la date du dernier succès dans `last`. Le mieux est un essai qui se lance tout seul.',
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
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", restoreTest: { every: 3 months, last: "2026-08-23" } }',
        '  - { name: weekly, instances: [hmis], schedule: "0 2 * * 0" }',
        '  - { name: class, instances: [training], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    #     ^^^^^^^ missing',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '  - { name: weekly, instances: [hmis], schedule: "0 2 * * 0" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    restoreTest: { every: 30 days }',
        '    #            ^^^^^^^^^^^^^^^^^^ never',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    restoreTest:',
        '      every: 1 year',
        '      #      ^^^^^^ rare',
        '      last: "2025-11-22"',
        '      #     ^^^^^^^^^^^^ overdue',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
