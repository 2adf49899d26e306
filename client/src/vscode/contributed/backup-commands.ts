/** Commands that show how backups are; those that make and restore them are on hosts. */
import type { CommandRow } from './command-row.ts';
import { backupsView, item, onHost, onInstance, onPlan, reachesHosts, withoutSshKey } from './host-commands.ts';

export const backupCommandRows = [
  {
    id: 'dhis2Hosting.refreshBackups',
    title: { en: 'Refresh Backups', fr: 'Actualiser les sauvegardes' },
    icon: 'refresh',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: 'view/title', when: `${backupsView} && !${withoutSshKey}`, group: 'navigation@1' }],
  },
  {
    id: 'dhis2Hosting.showTimeline',
    title: { en: 'Show Backups over Time', fr: 'Afficher les sauvegardes dans le temps' },
    icon: 'graph-scatter',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: 'view/title', when: `${backupsView} && !${withoutSshKey}`, group: 'navigation@2' }],
  },
  {
    id: 'dhis2Hosting.showEvidence',
    title: { en: 'Show Evidence of Restore Tests', fr: 'Afficher la preuve des essais de restauration' },
    icon: 'law',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onPlan, group: '6_backup@5' }],
  },
  {
    id: 'dhis2Hosting.judgeDumps',
    title: { en: 'Adopt: Judge the Dumps on a Host', fr: 'Adopter : juger les sauvegardes d’un hôte' },
    icon: 'beaker',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onHost, group: '3_show@4' }],
  },
  {
    id: 'dhis2Hosting.restoreDump',
    title: {
      en: 'Restore a Dump of Others beside the Live Data…',
      fr: 'Restaurer une sauvegarde d’un autre outil à côté des données actuelles…',
    },
    icon: 'history',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@3' }],
  },
] as const satisfies readonly CommandRow[];
