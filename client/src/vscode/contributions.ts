/**
 * Commands, views and menus, declared once. `npm run generate` writes the `contributes` block of package.json and
 * the texts of package.nls*.json; `CommandId` makes a missing handler a compile error.
 */
import type { Text } from '@dhis2-hosting/server/service';
import { backupCommandRows } from './contributed/backup-commands.ts';
import { fileCommandRows } from './contributed/file-commands.ts';
import { hostCommandRows } from './contributed/host-commands.ts';

export type { CommandRow } from './contributed/command-row.ts';
export { withoutSshKey } from './contributed/host-commands.ts';

export const category = 'DHIS2 Hosting';

export const commandRows = [...hostCommandRows, ...backupCommandRows, ...fileCommandRows] as const;

export type CommandId = (typeof commandRows)[number]['id'];

export const viewContainer = {
  id: 'dhis2Hosting',
  title: { en: 'DHIS2 Hosting', fr: 'DHIS2 Hosting' },
  icon: 'images/activity.svg',
} as const;

type ViewRow = { readonly id: string; readonly name: Text; readonly icon: string; readonly visibility?: 'collapsed' };

export const hostsViewRow = {
  id: 'dhis2Hosting.hosts',
  name: { en: 'Hosts', fr: 'Hôtes' },
  icon: 'images/activity.svg',
} as const satisfies ViewRow;

export const backupsViewRow = {
  id: 'dhis2Hosting.backups',
  name: { en: 'Backups', fr: 'Sauvegardes' },
  icon: 'images/activity.svg',
  visibility: 'collapsed',
} as const satisfies ViewRow;

export const viewRows: readonly ViewRow[] = [hostsViewRow, backupsViewRow];

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
  {
    id: 'noBackups',
    view: backupsViewRow.id,
    contents: {
      en: 'No manifest in this workspace plans a backup. Write `backups` into dhis2-hosting.yaml: the host then makes them by itself.',
      fr: 'Aucun manifeste de cet espace de travail ne prévoit de sauvegarde. Écrivez `backups` dans dhis2-hosting.yaml : l’hôte les fait ensuite de lui-même.',
    },
  },
] as const satisfies readonly WelcomeRow[];
