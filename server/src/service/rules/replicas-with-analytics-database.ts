import { hasAnalyticsPool } from '../conf/pools.ts';
import { readReplicas } from '../conf/read-replicas.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'both'>({
  id: 'replicas-with-analytics-database',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Read replicas beside a separate analytics database', fr: "Réplicas de lecture à côté d'une base analytique séparée" },
  what: {
    en: 'The file has read replicas of the main database and an analytics database of its own.',
    fr: 'Le fichier a des réplicas de lecture de la base principale et une base analytique à part.',
  },
  source: 'dhis2-core AnalyticsDataSourceConfig @ 2.41.9.1, 2.43.1',
  messages: {
    both: {
      en: 'With a separate analytics database, analytics queries still go to the read replicas of the main database and miss the analytics tables. Remove one of the two.',
      fr: "Malgré la base analytique séparée, les requêtes analytiques vont aux réplicas de la base principale et n'y trouvent pas les tables analytiques. Retirez l'un des deux.",
    },
  },
  check(conf, report) {
    const [first] = readReplicas(conf);
    const analytics = conf.winners().get('analytics.connection.url');
    if (first === undefined || analytics === undefined || !hasAnalyticsPool(conf)) return;
    report({
      message: 'both',
      span: first.entry.key.span,
      related: [{ span: analytics.entry.key.span, message: message({ en: 'The analytics database', fr: 'La base analytique' }) }],
    });
  },
});

export const page = {
  why: {
    en: 'Read-only analytics queries then go to the replicas of the main database, where the analytics tables are not, because those are written to the analytics database.',
    fr: "Les requêtes analytiques en lecture vont alors aux réplicas de la base principale, où les tables analytiques ne sont pas, puisqu'elles sont écrites dans la base analytique.",
  },
  todo: {
    en: 'Choose one: read replicas, or a separate analytics database.',
    fr: 'Choisissez : des réplicas de lecture, ou une base analytique séparée.',
  },
  good: [
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n' },
    { text: 'connection.url = ${URL}\nanalytics.connection.url = ${A}\n' },
    { text: 'analytics.connection.url = ${A}\nread1.connection.url = ${R1}\n', dhis2Version: '2.40' },
  ],
  bad: [
    { text: 'analytics.connection.url = ${A}\nread1.connection.url = ${R1}\n#^^^^^^^^^^^^^^^^^^^ both\nread2.connection.url = ${R2}\n' },
  ],
} satisfies RulePage;
