import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { resolve } from '../project/resolve.ts';
import { databaseKey } from '../project/shared-database.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'shared'>({
  id: 'shared-database-role',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Two databases with one role', fr: 'Deux bases avec un seul rôle' },
  what: {
    en: 'Two instances log in to different databases of one server with the same `databaseUser`.',
    fr: "Deux instances se connectent à des bases différentes d'un même serveur avec le même `databaseUser`.",
  },
  source: 'DHIS2 hosting guide, Security considerations (least privilege)',
  controls: ['DB-04'],
  messages: {
    shared: {
      en: '`{name}` and `{other}` log in as `{role}`, so a gap in the one opens the data of the other. Give each a role that owns only its own database.',
      fr: "`{name}` et `{other}` se connectent comme `{role}` : une faille dans l'une ouvre les données de l'autre. Donnez à chacune un rôle propriétaire de sa seule base.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const instances = project.items('instances');
    const isSame = (one: Instance, other: Instance) => databaseKey(project, one) === databaseKey(project, other);
    const clashes = clashesIn(uri, instances, claimsOf(project, instances, roleKey), isSame);
    for (const { item, other } of clashes) {
      const here = message({ en: 'The other instance', fr: "L'autre instance" });
      report({
        message: 'shared',
        args: { name: item.name, other: other.name, role: item.fields.databaseUser ?? item.name },
        span: item.fields.databaseUser === undefined ? item.nameSpan : fieldSpan(item, 'databaseUser'),
        related: [relatedPlace(uri, other, fieldSpan(other, 'databaseUser'), here)],
      });
    }
  },
});

type Instance = ProjectItem<'instances'>;

function roleKey(project: Project, instance: Instance): string | undefined {
  const server = resolve(project, instance, 'databases', instance.fields.database);
  return server && `${server.uri} ${server.name} ${instance.fields.databaseUser ?? instance.name}`;
}

export const page = {
  why: {
    en: 'Whoever gets the password of the training instance, which many people know, reads and changes production.',
    fr: "Qui obtient le mot de passe de l'instance de formation, que beaucoup connaissent, lit et modifie la production.",
  },
  todo: {
    en: 'Make a role for each instance, let it own its database, and take the right to connect from all others (`REVOKE CONNECT ON DATABASE ... FROM PUBLIC`).',
    fr: 'Créez un rôle par instance, propriétaire de sa base, et retirez aux autres le droit de se connecter (`REVOKE CONNECT ON DATABASE ... FROM PUBLIC`).',
  },
  good: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: main, host: db-1 }',
        '  - { name: second, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main, databaseUser: dhis }',
        '  - { name: hmis-2, host: web-2, database: main, databaseName: hmis, databaseUser: dhis }',
        '  - { name: emis, host: web-1, database: second, databaseUser: dhis }',
        '  - { name: training, host: web-1, database: main }',
        '  - { name: other, host: web-1, databaseUser: dhis }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: main, host: db-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main, databaseUser: dhis }',
        '  - { name: training, host: web-1, database: main, databaseUser: dhis }',
        '  #                                                              ^^^^ shared',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
