import { isEncrypted } from '../conf/database-encryption.ts';
import { databaseUrls } from '../conf/database-urls.ts';
import { isDecidedLater } from '../conf/effective.ts';
import { isIpAddress, isPrivateHost } from '../conf/hosts.ts';
import { readPostgresUrl } from '../conf/jdbc-url.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { requireTlsFix } from './require-tls-fix.ts';

export const rule = defineConfRule<'notAsked' | 'optional'>({
  id: 'database-without-tls',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Database on another network without TLS', fr: 'Base de données sur un autre réseau sans TLS' },
  what: {
    en: 'The address names a PostgreSQL server outside of private networks and does not insist on an encrypted connection.',
    fr: "L'adresse désigne un serveur PostgreSQL hors des réseaux privés et n'exige pas de connexion chiffrée.",
  },
  source: 'dhis2-docs src/sysadmin/hosting/requirements.md; pgjdbc documentation, Using SSL',
  controls: ['DB-08'],
  messages: {
    notAsked: {
      en: 'The connection to `{host}` need not be encrypted, because the address does not say `sslmode=require`. Add it if the server offers TLS.',
      fr: "La connexion à `{host}` n'est pas forcément chiffrée, car l'adresse ne dit pas `sslmode=require`. Ajoutez-le si le serveur propose TLS.",
    },
    optional: {
      en: 'With `sslmode={mode}` the connection to `{host}` may be unencrypted. Write `sslmode=require` if the server offers TLS.',
      fr: 'Avec `sslmode={mode}`, la connexion à `{host}` peut être non chiffrée. Écrivez `sslmode=require` si le serveur propose TLS.',
    },
  },
  check(conf, report) {
    for (const entry of databaseUrls(conf)) {
      const address = isDecidedLater(entry.value) ? undefined : readPostgresUrl(entry.value);
      const host = address?.hosts.find((name) => !isPrivateHost(name));
      if (address === undefined || host === undefined || isEncrypted(address)) continue;
      const mode = address.parameters.get('sslmode');
      report({
        message: mode === undefined ? 'notAsked' : 'optional',
        args: mode === undefined ? { host } : { host, mode },
        span: placeInValue(conf.text, entry),
        // Behind a name there may be a network of one's own.
        severity: isIpAddress(host) ? 'warning' : 'info',
        fixes: [requireTlsFix(conf.text, entry, mode)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'Without `sslmode`, or with `prefer`, the driver takes what the server offers, and somebody in between can make it offer nothing. Then all data, names of patients among them, passes in clear text.',
    fr: "Sans `sslmode`, ou avec `prefer`, le pilote prend ce que le serveur propose, et quelqu'un sur le chemin peut faire qu'il ne propose rien. Toutes les données, noms de patients compris, passent alors en clair.",
  },
  todo: {
    en: 'Write `?sslmode=require` behind the name of the database, or better `verify-full` with the certificate of the server. On a network that is wholly yours, ignore this finding and say why.',
    fr: 'Écrivez `?sslmode=require` derrière le nom de la base, ou mieux `verify-full` avec le certificat du serveur. Sur un réseau entièrement à vous, ignorez ce constat en disant pourquoi.',
  },
  good: [
    { text: 'connection.url = jdbc:postgresql://127.0.0.1:5432/dhis2\n' },
    { text: 'connection.url = jdbc:postgresql:dhis2\n' },
    { text: 'connection.url = jdbc:postgresql://db/dhis2\n' },
    { text: 'connection.url = jdbc:postgresql://192.168.0.4,192.168.0.5:5433/dhis2?targetServerType=primary\n' },
    { text: 'connection.url = jdbc:postgresql://db.example.org/dhis2?sslmode=verify-full\n' },
    { text: 'connection.url = jdbc:postgresql://db.example.org/dhis2?ssl=true\n' },
    { text: 'connection.url = jdbc:postgresql://db.example.org/dhis2?gssEncMode=require\n' },
    { text: 'connection.url = jdbc:postgresql://db.example.org/dhis2?${OPTIONS}\n' },
    { text: 'connection.url = jdbc:postgresql://db.example.org/dhis2?service=hmis\n' },
    { text: 'analytics.connection.url = jdbc:mysql://doris.example.org:9030/dhis2\n' },
    { text: 'analytics.connection.url = jdbc:postgresql://db.example.org/a\n', dhis2Version: '2.40' },
  ],
  bad: [
    {
      text: 'connection.url = jdbc:postgresql://203.0.113.5:5432/dhis2\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ notAsked\n',
    },
    {
      text: 'read1.connection.url = jdbc:postgresql://db.example.org/dhis2?sslmode=prefer\n#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ optional\n',
    },
    {
      text: 'connection.url = jdbc:postgresql://db1,db.example.org/dhis2?sslmode=disable\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ optional\n',
    },
  ],
} satisfies RulePage;
