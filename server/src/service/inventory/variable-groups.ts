/** Chapters of the variables of dhis2-server-tools, in the order of their page. */
import type { Text } from '../messages.ts';

export const variableGroups = {
  connection: { en: 'Reaching the machines', fr: 'Joindre les machines' },
  machines: { en: 'Machines and containers', fr: 'Machines et conteneurs' },
  web: { en: 'Proxy and certificates', fr: 'Proxy et certificats' },
  instances: { en: 'DHIS2 instances', fr: 'Instances DHIS2' },
  databases: { en: 'Databases', fr: 'Bases de données' },
  doris: { en: 'Analytics on Apache Doris', fr: 'Analytique sur Apache Doris' },
  monitoring: { en: 'Monitoring', fr: 'Supervision' },
  backups: { en: 'Backups', fr: 'Sauvegardes' },
  integration: { en: 'Integration server', fr: "Serveur d'intégration" },
  alerting: { en: 'Alerts (not released yet)', fr: 'Alertes (pas encore publiées)' },
  vpn: { en: 'VPN (not released yet)', fr: 'VPN (pas encore publié)' },
  leftovers: { en: 'Left over, read by nothing', fr: 'Restes que rien ne lit' },
} as const satisfies Record<string, Text>;

export type VariableGroup = keyof typeof variableGroups;
