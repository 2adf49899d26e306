import { dhis2Releases } from '../generated/platform-tables.ts';
import { fieldSpan } from '../manifest/items.ts';
import { postgresqlVersion } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'ended' | 'ending'>({
  id: 'postgresql-out-of-support',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'PostgreSQL without security fixes', fr: 'PostgreSQL sans correctifs de sécurité' },
  what: {
    en: 'A major version of PostgreSQL gets fixes for five years. That of `postgresqlVersion` gets none any more, or its end is less than six months away.',
    fr: "Une version majeure de PostgreSQL reçoit des correctifs pendant cinq ans. Celle de `postgresqlVersion` n'en reçoit plus, ou sa fin est à moins de six mois.",
  },
  source: 'schemas/platform/postgresql.json (postgresql.org/support/versioning)',
  controls: ['DB-09'],
  messages: {
    ended: {
      en: 'PostgreSQL {version} of `{name}` got its last fixes on {until}. Upgrade it to a version that DHIS2 supports, such as {newest}.',
      fr: 'PostgreSQL {version} de `{name}` a reçu ses derniers correctifs le {until}. Mettez-le à niveau vers une version que DHIS2 prend en charge, comme {newest}.',
    },
    ending: {
      en: 'PostgreSQL {version} of `{name}` gets its last fixes on {until}. Plan the upgrade before that day.',
      fr: 'PostgreSQL {version} de `{name}` recevra ses derniers correctifs le {until}. Planifiez la mise à niveau avant ce jour.',
    },
  },
  each: {
    databases(database, { today }, report) {
      const row = postgresqlVersion(database.fields.postgresqlVersion);
      const state = supportState(row?.supportedUntil, today);
      if (row === undefined || state === undefined) return;
      const args = { name: database.name, version: row.version, until: row.supportedUntil, newest: advised };
      const severity = state === 'ended' ? 'warning' : 'info';
      report({ message: state, args, span: fieldSpan(database, 'postgresqlVersion'), severity });
    },
  },
});

/** That of the newest DHIS2 release in the table. */
const advised = dhis2Releases.at(-1)?.postgresql.recommended ?? '';

export const page = {
  why: {
    en: 'Holes and mistakes that become known stay, data loss among them.',
    fr: 'Les failles et les défauts connus demeurent, pertes de données comprises.',
  },
  todo: {
    en: 'Upgrade with `pg_upgrade`, or dump and restore into a new server, in the maintenance window and with a verified backup at hand.',
    fr: 'Mettez à niveau avec `pg_upgrade`, ou exportez et restaurez dans un nouveau serveur, pendant la plage de maintenance et avec une sauvegarde vérifiée sous la main.',
  },
  good: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: a, host: db-1, postgresqlVersion: "16.4" }',
        '  - { name: b, host: db-1 }',
        '  - { name: c, host: db-1, postgresqlVersion: "19" }',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\ndatabases:\n  - { name: a, host: db-1, postgresqlVersion: "13" }\n', today: '2025-01-01' },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: a, host: db-1, postgresqlVersion: "13.9" }',
        '  #                                           ^^^^^^ ended',
        '  - { name: b, host: db-1, postgresqlVersion: "9.6.24" }',
        '  #                                           ^^^^^^^^ ended',
        '  - { name: c, host: db-1, postgresqlVersion: "14" }',
        '  #                                           ^^^^ ending',
        '',
      ].join('\n'),
      today: '2026-11-12',
    },
  ],
} satisfies RulePage;
