/** Commands on hosts, their instances, runs and logs. */
import type { CommandRow } from './command-row.ts';

/** Set by the browser entry, which has no SSH. Unset means "can reach hosts", so that the palette is right before activation. */
export const withoutSshKey = 'dhis2Hosting.withoutSsh';

export const reachesHosts = `isWorkspaceTrusted && !${withoutSshKey}`;
export const hostsView = 'view == dhis2Hosting.hosts';
export const backupsView = 'view == dhis2Hosting.backups';
/** A plan of an instance, in either tree. */
export const onPlan = `view =~ /^dhis2Hosting\\.(hosts|backups)$/ && viewItem =~ /^backups\\./ && !${withoutSshKey}`;
const onSet = `view =~ /^dhis2Hosting\\.(hosts|backups)$/ && viewItem == backup && !${withoutSshKey}`;
const onItem = (kind: string, states: string) => `${hostsView} && viewItem =~ /^${kind}\\.(${states})$/ && !${withoutSshKey}`;
export const item = 'view/item/context';
export const onInstance = `${hostsView} && viewItem =~ /^instance\\./ && !${withoutSshKey}`;
const anyState = 'offline|connecting|connected|failed';
export const onHost = onItem('host', anyState);
const onRun = (state: string) => `${hostsView} && viewItem =~ /^run\\.${state}$/ && !${withoutSshKey}`;

