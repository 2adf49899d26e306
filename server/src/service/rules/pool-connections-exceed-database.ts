import { isWholeConfiguration, placeOfAbsence } from '../conf/effective.ts';
import { type Connections, connectionsOf } from '../conf/pools.ts';
import { readComments } from '../conf/surroundings.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'exceed' | 'many'>({
  id: 'pool-connections-exceed-database',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'More connections than PostgreSQL has', fr: "Plus de connexions que PostgreSQL n'en a" },
  what: {
    en: 'The limit of the pool counts for each pool: one for the main database, up to three for each read replica, one for an analytics database, and all of it for each node.',
    fr: "La limite du pool vaut pour chaque pool : un pour la base principale, jusqu'à trois par réplica de lecture, un pour une base analytique, et le tout pour chaque nœud.",
  },
  source:
    'dhis2-core ReadOnlyDataSourceManager, DataSourceConfig, AnalyticsDataSourceConfig @ 2.40.12, 2.42.5.2, 2.43.1; dhis2-docs postgresql.md',
  controls: ['DB-10'],
  messages: {
    exceed: {
      en: 'DHIS2 opens up to {sum} connections to one database server here, which has {limit}. Lower the size of the pools, or raise `max_connections`.',
      fr: "DHIS2 ouvre ici jusqu'à {sum} connexions vers un même serveur de base de données, qui en a {limit}. Réduisez la taille des pools, ou augmentez `max_connections`.",
    },
    many: {
      en: 'Together the pools open up to {sum} connections; see that the `max_connections` of each PostgreSQL server are enough. Write `# postgresql-max-connections: N` to have it checked.',
      fr: "Ensemble, les pools ouvrent jusqu'à {sum} connexions ; voyez si les `max_connections` de chaque serveur PostgreSQL suffisent. Écrivez `# postgresql-max-connections: N` pour le faire vérifier.",
    },
  },
  check(conf, report) {
    const connections = isWholeConfiguration(conf) ? connectionsOf(conf) : undefined;
    if (connections === undefined) return;
    const span = conf.winners().get('connection.pool.max_size')?.entry.key.span ?? placeOfAbsence(conf);
    const { maxConnections, nodes } = readComments(conf);
    if (maxConnections !== undefined) {
      const sum = largestServer(connections) * nodes;
      if (sum > maxConnections) report({ message: 'exceed', args: { sum, limit: maxConnections }, span });
      return;
    }
    // Then `database-out-of-connections` adds up all instances of that server.
    if (conf.placement()?.database?.fields.maxConnections !== undefined) return;
    const sum = total(connections) * nodes;
    const isComposed = connections.replicas > 0 || connections.analyticsSize > 0;
    if (isComposed && sum > documentedLimit) report({ message: 'many', args: { sum }, span, severity: 'info' });
  },
});

export const page = {
  why: {
    en: 'PostgreSQL refuses connections beyond `max_connections`, 100 unless configured. DHIS2 works for weeks and fails on the busiest day.',
    fr: 'PostgreSQL refuse les connexions au-delà de `max_connections`, 100 sauf autre réglage. DHIS2 marche des semaines et échoue le jour le plus chargé.',
  },
  todo: {
    en: 'Lower `connection.pool.max_size` or raise `max_connections`. To have the sum checked exactly, write what the file cannot know as comments: `# postgresql-max-connections: 300` and, with several servers, `# dhis2-nodes: 2`.',
    fr: 'Baissez `connection.pool.max_size` ou augmentez `max_connections`. Pour une vérification exacte, écrivez en commentaire ce que le fichier ne peut savoir : `# postgresql-max-connections: 300` et, avec plusieurs serveurs, `# dhis2-nodes: 2`.',
  },
  good: [
    { text: 'connection.url = ${URL}\nconnection.pool.max_size = 500\n' },
    { text: '# postgresql-max-connections: 200\nconnection.url = ${URL}\n' },
    { text: 'connection.url = ${URL}\nconnection.pool.max_size = ${SIZE}\nread1.connection.url = ${R1}\n' },
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n', dhis2Version: '2.40' },
    { text: '# postgresql-max-connections: 100\ndb.pool.type = unpooled\nconnection.url = ${URL}\nconnection.pool.max_size = 500\n' },
    { text: 'read1.connection.url = ${R1}\n' },
    {
      text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n',
      beside: {
        'dhis2-hosting.yaml': [
          'version: 1',
          'databases:',
          '  - { name: main, host: db-1, maxConnections: 400 }',
          'instances:',
          '  - { name: hmis, host: web-1, database: main, config: dhis.conf }',
          '',
        ].join('\n'),
      },
    },
    {
      text: '# postgresql-max-connections: 250\nconnection.url = jdbc:postgresql://db1/dhis2\nread1.connection.url = jdbc:postgresql://db2/dhis2\n',
    },
  ],
  bad: [
    { text: '# postgresql-max-connections: 100\n# dhis2-nodes: 2\nconnection.url = ${URL}\n#^^^^^^^^^^^^^ exceed\n' },
    { text: 'connection.url = ${URL}\n#^^^^^^^^^^^^^ many\nread1.connection.url = ${R1}\n' },
    {
      text: '# postgresql-max-connections: 100\nconnection.url = jdbc:postgresql:dhis2\nconnection.pool.max_size = 80\n#^^^^^^^^^^^^^^^^^^^^^^^ exceed\nanalytics.connection.url = jdbc:postgresql://localhost/analytics\n',
    },
    {
      text: '# postgresql-max-connections: 200\nconnection.url = jdbc:postgresql://db1/dhis2\n#^^^^^^^^^^^^^ exceed\nread1.connection.url = jdbc:postgresql://db2/dhis2\n',
    },
  ],
} satisfies RulePage;

/** The example of the installation guide. */
const documentedLimit = 200;

/** The server of the main database, or that of a replica: each replica is a server of its own. */
function largestServer({ mainSize, analyticsSize, analyticsOnSameServer, replicas, poolsPerReplica }: Connections): number {
  return Math.max(mainSize + (analyticsOnSameServer ? analyticsSize : 0), replicas > 0 ? poolsPerReplica * mainSize : 0);
}

function total({ mainSize, analyticsSize, replicas, poolsPerReplica }: Connections): number {
  return mainSize * (1 + replicas * poolsPerReplica) + analyticsSize;
}
