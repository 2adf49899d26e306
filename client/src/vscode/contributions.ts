/**
 * Commands, views and menus, declared once. `npm run generate` writes the `contributes` block of package.json and
 * the texts of package.nls*.json; `CommandId` makes a missing handler a compile error.
 */
import type { Text } from '@dhis2-hosting/server/service';
import { confLanguageId } from './language-contributions.ts';

export type CommandRow = {
  readonly id: string;
  readonly title: Text;
  /** Codicon name. */
  readonly icon?: string;
  /** When the command is offered in the palette; `false` hides it there. */
  readonly palette?: string;
  /** Places besides the palette. */
  readonly menus?: readonly { readonly menu: string; readonly when: string; readonly group: string }[];
  /** Enablement; commands that reach a host carry `reachesHosts`. */
  readonly enablement?: string;
};

export const category = 'DHIS2 Hosting';

/** Set by the browser entry, which has no SSH. Unset means "can reach hosts", so that the palette is right before activation. */
export const withoutSshKey = 'dhis2Hosting.withoutSsh';

const reachesHosts = `isWorkspaceTrusted && !${withoutSshKey}`;
const hostsView = 'view == dhis2Hosting.hosts';
const onItem = (kind: string, states: string) => `${hostsView} && viewItem =~ /^${kind}\\.(${states})$/ && !${withoutSshKey}`;
const item = 'view/item/context';
const onInstance = `${hostsView} && viewItem =~ /^instance\\./ && !${withoutSshKey}`;
const anyState = 'offline|connecting|connected|failed';
const onRun = (state: string) => `${hostsView} && viewItem =~ /^run\\.${state}$/ && !${withoutSshKey}`;
const inConf = `resourceLangId == ${confLanguageId}`;
const ofConf = (group: string) => [
  { menu: 'editor/title', when: inConf, group },
  { menu: 'editor/context', when: inConf, group },
];
const inManifest = 'resourceFilename =~ /^(.+\\.)?dhis2-hosting\\.ya?ml$/';
const eye = (isHidden: boolean) => [
  { menu: 'editor/title', when: `${inConf} && ${isHidden ? '' : '!'}config.dhis2Hosting.hideSecrets`, group: 'navigation@9' },
];

export const commandRows = [
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
    ],
  },
  {
    id: 'dhis2Hosting.backUp',
    title: { en: 'Back Up Now', fr: 'Sauvegarder maintenant' },
    icon: 'save',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@1' }],
  },
  {
    id: 'dhis2Hosting.testRestore',
    title: { en: 'Test a Restore', fr: 'Essayer une restauration' },
    icon: 'verified',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@2' }],
  },
  {
    id: 'dhis2Hosting.restore',
    title: { en: 'Restore beside the Live Data…', fr: 'Restaurer à côté des données actuelles…' },
    icon: 'history',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [
      { menu: item, when: onInstance, group: '6_backup@3' },
      { menu: item, when: `${hostsView} && viewItem == backup && !${withoutSshKey}`, group: 'inline@1' },
    ],
  },
  {
    id: 'dhis2Hosting.useRestored',
    title: { en: 'Use What Was Restored…', fr: 'Utiliser ce qui a été restauré…' },
    icon: 'arrow-swap',
    palette: `!${withoutSshKey}`,
    enablement: reachesHosts,
    menus: [{ menu: item, when: onInstance, group: '6_backup@4' }],
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
  {
    id: 'dhis2Hosting.createManifest',
    title: { en: 'Create a Manifest', fr: 'Créer un manifeste' },
    icon: 'new-file',
    menus: [{ menu: 'view/title', when: hostsView, group: '2_show@2' }],
  },
  {
    id: 'dhis2Hosting.selectVersion',
    title: { en: 'Select DHIS2 Version', fr: 'Choisir la version de DHIS2' },
    icon: 'versions',
  },
  {
    id: 'dhis2Hosting.previewUpgrade',
    title: { en: 'Preview Upgrade…', fr: 'Aperçu de la mise à niveau…' },
    icon: 'arrow-circle-up',
    palette: inConf,
    menus: ofConf('2_dhis2@1'),
  },
  {
    id: 'dhis2Hosting.compareUpgrade',
    title: { en: 'Compare with the Fixes for Another Release', fr: 'Comparer avec les corrections pour une autre version' },
    palette: 'false',
  },
  {
    id: 'dhis2Hosting.applyUpgrade',
    title: { en: 'Apply All Certain Fixes', fr: 'Appliquer toutes les corrections certaines' },
    icon: 'check-all',
    palette: 'false',
    menus: [{ menu: 'editor/title', when: 'isInDiffEditor && resourceScheme == dhis2-hosting', group: 'navigation@1' }],
  },
  {
    id: 'dhis2Hosting.showEffectiveConfiguration',
    title: { en: 'Show Effective Configuration', fr: 'Afficher la configuration en vigueur' },
    icon: 'list-tree',
    palette: inConf,
    menus: ofConf('2_dhis2@2'),
  },
  {
    id: 'dhis2Hosting.showMap',
    title: { en: 'Show the Map of the Installation', fr: "Afficher le plan de l'installation" },
    icon: 'type-hierarchy-sub',
    menus: [
      { menu: 'editor/title', when: inManifest, group: 'navigation@5' },
      { menu: 'editor/context', when: inManifest, group: '2_dhis2@1' },
      { menu: 'view/title', when: hostsView, group: 'navigation@2' },
    ],
  },
  {
    id: 'dhis2Hosting.exportMap',
    title: { en: 'Export the Map as SVG…', fr: 'Exporter le plan en SVG…' },
    menus: [{ menu: 'editor/title', when: inManifest, group: '2_dhis2@2' }],
  },
  {
    id: 'dhis2Hosting.showSheet',
    title: { en: 'Show the Planning Sheet', fr: 'Afficher la fiche de planification' },
    icon: 'book',
    menus: [
      { menu: 'editor/title', when: inManifest, group: 'navigation@6' },
      { menu: 'editor/context', when: inManifest, group: '2_dhis2@2' },
    ],
  },
  {
    id: 'dhis2Hosting.exportSheet',
    title: { en: 'Export the Planning Sheet as Markdown…', fr: 'Exporter la fiche de planification en Markdown…' },
    menus: [{ menu: 'editor/title', when: inManifest, group: '2_dhis2@3' }],
  },
  {
    id: 'dhis2Hosting.importInventory',
    title: { en: 'Import an Inventory or containers.json…', fr: 'Importer un inventaire ou un containers.json…' },
    icon: 'cloud-download',
    menus: [{ menu: 'view/title', when: hostsView, group: '2_show@3' }],
  },
  {
    id: 'dhis2Hosting.exportInventory',
    title: { en: 'Export as an Inventory of dhis2-server-tools', fr: 'Exporter en inventaire de dhis2-server-tools' },
    menus: [{ menu: 'editor/title', when: inManifest, group: '2_dhis2@4' }],
  },
  {
    id: 'dhis2Hosting.hideSecrets',
    title: { en: 'Hide Secrets', fr: 'Masquer les secrets' },
    icon: 'eye',
    palette: '!config.dhis2Hosting.hideSecrets',
    menus: eye(false),
  },
  {
    id: 'dhis2Hosting.showSecrets',
    title: { en: 'Show Secrets', fr: 'Afficher les secrets' },
    icon: 'eye-closed',
    palette: 'config.dhis2Hosting.hideSecrets',
    menus: eye(true),
  },
  {
    id: 'dhis2Hosting.openConf',
    title: { en: "Open the Instance's dhis.conf", fr: "Ouvrir le dhis.conf de l'instance" },
    icon: 'go-to-file',
    menus: [{ menu: item, when: `${hostsView} && viewItem =~ /^instance\\./`, group: '3_show@1' }],
  },
  {
    id: 'dhis2Hosting.revealInManifest',
    title: { en: 'Show in the Manifest', fr: 'Montrer dans le manifeste' },
    icon: 'symbol-key',
    palette: 'false',
    menus: [{ menu: item, when: `${hostsView} && viewItem =~ /^(host|instance)\\./`, group: '3_show@1' }],
  },
  {
    id: 'dhis2Hosting.restartServer',
    title: { en: 'Restart the Language Server', fr: 'Redémarrer le serveur de langage' },
    icon: 'debug-restart',
  },
] as const satisfies readonly CommandRow[];