export const hostCommandRows = [
  {
    id: 'dhis2Hosting.connect',
    title: { en: 'Connect', fr: 'Se connecter' },
    icon: 'plug',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('host', 'offline|failed'), group: 'inline@1' },
      { menu: item, when: onItem('host', 'offline|failed'), group: '1_connection@1' },
    ],
  },
  {
    id: 'dhis2Hosting.disconnect',
    title: { en: 'Disconnect', fr: 'Se déconnecter' },
    icon: 'debug-disconnect',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('host', 'connecting|connected'), group: 'inline@1' },
      { menu: item, when: onItem('host', 'connecting|connected'), group: '1_connection@2' },
    ],
  },
  {
    id: 'dhis2Hosting.trustHost',
    title: { en: 'Trust Host…', fr: 'Faire confiance à un hôte…' },
    icon: 'verified',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '1_connection@3' }],
  },
  {
    id: 'dhis2Hosting.adoptHost',
    title: { en: 'Adopt: Show a Host as It Is Found', fr: 'Adopter : montrer un hôte tel qu’il est' },
    icon: 'search',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '3_show@3' }],
  },
  {
    id: 'dhis2Hosting.planHost',
    title: { en: 'Plan: Show What Would Change on a Host', fr: 'Planifier : montrer ce qui changerait sur un hôte' },
    icon: 'checklist',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '4_runs@1' }],
  },
  {
    id: 'dhis2Hosting.provision',
    title: { en: 'Provision: Bring a Host to Its Manifest', fr: 'Mettre en service : amener un hôte à son manifeste' },
    icon: 'rocket',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '4_runs@2' }],
  },
  {
    id: 'dhis2Hosting.deployRelease',
    title: { en: 'Deploy Release', fr: 'Déployer la version' },
    icon: 'cloud-upload',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '4_runs@1' }],
  },
  {
    id: 'dhis2Hosting.restartInstance',
    title: { en: 'Restart Instance', fr: 'Redémarrer l’instance' },
    icon: 'debug-restart',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '4_runs@2' }],
  },
  {
    id: 'dhis2Hosting.showBackups',
    title: { en: 'Show Backups', fr: 'Afficher les sauvegardes' },
    icon: 'shield',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('host', anyState), group: '3_show@3' },
      { menu: item, when: onInstance, group: '3_show@1' },
      { menu: item, when: onPlan, group: '3_show@1' },
    ],
  },
  {
    id: 'dhis2Hosting.backUp',
    title: { en: 'Back Up Now', fr: 'Sauvegarder maintenant' },
    icon: 'save',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onInstance, group: '6_backup@1' },
      { menu: item, when: onPlan, group: '6_backup@1' },
      { menu: item, when: onPlan, group: 'inline@1' },
    ],
  },
  {
    id: 'dhis2Hosting.copyOffSite',
    title: { en: 'Copy Off Site', fr: 'Copier hors site' },
    icon: 'cloud',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@7' }],
  },
  {
    id: 'dhis2Hosting.testRestore',
    title: { en: 'Test a Restore', fr: 'Essayer une restauration' },
    icon: 'verified',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onInstance, group: '6_backup@2' },
      { menu: item, when: onPlan, group: '6_backup@2' },
    ],
  },
  {
    id: 'dhis2Hosting.restore',
    title: { en: 'Restore beside the Live Data…', fr: 'Restaurer à côté des données actuelles…' },
    icon: 'history',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onInstance, group: '6_backup@3' },
      { menu: item, when: onSet, group: 'inline@1' },
    ],
  },
  {
    id: 'dhis2Hosting.restoreForStaging',
    title: { en: 'Restore for Staging, without Personal Data…', fr: 'Restaurer pour la préproduction, sans données personnelles…' },
    icon: 'shield',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@4' }],
  },
  {
    id: 'dhis2Hosting.bringBack',
    title: { en: 'Bring Back a Moment beside the Live Data…', fr: 'Ramener un instant à côté des données actuelles…' },
    icon: 'watch',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@5' }],
  },
  {
    id: 'dhis2Hosting.useRestored',
    title: { en: 'Use What Was Restored…', fr: 'Utiliser ce qui a été restauré…' },
    icon: 'arrow-swap',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@6' }],
  },
  {
    id: 'dhis2Hosting.runPlaybook',
    title: { en: 'Run Playbook on a Control Host…', fr: 'Exécuter un playbook sur un hôte de contrôle…' },
    icon: 'run-all',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '4_runs@5' }],
  },
  {
    id: 'dhis2Hosting.removeInstance',
    title: { en: 'Remove Instance…', fr: 'Retirer l’instance…' },
    icon: 'trash',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '5_remove@1' }],
  },
  {
    id: 'dhis2Hosting.dropRemoved',
    title: { en: 'Drop What Was Removed…', fr: 'Supprimer ce qui a été retiré…' },
    icon: 'trash',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '5_remove@1' }],
  },
  {
    id: 'dhis2Hosting.proveRestart',
    title: { en: 'Prove That a Host Comes Back: Restart It Once…', fr: 'Prouver qu’un hôte revient : le redémarrer une fois…' },
    icon: 'debug-rerun',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '4_runs@6' }],
  },
  {
    id: 'dhis2Hosting.attachRun',
    title: { en: 'Attach to Run', fr: 'Suivre une exécution' },
    icon: 'eye',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('host', anyState), group: '4_runs@3' },
      { menu: item, when: onRun('.*'), group: 'inline@1' },
    ],
  },
  {
    id: 'dhis2Hosting.undoLastRun',
    title: { en: 'Undo Last Run', fr: 'Annuler la dernière exécution' },
    icon: 'discard',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onItem('host', anyState), group: '4_runs@4' }],
  },
  {
    id: 'dhis2Hosting.stopRun',
    title: { en: 'Stop Run After This Step', fr: 'Arrêter l’exécution après cette étape' },
    icon: 'debug-pause',
    palette: 'false',
    enablement: reachesHosts,
    menus: [{ menu: item, when: onRun('running'), group: 'inline@2' }],
  },
  {
    id: 'dhis2Hosting.tailLog',
    title: { en: 'Tail Tomcat Log', fr: 'Suivre le journal de Tomcat' },
    icon: 'play',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('log', 'idle|failed'), group: 'inline@1' },
      { menu: item, when: onItem('(log|instance)', 'idle|failed'), group: '2_log@1' },
    ],
  },
  {
    id: 'dhis2Hosting.stopTail',
    title: { en: 'Stop Tailing', fr: 'Arrêter le suivi' },
    icon: 'debug-stop',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onItem('log', 'connecting|live|reconnecting'), group: 'inline@1' },
      { menu: item, when: onItem('(log|instance)', 'connecting|live|reconnecting'), group: '2_log@2' },
    ],
  },
  {
    id: 'dhis2Hosting.showLog',
    title: { en: 'Show Tomcat Log', fr: 'Afficher le journal de Tomcat' },
    icon: 'output',
    palette: `!${withoutSshKey}`,
    menus: [{ menu: item, when: onItem('(log|instance)', 'connecting|live|reconnecting'), group: '2_log@3' }],
  },
  {
    id: 'dhis2Hosting.showSshLog',
    title: { en: 'Show SSH Log', fr: 'Afficher le journal SSH' },
    icon: 'list-flat',
    palette: `!${withoutSshKey}`,
    menus: [
      { menu: item, when: `${hostsView} && viewItem =~ /^host\\./ && !${withoutSshKey}`, group: '3_show@2' },
      { menu: 'view/title', when: `${hostsView} && !${withoutSshKey}`, group: '2_show@1' },
    ],
  },
  {
    id: 'dhis2Hosting.refreshHosts',
    title: { en: 'Refresh Hosts', fr: 'Actualiser les hôtes' },
    icon: 'refresh',
    menus: [{ menu: 'view/title', when: hostsView, group: 'navigation@1' }],
  },
] as const satisfies readonly CommandRow[];
