import { keySlip } from '../conf/key-slips.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'missing' | 'empty'>({
  id: 'missing-connection-url',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Configuration without a database address', fr: 'Configuration sans adresse de base de données' },
  what: {
    en: 'The file holds the login of a database and settings of a server, and no `connection.url`; or that key is there without a value.',
    fr: "Le fichier contient l'identifiant d'une base de données et des réglages de serveur, mais pas `connection.url` ; ou cette clé y est sans valeur.",
  },
  source: 'dhis2-core DataSourceConfig, DefaultDhisConfigurationProvider',
  messages: {
    missing: {
      en: 'There is a database login but no `connection.url`, so DHIS2 does not start. Add the address of the database.',
      fr: "Il y a un identifiant de base de données mais pas de `connection.url` : DHIS2 ne démarre pas. Ajoutez l'adresse de la base.",
    },
    empty: {
      en: '`connection.url` is empty, so DHIS2 does not start. Write the address of the database, such as `jdbc:postgresql://host:5432/database`.',
      fr: "`connection.url` est vide : DHIS2 ne démarre pas. Écrivez l'adresse de la base, par exemple `jdbc:postgresql://hôte:5432/base`.",
    },
  },
  check(conf, report) {
    const winners = conf.winners();
    const url = winners.get('connection.url');
    if (url !== undefined) {
      if (url.value === '') report({ message: 'empty', span: url.entry.key.span });
      return;
    }
    const login = winners.get('connection.username') ?? winners.get('connection.password');
    if (login === undefined || !isMoreThanLogin(conf) || unknownEntries(conf).some((entry) => mayBeTheUrl(conf, entry))) return;
    report({ message: 'missing', span: login.entry.key.span });
  },
});

export const page = {
  why: {
    en: 'DHIS2 has no usable default for the address: it makes no connection pool and does not start.',
    fr: "DHIS2 n'a pas de valeur par défaut utilisable pour l'adresse : il ne crée aucun pool de connexions et ne démarre pas.",
  },
  todo: {
    en: 'Add `connection.url = jdbc:postgresql://host:5432/database`. Environment variables do not replace a line: nothing is read that is not in the file.',
    fr: "Ajoutez `connection.url = jdbc:postgresql://hôte:5432/base`. Une variable d'environnement ne remplace pas une ligne : rien n'est lu hors du fichier.",
  },
  good: [
    { text: 'connection.url = ${DB_URL}\n' },
    { text: 'connection.url = jdbc:postgresql:dhis2\nconnection.username = dhis\nserver.https = on\n' },
    { text: 'connection.username = dhis\nconnection.password = ${DB_PASSWORD}\n' },
    { text: 'conection.url = jdbc:postgresql:dhis2\nconnection.username = dhis\nserver.https = on\n' },
    { text: 'connection url = jdbc:postgresql:dhis2\nconnection.username = dhis\nserver.https = on\n' },
    { text: '{{ database }}\nconnection.username = dhis\nserver.https = on\n' },
    { text: 'server.https = on\nredis.enabled = on\n' },
  ],
  bad: [
    { text: 'server.https = on\nconnection.username = dhis\n#^^^^^^^^^^^^^^^^^^ missing\nconnection.password = ${DB_PASSWORD}\n' },
    { text: 'connection.url =\n#^^^^^^^^^^^^^ empty\n' },
  ],
} satisfies RulePage;

/** A file of nothing but the connection may be one half of a configuration. */
function isMoreThanLogin({ entries }: ConfContext): boolean {
  return entries.some(({ match }) => match !== undefined && match.row.group !== 'connection' && match.row.group !== 'pool');
}

/** A mistyped or badly written line, or one that a template fills in: other rules speak of these. */
function mayBeTheUrl(conf: ConfContext, entry: ConfEntry): boolean {
  return keySlip(conf, entry) !== undefined || conf.catalogue.near(entry.key, conf.version).includes('connection.url');
}
