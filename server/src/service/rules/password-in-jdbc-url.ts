import { databaseUrls } from '../conf/database-urls.ts';
import { isDecidedLater } from '../conf/effective.ts';
import { passwordInJdbcUrl } from '../conf/jdbc-url.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'logged' | 'notMasked'>({
  id: 'password-in-jdbc-url',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Password in the address of a database', fr: "Mot de passe dans l'adresse d'une base de données" },
  what: {
    en: 'The address of the database holds a password, as in `?password=...`.',
    fr: "L'adresse de la base contient un mot de passe, comme dans `?password=...`.",
  },
  source: 'dhis2-core AnalyticsDataSourceConfig, ReadOnlyDataSourceManager',
  messages: {
    logged: {
      en: 'DHIS2 writes this address into its log at each start, password and all. Move the password to `{key}` and change it.',
      fr: 'DHIS2 écrit cette adresse dans son journal à chaque démarrage, mot de passe compris. Déplacez le mot de passe vers `{key}` et changez-le.',
    },
    notMasked: {
      en: 'DHIS2 treats `{key}` as a secret, but not this address. Move the password there.',
      fr: 'DHIS2 traite `{key}` comme un secret, mais pas cette adresse. Déplacez-y le mot de passe.',
    },
  },
  check(conf, report) {
    for (const entry of databaseUrls(conf)) {
      const place = passwordInJdbcUrl(entry.value);
      if (place === undefined) continue;
      const isMain = entry.key === 'connection.url';
      // The server fills the variable in before it logs the address; the main one it does not log.
      if (isMain && isDecidedLater(entry.value.slice(place.start, place.end))) continue;
      report({
        message: isMain ? 'notMasked' : 'logged',
        args: { key: entry.key.replace(/url$/, 'password') },
        span: placeInValue(conf.text, entry, place.start, place.end),
        ...(isMain && { severity: 'info' }),
      });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 writes the addresses of read replicas and of the analytics database into its log at each start, password and all, also when it comes from an environment variable. No address is treated as a secret.',
    fr: "DHIS2 écrit dans son journal, à chaque démarrage, les adresses des réplicas de lecture et de la base analytique, mot de passe compris, même s'il vient d'une variable d'environnement. Aucune adresse n'est traitée comme un secret.",
  },
  todo: {
    en: 'Move the password to the key for it, change it in the database, and delete the logs that hold the old one.',
    fr: "Déplacez le mot de passe vers la clé prévue, changez-le dans la base, et supprimez les journaux qui contiennent l'ancien.",
  },
  good: [
    { text: 'connection.url = jdbc:postgresql://db:5432/dhis2?user=dhis&sslmode=require\n' },
    { text: 'connection.url = jdbc:postgresql://db/dhis2?password=${DB_PASSWORD}\n' },
    { text: 'read1.connection.url = ${READ1_URL}\nread1.connection.password = ${P}\n' },
    { text: 'read1.connection.url = jdbc:postgresql://${HOST:-db}:5432/dhis2\n' },
    { text: 'read1.connection.url = jdbc:postgresql://db:5432/dhis2?ApplicationName=a@b\n' },
    { text: 'analytics.connection.url = jdbc:mysql://doris:9030/a?password=${P}\n', dhis2Version: '2.40' },
  ],
  bad: [
    {
      text: 'read1.connection.url = jdbc:postgresql://db/dhis2?user=x&password=${P}\n#                                                                 ^^^^ logged\n',
    },
    { text: 'analytics.connection.url = jdbc:mysql://u:s3cret@doris:9030/a\n#                                         ^^^^^^ logged\n' },
    {
      text: 'connection.url = jdbc:postgresql://db/dhis2?password=s3cret&ssl=true\n#                                                    ^^^^^^ notMasked\n',
    },
  ],
} satisfies RulePage;
