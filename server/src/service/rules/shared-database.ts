import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import { isProduction } from '../project/production.ts';
import { relatedPlace } from '../project/related-place.ts';
import { databaseKey, mayBeCluster } from '../project/shared-database.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'purposes' | 'shared'>({
  id: 'shared-database',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two instances that write into one database', fr: 'Deux instances qui écrivent dans une même base' },
  what: {
    en: 'Two instances name the same database of the same server, and are not nodes of one cluster: they have the same host, or another address, purpose or release.',
    fr: "Deux instances désignent la même base du même serveur, sans être les nœuds d'une grappe : elles ont le même hôte, ou une autre adresse, un autre usage, une autre version.",
  },
  source: 'schemas/hosting-manifest.schema.json, databaseName; dhis2-docs src/sysadmin/how-to/tomcat-clustering.md',
  controls: ['DB-04'],
  messages: {
    purposes: {
      en: '`{name}` ({purpose}) and `{other}` ({otherPurpose}) write into one database, `{database}`: what is tried out in the one changes the data of the other. Give each its own `databaseName`.',
      fr: "`{name}` ({purpose}) et `{other}` ({otherPurpose}) écrivent dans une même base, `{database}` : ce qu'on essaie dans l'une change les données de l'autre. Donnez à chacune son `databaseName`.",
    },
    shared: {
      en: '`{name}` and `{other}` write into one database, `{database}`, and each caches what the other changes. Give each its own `databaseName`; nodes of a cluster have one address, one release and a host each.',
      fr: "`{name}` et `{other}` écrivent dans une même base, `{database}`, et chacune garde en cache ce que l'autre change. Donnez à chacune son `databaseName` ; les nœuds d'une grappe ont une adresse, une version et un hôte chacun.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const instances = project.items('instances');
    const clashes = clashesIn(uri, instances, claimsOf(project, instances, databaseKey), (one, other) => mayBeCluster(project, one, other));
    for (const { item, other } of clashes) {
      const [purpose, otherPurpose] = [item.fields.purpose, other.fields.purpose];
      const database = item.fields.databaseName ?? item.name;
      const args = { name: item.name, other: other.name, database };
      const differ = purpose !== undefined && otherPurpose !== undefined && purpose !== otherPurpose;
      const here = message({ en: 'The other instance', fr: "L'autre instance" });
      report({
        message: differ ? 'purposes' : 'shared',
        args: differ ? { ...args, purpose, otherPurpose } : args,
        span: item.fields.databaseName === undefined ? item.nameSpan : fieldSpan(item, 'databaseName'),
        severity: differ && (isProduction(item) || isProduction(other)) ? 'error' : 'warning',
        related: [relatedPlace(uri, other, fieldSpan(other, 'databaseName'), here)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Training overwrites production, or an upgrade of staging migrates the database of the running release, and there is no way back but the last backup.',
    fr: 'La formation écrase la production, ou la mise à niveau de la préproduction migre la base de la version en service, et seule la dernière sauvegarde permet de revenir.',
  },
  todo: {
    en: 'Make a database of its own for each instance, with a role of its own, and fill it from a backup where data are wanted.',
    fr: 'Créez une base propre à chaque instance, avec un rôle à elle, et remplissez-la depuis une sauvegarde si des données sont voulues.',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: web-2, address: 192.0.2.2 }',
        '  - { name: db-1, address: 192.0.2.3 }',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main, databaseName: dhis2 }',
        '  - { name: hmis-2, host: web-2, database: main, databaseName: dhis2 }',
        '  - { name: training, host: web-1, database: main }',
        '  - { name: other, host: web-1, database: elsewhere, databaseName: dhis2 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: web-2, address: 192.0.2.2 }',
        '  - { name: db-1, address: 192.0.2.3 }',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main, purpose: production }',
        '  - name: staging',
        '    host: web-2',
        '    database: main',
        '    purpose: staging',
        '    databaseName: hmis',
        '    #             ^^^^ purposes',
        '  - name: emis',
        '    host: web-1',
        '    database: main',
        '    databaseName: hmis',
        '    #             ^^^^ shared',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts: [{ name: web-1, address: 192.0.2.1 }]',
        'databases: [{ name: main, host: web-1 }]',
        'instances:',
        '  - { name: a, host: web-1, database: main, databaseName: dhis2 }',
        '  #                                                       ^^^^^ shared',
        '',
      ].join('\n'),
      beside: {
        'b.dhis2-hosting.yaml': 'version: 1\ninstances:\n  - { name: b, host: web-1, database: main, databaseName: dhis2 }\n',
      },
    },
  ],
} satisfies RulePage;
