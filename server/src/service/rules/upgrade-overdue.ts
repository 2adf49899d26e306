import { everyInWords } from '../manifest/duration-words.ts';
import type { Duration } from '../manifest/durations.ts';
import { fieldSpan, type SoundItem } from '../manifest/items.ts';
import { isProduction, isProductionDatabase } from '../project/production.ts';
import { dueAfter, rhythmsOf } from '../project/rhythms.ts';
import { isProductionHost } from '../project/whereabouts.ts';
import { defineManifestRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'release' | 'system' | 'database';

export const rule = defineManifestRule<MessageId>({
  id: 'upgrade-overdue',
  category: 'planning',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Upgrade that is due', fr: 'Mise à niveau à faire' },
  what: {
    en: 'The last upgrade of DHIS2 (`lastUpgraded`) is more than a year ago, or that of the system (`osUpgraded`) or PostgreSQL (`upgraded`) more than three, under a production instance. `upgradeEvery` and `systemUpgradeEvery` set other rhythms.',
    fr: "La dernière mise à niveau de DHIS2 (`lastUpgraded`) remonte à plus d'un an, ou celle du système (`osUpgraded`) ou de PostgreSQL (`upgraded`) à plus de trois, sous une instance de production. `upgradeEvery` et `systemUpgradeEvery` fixent d'autres rythmes.",
  },
  source: 'DHIS2 hosting guide, Maintenance',
  controls: ['DB-09'],
  messages: {
    release: {
      en: '`{name}` was upgraded last on {last}; the next release was due on {due} (every {every}). Only the three newest releases get fixes: plan the upgrade.',
      fr: 'La dernière mise à niveau de `{name}` date du {last} ; la suivante était attendue le {due} (rythme : {every}). Seules les trois dernières versions reçoivent des corrections : planifiez-la.',
    },
    system: {
      en: 'The operating system of `{name}` was upgraded last on {last}; the next release was due on {due} (every {every}). Plan it before its support ends.',
      fr: 'La dernière mise à niveau du système de `{name}` date du {last} ; la suivante était attendue le {due} (rythme : {every}). Planifiez-la avant la fin de son support.',
    },
    database: {
      en: 'PostgreSQL of `{name}` was upgraded last on {last}; the next major version was due on {due} (every {every}). Plan it before its support ends.',
      fr: 'La dernière mise à niveau de PostgreSQL pour `{name}` date du {last} ; la version majeure suivante était attendue le {due} (rythme : {every}). Planifiez-la avant la fin de son support.',
    },
  },
  each: {
    instances(instance, { project, today }, report) {
      if (!isProduction(instance)) return;
      const found = overdue('release', instance, 'lastUpgraded', instance.fields.lastUpgraded, rhythmsOf(project).release, today);
      if (found !== undefined) report(found);
    },
    hosts(host, { project, today }, report) {
      const found = overdue('system', host, 'osUpgraded', host.fields.osUpgraded, rhythmsOf(project).system, today);
      if (found !== undefined && isProductionHost(project, host.name)) report(found);
    },
    databases(database, { project, today }, report) {
      const found = overdue('database', database, 'upgraded', database.fields.upgraded, rhythmsOf(project).system, today);
      if (found !== undefined && isProductionDatabase(project, database.name)) report(found);
    },
  },
});

function overdue(
  message: MessageId,
  item: Pick<SoundItem<'hosts'>, 'text' | 'part' | 'path' | 'name'>,
  field: string,
  last: string | undefined,
  rhythm: Duration,
  today: string,
): Report<MessageId> | undefined {
  const found = dueAfter(last, rhythm);
  if (found === undefined || found.due >= today) return undefined;
  return { message, args: { name: item.name, ...found, every: everyInWords(rhythm) }, span: fieldSpan(item, field) };
}

export const page = {
  why: {
    en: 'What is put off for years becomes a project: several releases in one step, on a system that gets no fixes any more.',
    fr: "Ce qu'on remet pendant des années devient un chantier : plusieurs versions d'un coup, sur un système qui ne reçoit plus de corrections.",
  },
  todo: {
    en: 'Plan the upgrade, try it on staging with a copy of the data, and write its day.',
    fr: 'Planifiez la mise à niveau, essayez-la en préproduction avec une copie des données, et écrivez sa date.',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, osUpgraded: "2023-11-23" }',
        '  - { name: class-1, address: 192.0.2.3, osUpgraded: "2019-11-23" }',
        'databases:',
        '  - { name: main, host: web-1, upgraded: "2024-02-29" }',
        '  - { name: lessons, host: class-1, upgraded: "2019-02-28" }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, database: main, lastUpgraded: "2025-11-23" }',
        '  - { name: class, host: class-1, purpose: training, database: lessons, lastUpgraded: "2020-11-23" }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, lastUpgraded: "2025-03-01" }',
        'maintenance: { upgradeEvery: 2 years }',
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
        '  - name: web-1',
        '    address: 192.0.2.2',
        '    osUpgraded: "2023-11-22"',
        '    #           ^^^^^^^^^^^^ system',
        'databases:',
        '  - name: main',
        '    host: web-1',
        '    upgraded: "2022-05-02"',
        '    #         ^^^^^^^^^^^^ database',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    purpose: production',
        '    database: main',
        '    lastUpgraded: "2025-11-22"',
        '    #             ^^^^^^^^^^^^ release',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
