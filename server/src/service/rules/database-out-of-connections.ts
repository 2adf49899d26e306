import type { RelatedPlace } from '../findings.ts';
import { fieldSpan } from '../manifest/items.ts';
import { type Message, message } from '../messages.ts';
import { type Demand, demandOf } from '../project/connection-demand.ts';
import type { ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { tenantsOfDatabase } from '../project/tenants.ts';
import { joined } from '../text/joined.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { addFieldFix } from './planning-fixes.ts';
import { changeFieldFix } from './version-fixes.ts';

export const rule = defineManifestRule<'exceed' | 'assumed' | 'unset'>({
  id: 'database-out-of-connections',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Pools of several instances exceed PostgreSQL', fr: 'Les pools de plusieurs instances dépassent PostgreSQL' },
  what: {
    en: 'The connection pools of all instances of a database server, each with its analytics database and its nodes, add up to more than `maxConnections`. Three connections are kept for administrators.',
    fr: "Les pools de connexions de toutes les instances d'un serveur de base de données, chacune avec sa base analytique et ses nœuds, dépassent ensemble `maxConnections`. Trois connexions restent réservées aux administrateurs.",
  },
  source:
    'dhis2-core DataSourceConfig, AnalyticsDataSourceConfig @ 2.40.12, 2.42.5.2, 2.43.1; dhis2-docs src/sysadmin/reference/postgresql.md; PostgreSQL documentation, superuser_reserved_connections',
  controls: ['DB-10'],
  messages: {
    exceed: {
      en: 'The pools open up to {sum} connections ({terms}) of {limit}, three of them kept for administrators: logins fail on the busiest day. Raise `maxConnections` to {wanted}, or lower `connection.pool.max_size`.',
      fr: "Les pools ouvrent jusqu'à {sum} connexions ({terms}) sur {limit}, dont trois réservées aux administrateurs : des connexions échouent le jour le plus chargé. Portez `maxConnections` à {wanted}, ou réduisez `connection.pool.max_size`.",
    },
    assumed: {
      en: 'With the usual pools the instances open up to {sum} connections ({terms}) of {limit}. Raise `maxConnections` to {wanted}, or name the `dhis.conf` of each instance as `config`, so that its own pool counts.',
      fr: "Avec les pools habituels, les instances ouvrent jusqu'à {sum} connexions ({terms}) sur {limit}. Portez `maxConnections` à {wanted}, ou citez le `dhis.conf` de chaque instance dans `config`, pour que son propre pool compte.",
    },
    unset: {
      en: 'The pools open up to {sum} connections ({terms}); PostgreSQL has {limit} unless set otherwise. Write `maxConnections`, at least {wanted}.',
      fr: "Les pools ouvrent jusqu'à {sum} connexions ({terms}) ; PostgreSQL en a {limit} sauf autre réglage. Écrivez `maxConnections`, au moins {wanted}.",
    },
  },
  each: {
    databases(database, { project, uri }, report) {
      if (!project.knowsAll('databases')) return;
      const demands = tenantsOfDatabase(project, database).flatMap((instance) => demandOf(project, instance) ?? []);
      const found = judge(database, demands);
      if (found === undefined) return;
      const { maxConnections } = database.fields;
      const wanted = roundedUp(found.sum + kept);
      report({
        message: found.message,
        args: { sum: found.sum, terms: shown(found.demands), limit: maxConnections ?? unlessSet, wanted },
        span: maxConnections === undefined ? database.nameSpan : fieldSpan(database, 'maxConnections'),
        severity: found.message === 'exceed' ? 'warning' : 'info',
        related: found.demands.slice(0, mostTerms).flatMap((demand) => placeOf(uri, demand)),
        fixes:
          maxConnections === undefined
            ? addFieldFix(database, `maxConnections: ${wanted}`)
            : changeFieldFix(database, ['maxConnections'], String(wanted), false),
      });
    },
  },
});

type Judged = { readonly message: 'exceed' | 'assumed' | 'unset'; readonly sum: number; readonly demands: readonly Demand[] };

function judge({ fields }: ProjectItem<'databases'>, demands: readonly Demand[]): Judged | undefined {
  const known = demands.filter(({ conf }) => conf !== undefined);
  const limit = fields.maxConnections;
  if (limit === undefined) {
    // A recipe for the tuning brings a limit of its own.
    const exceeds = fields.tuning === undefined && sumOf(known) > unlessSet - kept;
    return exceeds ? { message: 'unset', sum: sumOf(known), demands: known } : undefined;
  }
  if (sumOf(known) > limit - kept) return { message: 'exceed', sum: sumOf(known), demands: known };
  return sumOf(demands) > limit - kept ? { message: 'assumed', sum: sumOf(demands), demands } : undefined;
}

const sumOf = (demands: readonly Demand[]): number => demands.reduce((sum, { connections }) => sum + connections, 0);

/** `max_connections` and `superuser_reserved_connections` of PostgreSQL where nothing is written. */
const unlessSet = 100;
const kept = 3;

const roundedUp = (connections: number): number => Math.ceil(connections / 50) * 50;

const mostTerms = 8;

function shown(demands: readonly Demand[]): Message {
  const terms = demands.slice(0, mostTerms).map(({ term }) => term);
  const rest = demands.slice(mostTerms);
  const more = message({ en: '{sum} of {n} more', fr: '{sum} de {n} autres' }, { sum: sumOf(rest), n: rest.length });
  return joined(rest.length === 0 ? terms : [...terms, more], ' + ');
}

function placeOf(uri: string, { conf }: Demand): readonly RelatedPlace[] {
  const pool = message({ en: 'The pool', fr: 'Le pool' });
  return conf === undefined ? [] : [relatedPlace(uri, conf, conf.span, pool)];
}

export const page = {
  why: {
    en: 'PostgreSQL refuses connections beyond its limit. Each instance alone works for weeks, and all of them fail on the day when everybody enters data.',
    fr: 'PostgreSQL refuse les connexions au-delà de sa limite. Chaque instance seule marche des semaines, et toutes échouent le jour où tout le monde saisit des données.',
  },
  todo: {
    en: 'Lower `connection.pool.max_size` of training and test instances, or raise `maxConnections`: each connection takes some megabytes, and `work_mem` for each sort.',
    fr: 'Réduisez `connection.pool.max_size` des instances de formation et de test, ou augmentez `maxConnections` : chaque connexion prend quelques mégaoctets, et `work_mem` pour chaque tri.',
  },
  good: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - { name: main, host: db-1, maxConnections: 200 }',
        '  - { name: open, host: db-1 }',
        '  - { name: tuned, host: db-1, tuning: { recipe: dhis2-guide } }',
        '  - { name: pooled, host: db-1, maxConnections: 20 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main }',
        '  - { name: staging, host: web-1, database: main, config: small.dhis.conf }',
        '  - { name: a, host: web-1, database: open }',
        '  - { name: b, host: web-1, database: open }',
        '  - { name: c, host: web-1, database: tuned, config: large.dhis.conf }',
        '  - { name: d, host: web-1, database: pooled, config: pooled.dhis.conf }',
        '  - { name: e, host: web-1, database: pooled, config: later.dhis.conf }',
        '',
      ].join('\n'),
      beside: {
        'small.dhis.conf': 'connection.url = jdbc:postgresql://db-1/staging\nconnection.pool.max_size = 20\n',
        'large.dhis.conf': 'connection.url = jdbc:postgresql://db-1/c\nconnection.pool.max_size = 120\n',
        'pooled.dhis.conf': 'connection.url = jdbc:postgresql://db-1/d\ndb.pool.type = unpooled\n',
        'later.dhis.conf': 'connection.url = jdbc:postgresql://db-1/e\nconnection.pool.max_size = ${POOL}\n',
      },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'databases:',
        '  - name: main',
        '    host: db-1',
        '    maxConnections: 200',
        '    #               ^^^ exceed',
        '  - name: second',
        '    host: db-2',
        '    maxConnections: 150',
        '    #               ^^^ assumed',
        '  - { name: third, host: db-3 }',
        '  #         ^^^^^ unset',
        'instances:',
        '  - { name: hmis, host: web-1, database: main, config: nodes.dhis.conf }',
        '  - { name: training, host: web-1, database: main, config: plain.dhis.conf }',
        '  - { name: a, host: web-1, database: second }',
        '  - { name: b, host: web-1, database: second, config: plain.dhis.conf }',
        '  - { name: c, host: web-1, database: third, config: analytics.dhis.conf }',
        '',
      ].join('\n'),
      beside: {
        'nodes.dhis.conf': '# dhis2-nodes: 2\nconnection.url = jdbc:postgresql://db-1/hmis\n',
        'plain.dhis.conf': 'connection.url = jdbc:postgresql://db-1/training\n',
        'analytics.dhis.conf': 'connection.url = jdbc:postgresql://db-3/c\nanalytics.connection.url = jdbc:postgresql://db-3/analytics\n',
      },
    },
  ],
} satisfies RulePage;
