import { formatVersion } from '../catalogue/versions.ts';
import { effectiveValue, isWholeConfiguration } from '../conf/effective.ts';
import { hasAnalyticsPool } from '../conf/pools.ts';
import { readReplicas } from '../conf/read-replicas.ts';
import { isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const key = 'analytics.table.unlogged';

export const rule = defineConfRule<'written' | 'byDefault'>({
  id: 'unlogged-tables-on-replicas',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Analytics tables that read replicas do not get', fr: "Tables analytiques que les réplicas n'ont pas" },
  what: {
    en: 'The file has read replicas, and the analytics tables are `UNLOGGED`, as they are by default since 2.41.',
    fr: 'Le fichier a des réplicas de lecture, et les tables analytiques sont `UNLOGGED`, comme par défaut depuis 2.41.',
  },
  source: 'dhis2-core AnalyticsTableSettings, ReadOnlyDataSourceManager; PostgreSQL documentation, CREATE TABLE, UNLOGGED',
  messages: {
    written: {
      en: 'Read replicas do not get unlogged tables, and analytics queries go to the replicas. Write `off`.',
      fr: 'Les réplicas ne reçoivent pas les tables non journalisées, et les requêtes analytiques vont aux réplicas. Écrivez `off`.',
    },
    byDefault: {
      en: 'In DHIS2 {version} the analytics tables are unlogged unless `analytics.table.unlogged` is off; this replica does not get them. Add `analytics.table.unlogged = off`.',
      fr: 'En DHIS2 {version}, les tables analytiques ne sont pas journalisées sauf si `analytics.table.unlogged` est `off` ; ce réplica ne les reçoit pas. Ajoutez `analytics.table.unlogged = off`.',
    },
  },
  check(conf, report) {
    const [first] = readReplicas(conf);
    // With an analytics database besides, the queries miss the tables for another reason.
    if (first === undefined || hasAnalyticsPool(conf) || !isOn(conf, key)) return;
    const unlogged = effectiveValue(conf, key);
    if (unlogged.from === 'file') report({ message: 'written', span: unlogged.entry.entry.key.span });
    else if (isWholeConfiguration(conf)) {
      report({ message: 'byDefault', args: { version: formatVersion(conf.version) }, span: first.entry.key.span });
    }
  },
});

export const page = {
  why: {
    en: 'PostgreSQL does not replicate unlogged tables. Analytics queries go to the replicas and fail there.',
    fr: 'PostgreSQL ne réplique pas les tables non journalisées. Les requêtes analytiques vont aux réplicas et y échouent.',
  },
  todo: {
    en: 'Write `analytics.table.unlogged = off` and export the analytics tables again.',
    fr: 'Écrivez `analytics.table.unlogged = off` et relancez la production des tables analytiques.',
  },
  good: [
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\nanalytics.table.unlogged = off\n' },
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n', dhis2Version: '2.40' },
    { text: 'read1.connection.url = ${R1}\n' },
    { text: 'connection.url = ${URL}\nanalytics.table.unlogged = on\n' },
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\nanalytics.connection.url = ${A}\n' },
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\nanalytics.table.unlogged = ${UNLOGGED}\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n#^^^^^^^^^^^^^^^^^^^ byDefault\n' },
    { text: 'read2.connection.url = ${R2}\nanalytics.table.unlogged = on\n#^^^^^^^^^^^^^^^^^^^^^^^ written\n', dhis2Version: '2.40' },
  ],
} satisfies RulePage;
