import { knownValue, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'superuser'>({
  id: 'database-superuser',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'DHIS2 logs in to its database as a superuser', fr: 'DHIS2 se connecte à sa base comme superutilisateur' },
  what: {
    en: 'The account of the database is the one that PostgreSQL, or the provider of the database, makes for its administrators.',
    fr: 'Le compte de la base est celui que PostgreSQL, ou le fournisseur de la base, crée pour ses administrateurs.',
  },
  source: 'dhis2-docs src/sysadmin/getting-started/linux-manual-install.md',
  controls: ['DB-04'],
  messages: {
    superuser: {
      en: '`{name}` administers the whole database server, so any gap in DHIS2 opens all of it. Use a role that owns only this database.',
      fr: "`{name}` administre tout le serveur de bases : une faille dans DHIS2 l'ouvre en entier. Employez un rôle propriétaire de cette seule base.",
    },
  },
  check(conf, report) {
    for (const key of keys) {
      const entry = setEntry(conf, key);
      if (entry === undefined || !superusers.has(entry.value) || knownValue(conf, key) === undefined) continue;
      report({ message: 'superuser', args: { name: entry.value }, span: placeInValue(conf.text, entry) });
    }
  },
});

export const page = {
  why: {
    en: 'Whoever finds a gap in DHIS2 or in an SQL view then owns all databases of that server, its files and often the machine. With an account of its own the damage ends at one database.',
    fr: "Qui trouve une faille dans DHIS2 ou dans une vue SQL possède alors toutes les bases de ce serveur, ses fichiers et souvent la machine. Avec un compte propre, les dégâts s'arrêtent à une base.",
  },
  todo: {
    en: 'Make a plain role that owns the DHIS2 database, and create the extensions `postgis`, `pg_trgm` and `btree_gin` once as superuser.',
    fr: 'Créez un rôle ordinaire, propriétaire de la base DHIS2, et créez une fois comme superutilisateur les extensions `postgis`, `pg_trgm` et `btree_gin`.',
  },
  good: [
    { text: 'connection.username = dhis\n' },
    { text: 'connection.username = ${DB_USER:-postgres}\n' },
    { text: 'connection.username = postgres_dhis2\n' },
    { text: 'analytics.connection.username = postgres\n', dhis2Version: '2.40' },
    { text: 'ldap.manager.dn = postgres\n' },
  ],
  bad: [
    { text: 'connection.username = postgres\n#                     ^^^^^^^^ superuser\n' },
    {
      text: 'analytics.connection.username = root\n#                               ^^^^ superuser\nread2.connection.username = postgres\n#                           ^^^^^^^^ superuser\n',
    },
  ],
} satisfies RulePage;

const keys = ['connection.username', 'analytics.connection.username', ...[1, 2, 3, 4, 5].map((n) => `read${n}.connection.username`)];

/** The first role of PostgreSQL and of MySQL-like engines, and those of Amazon, Azure, Google and EnterpriseDB. */
const superusers: ReadonlySet<string> = new Set([
  'postgres',
  'root',
  'rdsadmin',
  'azure_superuser',
  'azure_pg_admin',
  'cloudsqladmin',
  'cloudsqlsuperuser',
  'enterprisedb',
]);
