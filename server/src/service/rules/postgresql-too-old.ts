import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { isOlder, releaseName, releaseNeeds } from '../platform/platform.ts';
import { relatedPlace } from '../project/related-place.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'older'>({
  id: 'postgresql-too-old',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'PostgreSQL that is too old for the DHIS2 release', fr: 'PostgreSQL trop ancien pour la version de DHIS2' },
  what: {
    en: 'DHIS2 2.42 and newer ask for PostgreSQL 13, older releases for 9.6.',
    fr: 'DHIS2 2.42 et suivantes demandent PostgreSQL 13, les versions antérieures 9.6.',
  },
  source: 'schemas/platform/dhis2.json (dhis2-docs src/sysadmin/index.md at the branch of each release)',
  controls: ['DB-09'],
  messages: {
    older: {
      en: 'DHIS2 {release} asks for PostgreSQL {least} or newer (advised: {advised}), and `{database}` has {version}. Upgrade PostgreSQL before DHIS2.',
      fr: 'DHIS2 {release} demande PostgreSQL {least} ou plus récent (conseillé : {advised}), et `{database}` a {version}. Mettez PostgreSQL à niveau avant DHIS2.',
    },
  },
  each: {
    instances(instance, { project, uri }, report) {
      const { dhis2Version, database: name } = instance.fields;
      const needs = releaseNeeds(dhis2Version);
      const database = project.find('databases', name);
      const version = database?.fields.postgresqlVersion;
      if (dhis2Version === undefined || needs === undefined || database === undefined || version === undefined) return;
      if (!isOlder(version, needs.postgresql.least)) return;
      const place = message({ en: 'The version of PostgreSQL', fr: 'La version de PostgreSQL' });
      report({
        message: 'older',
        args: {
          release: releaseName(dhis2Version),
          least: needs.postgresql.least,
          advised: needs.postgresql.recommended,
          database: database.name,
          version,
        },
        span: fieldSpan(instance, 'dhis2Version'),
        related: [relatedPlace(uri, database, fieldSpan(database, 'postgresqlVersion'), place)],
      });
    },
  },
});

export const page = {
  why: {
    en: 'Nobody tests the release with that version: a migration may stop half way, and analytics may fail.',
    fr: "Personne n'essaie cette version de DHIS2 avec celle-là : une migration peut s'arrêter en route, et les analyses échouer.",
  },
  todo: {
    en: 'Upgrade PostgreSQL first, to the advised version, with a verified backup at hand.',
    fr: "Mettez d'abord PostgreSQL à niveau, vers la version conseillée, avec une sauvegarde vérifiée sous la main.",
  },
  good: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: new, host: db-1, postgresqlVersion: "13" }',
        '  - { name: old, host: db-1, postgresqlVersion: "9.6.24" }',
        '  - { name: plain, host: db-1 }',
        'instances:',
        '  - { name: a, host: web-1, dhis2Version: "2.42", database: new }',
        '  - { name: b, host: web-1, dhis2Version: "2.41", database: old }',
        '  - { name: c, host: web-1, dhis2Version: "2.43", database: plain }',
        '  - { name: d, host: web-1, database: old }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: main, host: db-1, postgresqlVersion: "12.22" }',
        '  - { name: old, host: db-1, postgresqlVersion: "9.5" }',
        'instances:',
        '  - { name: hmis, host: web-1, dhis2Version: "2.42.5", database: main }',
        '  #                                          ^^^^^^^^ older',
        '  - { name: emis, host: web-1, dhis2Version: "2.40", database: old }',
        '  #                                          ^^^^^^ older',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
