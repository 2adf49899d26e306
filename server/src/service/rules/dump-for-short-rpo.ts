import { durationInWords } from '../manifest/duration-words.ts';
import { inMinutes } from '../manifest/durations.ts';
import { fieldSpan } from '../manifest/items.ts';
import { recoveryPointOf } from '../project/recovery-point.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const day = 24 * 60;

export const rule = defineManifestRule<'dump'>({
  id: 'dump-for-short-rpo',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Dumps where less than a day may be lost', fr: "Dumps alors qu'on accepte de perdre moins d'un jour" },
  what: {
    en: '`rpo` is shorter than a day, and the database is only dumped (`method: dump`, which is the default).',
    fr: '`rpo` est inférieur à un jour, et la base est seulement exportée par dumps (`method: dump`, valeur par défaut).',
  },
  source: 'DHIS2 hosting guide, Backups and archiving; PostgreSQL documentation, Continuous Archiving and Point-in-Time Recovery',
  controls: ['DB-01'],
  messages: {
    dump: {
      en: 'At most {rpo} may be lost, but each dump reads the whole database, and what came in while it ran is not in it. With `method: continuous` only minutes are lost.',
      fr: "On accepte de perdre au plus {rpo}, mais chaque dump lit toute la base, et ce qui arrive pendant ce temps n'y est pas. Avec `method: continuous`, on ne perd que quelques minutes.",
    },
  },
  each: {
    backups(backup, { project }, report) {
      const rpo = recoveryPointOf(project, backup)?.rpo;
      if (rpo === undefined || inMinutes(rpo) >= day) return;
      report({ message: 'dump', args: { rpo: durationInWords(rpo) }, span: fieldSpan(backup, 'rpo') });
    },
  },
});

export const page = {
  why: {
    en: 'Dumps of a large database take hours and slow the server down while people work. A promise of an hour that rests on dumps is broken as the database grows.',
    fr: "Les dumps d'une grande base durent des heures et ralentissent le serveur pendant que l'on travaille. Une promesse d'une heure qui repose sur des dumps ne tient plus quand la base grandit.",
  },
  todo: {
    en: 'Write `method: continuous`, keep the dump as a second backup, or accept the loss of a day.',
    fr: "Écrivez `method: continuous` en gardant le dump comme seconde sauvegarde, ou acceptez la perte d'un jour.",
  },
  good: [
    { text: 'version: 1\nbackups:\n  - { name: nightly, instances: [hmis], rpo: 1 day, schedule: "0 2 * * *" }\n' },
    {
      text: [
        'version: 1',
        'backups:',
        '  - { name: stream, instances: [hmis], method: continuous, rpo: 15 minutes, schedule: "0 2 * * 0" }',
        '  - { name: hourly, instances: [hmis], rpo: 1 hour, schedule: "0 * * * *" }',
        '  - { name: uploads, instances: [emis], contents: [files], rpo: 1 hour, schedule: "0 * * * *" }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'backups:',
        '  - name: hourly',
        '    instances: [hmis]',
        '    rpo: 60 minutes',
        '    #    ^^^^^^^^^^ dump',
        '    schedule: "0 * * * *"',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
