import { fieldSpan } from '../manifest/items.ts';
import { readSchedule, type ScheduleField } from '../manifest/schedule.ts';
import { message, type Text } from '../messages.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const fieldNames: { readonly [F in ScheduleField]: Text } = {
  minute: { en: 'minutes', fr: 'des minutes' },
  hour: { en: 'hours', fr: 'des heures' },
  dayOfMonth: { en: 'days of the month', fr: 'des jours du mois' },
  month: { en: 'months', fr: 'des mois' },
  weekday: { en: 'days of the week', fr: 'des jours de la semaine' },
};

export const rule = defineManifestRule<'wrong' | 'never'>({
  id: 'unusable-schedule',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Schedule that never runs as written', fr: 'Horaire qui ne se déclenche jamais tel quel' },
  what: {
    en: 'The `schedule` of a backup has a value that cron refuses, or a date that is in no calendar.',
    fr: "Le champ `schedule` d'une sauvegarde contient une valeur que cron refuse, ou une date qui n'est dans aucun calendrier.",
  },
  source: 'crontab(5) of Debian',
  controls: ['DB-01'],
  messages: {
    wrong: {
      en: '`{part}` cannot stand in the field of {field} ({lowest} to {highest}), so the backup would not run. Correct it.',
      fr: '`{part}` est impossible dans le champ {field} (de {lowest} à {highest}) : la sauvegarde ne serait jamais lancée. Corrigez-le.',
    },
    never: {
      en: 'No year has a day that `{schedule}` names, so the backup would never run. Correct the day or the month.',
      fr: "Aucune année n'a de jour qui corresponde à `{schedule}` : la sauvegarde ne serait jamais lancée. Corrigez le jour ou le mois.",
    },
  },
  each: {
    backups(backup, _context, report) {
      const { schedule } = backup.fields;
      const reading = readSchedule(schedule);
      if (reading === undefined || reading.kind === 'sound') return;
      const span = fieldSpan(backup, 'schedule');
      if (reading.kind === 'never') {
        report({ message: 'never', args: { schedule }, span });
        return;
      }
      const { part, field, lowest, highest } = reading;
      report({ message: 'wrong', args: { part, field: message(fieldNames[field]), lowest, highest }, span });
    },
  },
});

export const page = {
  why: {
    en: 'A backup that cron refuses fails in silence: it is missed on the day it is needed.',
    fr: 'Une sauvegarde que cron refuse échoue en silence : on ne la regrette que le jour où il la faut.',
  },
  todo: {
    en: 'The five fields are minute, hour, day of the month, month and day of the week, such as `"0 2 * * *"` for every night at two. A range comes before a step: `10-59/15`.',
    fr: 'Les cinq champs sont la minute, l\'heure, le jour du mois, le mois et le jour de la semaine, comme `"0 2 * * *"` pour chaque nuit à deux heures. Un pas suit un intervalle : `10-59/15`.',
  },
  good: [
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: a, instances: [hmis], schedule: "0 2 * * *" }',
        '  - { name: b, instances: [hmis], schedule: "*/15 6-20 * * mon-fri" }',
        '  - { name: c, instances: [hmis], schedule: "10-59/15 0,12 1,15 */2 7" }',
        '  - { name: d, instances: [hmis], schedule: "0 3 29 feb *" }',
        '  - { name: e, instances: [hmis], schedule: "0 3 31 4 sat-sun" }',
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
        '    schedule: "0 24 * * *"',
        '    #         ^^^^^^^^^^^^ wrong',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "5/15 * * * *"',
        '    #         ^^^^^^^^^^^^^^ wrong',
        '  - name: weekly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * friday"',
        '    #         ^^^^^^^^^^^^^^^^ wrong',
        '  - name: daily',
        '    instances: [hmis]',
        '    schedule: "*/90 * * * *"',
        '    #         ^^^^^^^^^^^^^^ wrong',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: monthly',
        '    instances: [hmis]',
        '    schedule: "0 2 30 2 *"',
        '    #         ^^^^^^^^^^^^ never',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
