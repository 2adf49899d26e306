import { placeInValue } from '../conf/place-in-value.ts';
import { millisecondKeys, secondsMeant } from '../conf/pools.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'seconds'>({
  id: 'seconds-for-milliseconds',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Seconds where the pool takes milliseconds', fr: 'Secondes là où le pool attend des millisecondes' },
  what: {
    en: 'A timeout of the connection pool is so small that it was meant in seconds. HikariCP takes milliseconds.',
    fr: "Un délai du pool de connexions est si petit qu'il a été pensé en secondes. HikariCP attend des millisecondes.",
  },
  source: 'HikariCP HikariConfig 3.4.5 and 6.0.0; dhis2-docs src/sysadmin/reference/dhis.conf.md @ 2.43 shows the mistake',
  messages: {
    seconds: {
      en: '`{key}` is in milliseconds; HikariCP refuses {written} ms and DHIS2 does not start. Write {milliseconds} for {written} seconds.',
      fr: '`{key}` est en millisecondes ; HikariCP refuse {written} ms et DHIS2 ne démarre pas. Écrivez {milliseconds} pour {written} secondes.',
    },
  },
  check(conf, report) {
    for (const key of millisecondKeys) {
      const entry = conf.winners().get(key);
      const milliseconds = entry === undefined ? undefined : secondsMeant(conf, key, entry.value);
      if (entry === undefined || milliseconds === undefined) continue;
      const span = placeInValue(conf.text, entry);
      const title = message({ en: 'Change to {milliseconds}', fr: 'Remplacer par {milliseconds}' }, { milliseconds });
      report({
        message: 'seconds',
        args: { key, written: entry.value, milliseconds },
        span,
        fixes: [{ title, edits: [{ span, newText: String(milliseconds) }], preferred: true }],
      });
    }
  },
});

export const page = {
  why: {
    en: 'HikariCP refuses anything below 250 ms and DHIS2 does not start. The reference page of DHIS2 2.43 itself shows 30 and 5.',
    fr: 'HikariCP refuse tout ce qui est sous 250 ms et DHIS2 ne démarre pas. La page de référence de DHIS2 2.43 montre elle-même 30 et 5.',
  },
  todo: {
    en: 'Write the number in milliseconds: 30000 for thirty seconds.',
    fr: 'Écrivez le nombre en millisecondes : 30000 pour trente secondes.',
  },
  good: [
    { text: 'connection.pool.timeout = 30000\nconnection.pool.validation_timeout = 5000\n' },
    { text: 'connection.pool.timeout = 0\n' },
    { text: 'connection.pool.timeout = 30\n', dhis2Version: '2.42' },
    { text: 'db.pool.type = unpooled\nconnection.pool.timeout = 30\n' },
    { text: 'db.pool.type = ${POOL}\nconnection.pool.timeout = 30\n' },
    { text: 'analytics.connection.pool.timeout = 30\n' },
  ],
  bad: [
    {
      text: 'connection.pool.timeout = 30\n#                         ^^ seconds\nconnection.pool.validation_timeout = 5\n#                                    ^ seconds\n',
      fixed: 'connection.pool.timeout = 30000\nconnection.pool.validation_timeout = 5000\n',
    },
    {
      text: 'db.pool.type = HIKARI\nanalytics.connection.url = ${URL}\nanalytics.connection.pool.timeout = 60\n#                                   ^^ seconds\n',
      fixed: 'db.pool.type = HIKARI\nanalytics.connection.url = ${URL}\nanalytics.connection.pool.timeout = 60000\n',
      dhis2Version: '2.41',
    },
  ],
} satisfies RulePage;
