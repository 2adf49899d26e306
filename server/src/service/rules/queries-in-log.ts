import { effectiveValue } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'queries' | 'level'>({
  id: 'queries-in-log',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Database queries in the log', fr: 'Requêtes de la base dans le journal' },
  what: {
    en: 'The queries that DHIS2 sends to its database are logged, by the switch for it or by the level of a logger.',
    fr: 'Les requêtes que DHIS2 envoie à sa base sont journalisées, par la clé prévue ou par le niveau de journalisation.',
  },
  source: 'dhis2-docs src/sysadmin/reference/dhis.conf.md; dhis2-core DataSourceConfig',
  messages: {
    queries: {
      en: 'Database queries go to the log, with personal data in them, and slow the server down. Delete the line after the search.',
      fr: 'Les requêtes de la base vont au journal, données personnelles comprises, et ralentissent le serveur. Supprimez la ligne après la recherche.',
    },
    level: {
      en: 'At `{level}` the logger `{logger}` writes data from the database into the log. Use `INFO` on a production server.',
      fr: 'Au niveau `{level}`, `{logger}` écrit dans le journal des données de la base. Employez `INFO` en production.',
    },
  },
  check(conf, report) {
    for (const key of ['logging.query', 'enable.query.logging']) {
      const on = written(conf, key, 'on');
      if (on !== undefined) {
        report({ message: 'queries', span: on.entry.key.span, fixes: [removeEntryFix(on.entry, conf.lines, false)] });
      }
    }
    for (const logger of loggersOfData) {
      const level = effectiveValue(conf, `logging.level.${logger}`);
      if (level.from !== 'file' || !/^(?:DEBUG|TRACE|ALL)$/i.test(level.value)) continue;
      const span = placeInValue(conf.text, level.entry);
      report({ message: 'level', args: { level: level.value, logger }, span, severity: 'info' });
    }
  },
});

export const page = {
  why: {
    en: 'Queries hold names, dates of birth and identifiers of patients; the log is read and copied by more people than the database. The server also slows down. It is meant for the search of an error, for hours.',
    fr: "Les requêtes contiennent noms, dates de naissance et identifiants de patients ; le journal est lu et copié par plus de monde que la base. Le serveur ralentit aussi. C'est fait pour chercher une erreur, quelques heures.",
  },
  todo: {
    en: 'Delete the line after the search, and the logs of that time too.',
    fr: 'Supprimez la ligne après la recherche, ainsi que les journaux de cette période.',
  },
  good: [
    { text: 'logging.query = off\n' },
    { text: 'logging.query = ${LOG_QUERIES}\n' },
    { text: 'logging.query = on\n', dhis2Version: '2.42' },
    { text: 'enable.query.logging = on\n' },
    { text: 'logging.level.org.hisp.dhis.sms = DEBUG\n' },
    { text: 'logging.level.org.hibernate.SQL = WARN\n' },
    { text: 'logging.level.org.hibernate.SQL = DEBUG\n', dhis2Version: '2.37' },
  ],
  bad: [
    { text: 'logging.query = on\n#^^^^^^^^^^^^ queries\n' },
    { text: 'enable.query.logging = on\n#^^^^^^^^^^^^^^^^^^^ queries\n', dhis2Version: '2.40' },
    { text: 'logging.level.org.hibernate.orm.jdbc.bind = trace\n#                                           ^^^^^ level\n' },
    { text: 'logging.level.org.hisp.dhis = DEBUG\n#                             ^^^^^ level\n' },
  ],
} satisfies RulePage;

/** Loggers that write statements or their values, and the packages they are in; a single package of DHIS2 does less harm. */
const loggersOfData = [
  'org.hisp',
  'org.hisp.dhis',
  'org.hibernate',
  'org.hibernate.SQL',
  'org.hibernate.type',
  'org.hibernate.type.descriptor.sql',
  'org.hibernate.type.descriptor.sql.BasicBinder',
  'org.hibernate.orm.jdbc',
  'org.hibernate.orm.jdbc.bind',
  'org.springframework.jdbc',
  'org.springframework.jdbc.core',
  'org.springframework.jdbc.core.JdbcTemplate',
  'org.springframework.jdbc.core.StatementCreatorUtils',
];
