import { durationInWords, minutesInWords } from '../manifest/duration-words.ts';
import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { gapsWithoutRpo, isMet, recoveryPointOf } from '../project/recovery-point.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const day = 24 * 60;

export const rule = defineManifestRule<'coarser' | 'unstated'>({
  id: 'backup-coarser-than-rpo',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Backup that runs too seldom for what may be lost', fr: "Sauvegarde trop rare pour la perte qu'on accepte" },
  what: {
    en: 'The longest time between two runs of `schedule` is longer than `rpo`, the work that may be lost at most. Other backups of the same instances are counted in. Production that is backed up less than once a day without an `rpo` is told too.',
    fr: "Le plus long délai entre deux passages de `schedule` dépasse `rpo`, le travail qu'on accepte de perdre au plus. Les autres sauvegardes des mêmes instances sont prises en compte. Une production sauvegardée moins d'une fois par jour sans `rpo` est signalée aussi.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-01'],
  messages: {
    coarser: {
      en: 'Up to {gap} pass between two runs, but at most {rpo} of work may be lost. Let it run more often, or write the loss that is accepted.',
      fr: "Jusqu'à {gap} séparent deux passages, alors qu'on accepte de perdre au plus {rpo} de travail. Augmentez la fréquence, ou écrivez la perte acceptée.",
    },
    unstated: {
      en: 'Up to {gap} of work on `{name}` can be lost, and nothing says that this is accepted. Let it run every day, or write the loss that is accepted as `rpo`.',
      fr: "Jusqu'à {gap} de travail sur `{name}` peuvent être perdus, et rien ne dit que c'est accepté. Lancez-la chaque jour, ou écrivez la perte acceptée dans `rpo`.",
    },
  },
  each: {
    backups(backup, { project }, report) {
      const point = recoveryPointOf(project, backup);
      if (point === undefined || isMet(point)) return;
      report({
        message: 'coarser',
        args: { gap: minutesInWords(point.gap), rpo: durationInWords(point.rpo) },
        span: fieldSpan(backup, 'schedule'),
        related: [{ span: fieldSpan(backup, 'rpo'), message: message({ en: 'What may be lost', fr: "Ce qu'on accepte de perdre" }) }],
      });
    },
  },
  check({ project }, report) {
    for (const { backup, instance, gap } of gapsWithoutRpo(project)) {
      if (gap <= day) continue;
      report({
        message: 'unstated',
        args: { gap: minutesInWords(gap), name: instance },
        span: fieldSpan(backup, 'schedule'),
        severity: 'info',
      });
    }
  },
});

export const page = {
  why: {
    en: 'After a loss, all that was entered since the last backup must be entered again, if anybody still has it.',
    fr: "Après un sinistre, tout ce qui a été saisi depuis la dernière sauvegarde est à ressaisir, si quelqu'un l'a encore.",
  },
  todo: {
    en: 'Change `schedule`, or `rpo` when the loss is accepted. Below a day, `method: continuous` loses minutes only.',
    fr: 'Changez `schedule`, ou `rpo` si la perte est acceptée. Sous un jour, `method: continuous` ne perd que quelques minutes.',
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: class, host: web-1, purpose: training }',
        'backups:',
        '  - { name: weekdays, instances: [hmis], schedule: "0 2 * * 1-5" }',
        '  - { name: weekend, instances: [hmis], schedule: "0 2 * * 0,6" }',
        '  - { name: lessons, instances: [class], schedule: "0 2 * * 0" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: nightly, instances: [hmis], rpo: 24 hours, schedule: "0 2 * * *" }',
        '  - { name: weekly, instances: [hmis], rpo: 1 week, schedule: "0 3 * * 0" }',
        '  - { name: archive, instances: [hmis], schedule: "0 4 1 1 *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: months, instances: [hmis], rpo: 1 month, schedule: "0 2 1 * *" }',
        '  - { name: quarters, instances: [emis], rpo: 3 months, schedule: "0 0 1 */3 *" }',
        '  - { name: years, instances: [lmis], rpo: 1 year, schedule: "0 0 1 1 *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: night, instances: [hmis], rpo: 12 hours, schedule: "0 2 * * *" }',
        '  - { name: noon, instances: [hmis], rpo: 12 hours, schedule: "0 14 * * *" }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nbackups:\n  - { name: stream, instances: [hmis], method: continuous, rpo: 15 minutes, schedule: "0 2 * * 0" }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: weekly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * 0"',
        '    #         ^^^^^^^^^^^ unstated',
        '  - { name: monthly, instances: [hmis], schedule: "0 3 1 * *" }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    rpo: 24 hours',
        '    schedule: "0 2 * * 1-5"',
        '    #         ^^^^^^^^^^^^^ coarser',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: office-hours',
        '    instances: [hmis]',
        '    rpo: 6 hours',
        '    schedule: "30 6-18/3 * * *"',
        '    #         ^^^^^^^^^^^^^^^^^ coarser',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: long-months',
        '    instances: [hmis]',
        '    rpo: 1 month',
        '    schedule: "0 2 31 * *"',
        '    #         ^^^^^^^^^^^^ coarser',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
