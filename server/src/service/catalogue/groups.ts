/** Titles of the chapters of dhis.conf. */
import type { GroupId } from '../generated/dhis-conf-key.types.ts';
import type { Text } from '../messages.ts';

export type { GroupId };

const titles = {
  connection: { en: 'Database connection', fr: 'Connexion à la base de données' },
  pool: { en: 'Connection pool', fr: 'Pool de connexions' },
  analytics: { en: 'Analytics', fr: 'Analyse (analytics)' },
  system: { en: 'System and migrations', fr: 'Système et migrations' },
  session: { en: 'Sessions', fr: 'Sessions' },
  security: { en: 'Security', fr: 'Sécurité' },
  oidc: { en: 'OpenID Connect login', fr: 'Connexion par OpenID Connect' },
  ldap: { en: 'LDAP login', fr: 'Connexion par LDAP' },
  filestore: { en: 'File storage', fr: 'Stockage des fichiers' },
  redis: { en: 'Redis', fr: 'Redis' },
  cluster: { en: 'Cluster (older releases)', fr: 'Grappe de serveurs (anciennes versions)' },
  node: { en: 'Server node', fr: 'Nœud serveur' },
  audit: { en: 'Audit and change log', fr: 'Audit et historique des modifications' },
  logging: { en: 'Log files', fr: 'Journaux' },
  monitoring: { en: 'Monitoring', fr: 'Supervision' },
  tracker: { en: 'Tracker', fr: 'Tracker' },
  apps: { en: 'Apps and static resources', fr: 'Applications et ressources statiques' },
  other: { en: 'Other settings', fr: 'Autres paramètres' },
} as const satisfies { readonly [G in GroupId]: Text };

/** In the order in which documentation and completion show them: what every file has first. */
export const groupIds = Object.keys(titles) as readonly GroupId[];

export function groupTitle(group: GroupId): Text {
  return titles[group];
}