export type CommandId = (typeof commandRows)[number]['id'];

export const viewContainer = {
  id: 'dhis2Hosting',
  title: { en: 'DHIS2 Hosting', fr: 'DHIS2 Hosting' },
  icon: 'images/activity.svg',
} as const;

export const hostsViewRow = {
  id: 'dhis2Hosting.hosts',
  name: { en: 'Hosts', fr: 'Hôtes' },
  icon: 'images/activity.svg',
} as const satisfies { readonly id: string; readonly name: Text; readonly icon: string };

export type WelcomeRow = { readonly id: string; readonly view: string; readonly contents: Text; readonly when?: string };

/** What an empty tree says. The tree is empty only when no manifest was found: a broken one is a node of its own. */
export const welcomeRows = [
  {
    id: 'noFolder',
    view: hostsViewRow.id,
    when: 'workbenchState == empty',
    contents: {
      en: 'Open the folder that holds your dhis.conf files and your hosting manifest.\n[Open Folder](command:vscode.openFolder)',
      fr: "Ouvrez le dossier où se trouvent vos fichiers dhis.conf et votre manifeste d'hébergement.\n[Ouvrir un dossier](command:vscode.openFolder)",
    },
  },
  {
    id: 'noManifest',
    view: hostsViewRow.id,
    when: 'workbenchState != empty',
    contents: {
      en: 'No hosting manifest in this workspace yet. A dhis2-hosting.yaml names your servers and the DHIS2 instances on them; no password is ever written there.\n[Create a Manifest](command:dhis2Hosting.createManifest)\nFrom dhis2-server-tools or dhis2-tools-ng you already have most of it.\n[Import](command:dhis2Hosting.importInventory)',
      fr: "Aucun manifeste d'hébergement dans cet espace de travail. Un fichier dhis2-hosting.yaml nomme vos serveurs et les instances DHIS2 qu'ils portent ; aucun mot de passe n'y est jamais écrit.\n[Créer un manifeste](command:dhis2Hosting.createManifest)\nAvec dhis2-server-tools ou dhis2-tools-ng, vous en avez déjà l'essentiel.\n[Importer](command:dhis2Hosting.importInventory)",
    },
  },
] as const satisfies readonly WelcomeRow[];
