/** Commands on files that are edited, and on the extension itself. */
import { confLanguageId } from '../language-contributions.ts';
import type { CommandRow } from './command-row.ts';
import { hostsView, item } from './host-commands.ts';

const inConf = `resourceLangId == ${confLanguageId}`;
const ofConf = (group: string) => [
  { menu: 'editor/title', when: inConf, group },
  { menu: 'editor/context', when: inConf, group },
];
const inManifest = 'resourceFilename =~ /^(.+\\.)?dhis2-hosting\\.ya?ml$/';
const eye = (isHidden: boolean) => [
  { menu: 'editor/title', when: `${inConf} && ${isHidden ? '' : '!'}config.dhis2Hosting.hideSecrets`, group: 'navigation@9' },
];

export const fileCommandRows = [
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
