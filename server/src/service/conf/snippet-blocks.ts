/**
 * Blocks of keys that belong together, offered as one on an empty line. In keys and values `<name>` is a place to fill
 * in, the same text wherever the same name stands; `${NAME}` is a variable of the environment. A key that the release
 * does not have is left out, and so is one that the file has already.
 */
import type { Text } from '../messages.ts';

export type SnippetBlock = {
  readonly id: string;
  readonly label: Text;
  readonly description: Text;
  /** The first key decides: without it the block has no sense, and a file that has it needs the block no more. */
  readonly lines: readonly { readonly key: string; readonly value: string }[];
  /** What stands for each place until it is filled in; a range takes the first number that the file does not use. */
  readonly places: { readonly [name: string]: string | { readonly from: number; readonly to: number } };
};

const loginSwitch = { key: 'oidc.oauth2.login.enabled', value: 'on' };

export const snippetBlocks: readonly SnippetBlock[] = [
  {
    id: 'new-server',
    label: { en: 'Block: new server', fr: 'Bloc : nouveau serveur' },
    description: {
      en: 'Database, encryption and public address: what the file of every server has. Data is encrypted with `encryption.password` (24 characters or more): keep it with the backups and never change it.',
      fr: 'Base de données, chiffrement et adresse publique : ce que contient le fichier de tout serveur. Des données sont chiffrées avec `encryption.password` (24 caractères au moins) : gardez-le avec les sauvegardes et ne le changez jamais.',
    },
    lines: [
      { key: 'connection.url', value: 'jdbc:postgresql://<database_host>:5432/<database>' },
      { key: 'connection.username', value: '<user>' },
      { key: 'connection.password', value: '${CONNECTION_PASSWORD}' },
      { key: 'encryption.password', value: '${ENCRYPTION_PASSWORD}' },
      { key: 'server.base.url', value: 'https://<host>' },
      { key: 'server.https', value: 'on' },
    ],
    places: { database_host: 'localhost', database: 'dhis2', user: 'dhis', host: 'dhis2.example.org' },
  },
  {
    id: 'read-replica',
    label: { en: 'Block: read replica', fr: 'Bloc : réplica de lecture' },
    description: {
      en: 'A copy of the database that answers analytics queries; up to five. `UNLOGGED` tables do not reach a replica, hence the last line.',
      fr: "Une copie de la base qui répond aux requêtes d'analyse ; cinq au plus. Les tables `UNLOGGED` n'arrivent pas sur un réplica, d'où la dernière ligne.",
    },
    lines: [
      { key: 'read<n>.connection.url', value: 'jdbc:postgresql://<host>:5432/<database>?sslmode=require' },
      { key: 'read<n>.connection.username', value: '<user>' },
      { key: 'read<n>.connection.password', value: '${READ_REPLICA_PASSWORD}' },
      { key: 'analytics.table.unlogged', value: 'off' },
    ],
    places: { n: { from: 1, to: 5 }, host: 'replica.example.org', database: 'dhis2', user: 'dhis' },
  },
  {
    id: 'analytics-database',
    label: { en: 'Block: separate analytics database', fr: "Bloc : base d'analyse séparée" },
    description: {
      en: 'Analytics tables in a PostgreSQL database of their own, so that they do not slow data entry down.',
      fr: "Les tables d'analyse dans leur propre base PostgreSQL, pour qu'elles ne ralentissent pas la saisie.",
    },
    lines: [
      { key: 'analytics.connection.url', value: 'jdbc:postgresql://<host>:5432/<database>?sslmode=require' },
      { key: 'analytics.connection.username', value: '<user>' },
      { key: 'analytics.connection.password', value: '${ANALYTICS_CONNECTION_PASSWORD}' },
    ],
    places: { host: 'analytics.example.org', database: 'analytics', user: 'dhis' },
  },
  {
    id: 'oidc-generic',
    label: { en: 'Block: OpenID Connect provider', fr: 'Bloc : fournisseur OpenID Connect' },
    description: {
      en: 'Login through any OpenID Connect provider; the addresses are those of Keycloak. Enter `<server.base.url>/oauth2/code/<id>` as redirect address at the provider.',
      fr: 'Connexion par un fournisseur OpenID Connect quelconque ; les adresses sont celles de Keycloak. Chez le fournisseur, indiquez `<server.base.url>/oauth2/code/<id>` comme adresse de redirection.',
    },
    lines: [
      { key: 'oidc.provider.<id>.client_id', value: '<client>' },
      { key: 'oidc.provider.<id>.client_secret', value: '${OIDC_CLIENT_SECRET}' },
      { key: 'oidc.provider.<id>.authorization_uri', value: 'https://<server>/realms/<realm>/protocol/openid-connect/auth' },
      { key: 'oidc.provider.<id>.token_uri', value: 'https://<server>/realms/<realm>/protocol/openid-connect/token' },
      { key: 'oidc.provider.<id>.user_info_uri', value: 'https://<server>/realms/<realm>/protocol/openid-connect/userinfo' },
      { key: 'oidc.provider.<id>.jwk_uri', value: 'https://<server>/realms/<realm>/protocol/openid-connect/certs' },
      { key: 'oidc.provider.<id>.end_session_endpoint', value: 'https://<server>/realms/<realm>/protocol/openid-connect/logout' },
      { key: 'oidc.provider.<id>.enable_logout', value: 'on' },
      { key: 'oidc.provider.<id>.enable_pkce', value: 'on' },
      { key: 'oidc.provider.<id>.scopes', value: 'openid email' },
      { key: 'oidc.provider.<id>.mapping_claim', value: 'email' },
      { key: 'oidc.provider.<id>.display_alias', value: '<name>' },
      loginSwitch,
    ],
    places: { id: 'keycloak', client: 'dhis2', server: 'login.example.org', realm: 'dhis2', name: 'Keycloak' },
  },
  {
    id: 'oidc-google',
    label: { en: 'Block: login through Google', fr: 'Bloc : connexion par Google' },
    description: {
      en: 'The redirect address must be entered at Google in the same words.',
      fr: "L'adresse de redirection doit être indiquée chez Google dans les mêmes termes.",
    },
    lines: [
      { key: 'oidc.provider.google.client_id', value: '<client>' },
      { key: 'oidc.provider.google.client_secret', value: '${OIDC_GOOGLE_CLIENT_SECRET}' },
      { key: 'oidc.provider.google.redirect_url', value: 'https://<host>/oauth2/code/google' },
      { key: 'oidc.provider.google.mapping_claim', value: 'email' },
      loginSwitch,
    ],
    places: { client: '000000000000-abc.apps.googleusercontent.com', host: 'dhis2.example.org' },
  },
  {
    id: 'oidc-azure',
    label: { en: 'Block: login through Microsoft Entra ID (Azure)', fr: 'Bloc : connexion par Microsoft Entra ID (Azure)' },
    description: {
      en: 'One block for each tenant, numbered from 0 to 9. The redirect address ends with the tenant, not with `azure.0`.',
      fr: "Un bloc par locataire (tenant), numéroté de 0 à 9. L'adresse de redirection finit par le locataire, et non par `azure.0`.",
    },
    lines: [
      { key: 'oidc.provider.azure.<n>.tenant', value: '<tenant>' },
      { key: 'oidc.provider.azure.<n>.client_id', value: '<client>' },
      { key: 'oidc.provider.azure.<n>.client_secret', value: '${OIDC_AZURE_CLIENT_SECRET}' },
      { key: 'oidc.provider.azure.<n>.redirect_url', value: 'https://<host>/oauth2/code/<tenant>' },
      { key: 'oidc.provider.azure.<n>.mapping_claim', value: 'email' },
      { key: 'oidc.provider.azure.<n>.display_alias', value: '<name>' },
      loginSwitch,
    ],
    places: {
      n: { from: 0, to: 9 },
      tenant: '00000000-0000-0000-0000-000000000000',
      client: '00000000-0000-0000-0000-000000000001',
      host: 'dhis2.example.org',
      name: 'Microsoft',
    },
  },
  {
    id: 'ldap',
    label: { en: 'Block: login through LDAP', fr: 'Bloc : connexion par LDAP' },
    description: {
      en: 'Users found in a directory; their passwords are asked there. `ldaps://` keeps them off the network in clear text.',
      fr: 'Les utilisateurs sont cherchés dans un annuaire, qui vérifie leurs mots de passe. `ldaps://` évite que ceux-ci circulent en clair.',
    },
    lines: [
      { key: 'ldap.url', value: 'ldaps://<host>:636' },
      { key: 'ldap.manager.dn', value: 'cn=<manager>,<base>' },
      { key: 'ldap.manager.password', value: '${LDAP_MANAGER_PASSWORD}' },
      { key: 'ldap.search.base', value: '<base>' },
      { key: 'ldap.search.filter', value: '(uid={0})' },
    ],
    places: { host: 'ldap.example.org', manager: 'dhis2', base: 'dc=example,dc=org' },
  },
  {
    id: 'filestore-s3',
    label: { en: 'Block: files in S3-compatible storage', fr: 'Bloc : fichiers dans un stockage compatible S3' },
    description: {
      en: 'Uploaded files and apps in MinIO or another store that speaks S3, at an address of its own.',
      fr: 'Fichiers téléversés et applications dans MinIO ou un autre stockage qui parle S3, à une adresse propre.',
    },
    lines: [
      { key: 'filestore.provider', value: 's3' },
      { key: 'filestore.container', value: '<bucket>' },
      { key: 'filestore.location', value: '<region>' },
      { key: 'filestore.endpoint', value: 'https://<host>' },
      { key: 'filestore.identity', value: '<access>' },
      { key: 'filestore.secret', value: '${FILESTORE_SECRET}' },
    ],
    places: { bucket: 'dhis2', region: 'eu-west-1', host: 's3.example.org', access: 'dhis2' },
  },
  {
    id: 'filestore-aws',
    label: { en: 'Block: files in Amazon S3', fr: 'Bloc : fichiers dans Amazon S3' },
    description: {
      en: 'Uploaded files and apps in a bucket of Amazon.',
      fr: "Fichiers téléversés et applications dans un compartiment d'Amazon.",
    },
    lines: [
      { key: 'filestore.provider', value: 'aws-s3' },
      { key: 'filestore.container', value: '<bucket>' },
      { key: 'filestore.location', value: '<region>' },
      { key: 'filestore.identity', value: '<access>' },
      { key: 'filestore.secret', value: '${FILESTORE_SECRET}' },
    ],
    places: { bucket: 'dhis2', region: 'eu-west-1', access: 'dhis2' },
  },
  {
    id: 'redis',
    label: { en: 'Block: Redis', fr: 'Bloc : Redis' },
    description: {
      en: 'Sessions and caches shared by several servers. The same block stands in the file of each of them.',
      fr: 'Sessions et caches partagés par plusieurs serveurs. Le même bloc figure dans le fichier de chacun.',
    },
    lines: [
      { key: 'redis.enabled', value: 'on' },
      { key: 'redis.host', value: '<host>' },
      { key: 'redis.port', value: '<port>' },
      { key: 'redis.password', value: '${REDIS_PASSWORD}' },
      { key: 'redis.use.ssl', value: 'on' },
      { key: 'redis.cache.invalidation.enabled', value: 'on' },
    ],
    places: { host: 'redis.example.org', port: '6379' },
  },
  {
    id: 'monitoring',
    label: { en: 'Block: monitoring', fr: 'Bloc : supervision' },
    description: {
      en: 'Measurements for Prometheus at `/api/metrics`, but for those of Hibernate, which slow a server down.',
      fr: 'Mesures pour Prometheus à `/api/metrics`, sauf celles de Hibernate, qui ralentissent un serveur.',
    },
    lines: [
      { key: 'monitoring.api.enabled', value: 'on' },
      { key: 'monitoring.jvm.enabled', value: 'on' },
      { key: 'monitoring.dbpool.enabled', value: 'on' },
      { key: 'monitoring.uptime.enabled', value: 'on' },
      { key: 'monitoring.cpu.enabled', value: 'on' },
    ],
    places: {},
  },
  {
    id: 'audit',
    label: { en: 'Block: audit', fr: 'Bloc : audit' },
    description: {
      en: 'Who created, changed and deleted what, in the audit log. For Tracker `audit.logger` must be written out.',
      fr: "Qui a créé, modifié et supprimé quoi, dans le journal d'audit. Pour Tracker, `audit.logger` doit être écrit.",
    },
    lines: [
      { key: 'audit.logger', value: 'on' },
      { key: 'audit.metadata', value: 'CREATE;UPDATE;DELETE' },
      { key: 'audit.tracker', value: 'CREATE;UPDATE;DELETE' },
      { key: 'audit.aggregate', value: 'CREATE;UPDATE;DELETE' },
    ],
    places: {},
  },
];
