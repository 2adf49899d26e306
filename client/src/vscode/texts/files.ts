/** Files that are edited, and what is made of them. */
import type { Text } from '@dhis2-hosting/server/service';

export const fileTexts = {
  // DHIS2 version of a dhis.conf
  versionStatus: { en: 'DHIS2 {version}', fr: 'DHIS2 {version}' },
  versionName: { en: 'DHIS2 version', fr: 'Version de DHIS2' },
  versionFromLine: { en: 'named in this file', fr: 'nommée dans ce fichier' },
  versionFromManifest: { en: 'runs in {instance}, says {file}', fr: 'celle de {instance}, selon {file}' },
  versionFromRepository: {
    en: 'from .dhis2-lint.yaml, which wins over the settings',
    fr: "selon .dhis2-lint.yaml, qui l'emporte sur les réglages",
  },
  versionFromSetting: { en: 'from the settings', fr: 'selon les réglages' },
  versionFromNewest: {
    en: 'newest known release; nothing names another',
    fr: "version la plus récente connue ; rien n'en nomme une autre",
  },
  versionChange: { en: 'Change', fr: 'Changer' },
  versionPick: { en: 'Which DHIS2 version is this file for?', fr: 'Pour quelle version de DHIS2 est ce fichier ?' },
  versionOther: { en: 'Another version…', fr: 'Une autre version…' },
  versionType: { en: 'DHIS2 version, such as 2.41 or 2.41.3', fr: 'Version de DHIS2, par exemple 2.41 ou 2.41.3' },
  versionInvalid: {
    en: 'Not a DHIS2 version. Write it as 2.41 or 2.41.3.',
    fr: "Ce n'est pas une version de DHIS2. Écrivez 2.41 ou 2.41.3.",
  },
  versionWhere: { en: 'Where should version {version} be written?', fr: 'Où écrire la version {version} ?' },
  versionInFile: { en: 'In this file', fr: 'Dans ce fichier' },
  versionInFileDetail: {
    en: 'As the comment line "# dhis2-version: {version}", which everyone who opens the file gets',
    fr: 'En ligne de commentaire « # dhis2-version: {version} », que reçoit quiconque ouvre le fichier',
  },
  versionInManifest: { en: 'In the manifest', fr: 'Dans le manifeste' },
  versionInManifestDetail: {
    en: 'For the instance {instance} in {file}; only when it really runs this version',
    fr: "Pour l'instance {instance} dans {file} ; seulement si elle tourne vraiment dans cette version",
  },
  versionInSettings: { en: 'In the settings', fr: 'Dans les réglages' },
  versionInSettingsDetail: {
    en: 'For every dhis.conf that does not name a version itself',
    fr: 'Pour chaque dhis.conf qui ne nomme pas lui-même de version',
  },

  // Reports on a dhis.conf
  openConfFirst: { en: 'Open a dhis.conf first.', fr: "Ouvrez d'abord un dhis.conf." },
  serverSilent: {
    en: 'The DHIS2 language server does not answer about this file. Restart it with "Restart the Language Server".',
    fr: 'Le serveur de langage DHIS2 ne répond pas pour ce fichier. Relancez-le par « Redémarrer le serveur de langage ».',
  },
  reportUnavailable: {
    en: 'This page could not be made: its dhis.conf is gone, or the DHIS2 language server does not run.',
    fr: "Cette page n'a pas pu être produite : son dhis.conf a disparu, ou le serveur de langage DHIS2 ne tourne pas.",
  },
  effectiveTitle: { en: '{file} in effect', fr: '{file} en vigueur' },
  upgradeTitle: { en: '{file} under DHIS2 {version}', fr: '{file} sous DHIS2 {version}' },
  upgradePick: { en: 'Upgrade from {version} to which release?', fr: 'Passer de {version} à quelle version ?' },
  upgradeNewest: {
    en: 'This file is checked for {version} already, the newest release known here.',
    fr: 'Ce fichier est déjà vérifié pour {version}, la version la plus récente connue ici.',
  },
  upgradeOffer: {
    en: 'Fixes of {file} for DHIS2 {version} that are certain: {count}. Nothing is changed before you have seen them.',
    fr: "Corrections certaines de {file} pour DHIS2 {version} : {count}. Rien n'est modifié avant que vous ne les ayez vues.",
  },
  upgradeCompare: { en: 'Show the Changes', fr: 'Montrer les modifications' },
  upgradeCompareTitle: { en: '{file}: now and for DHIS2 {version}', fr: '{file} : actuel et pour DHIS2 {version}' },
  upgradeApply: { en: 'Apply All Certain Fixes', fr: 'Appliquer toutes les corrections certaines' },
  upgradeApplyQuestion: {
    en: 'Apply to {file} all that the comparison shows for DHIS2 {version}? The file is not saved, and the step can be undone.',
    fr: "Appliquer à {file} tout ce que montre la comparaison pour DHIS2 {version} ? Le fichier n'est pas enregistré, et l'étape peut être annulée.",
  },
  upgradeApplied: { en: 'Fixes for DHIS2 {version} applied: {count}', fr: 'Corrections pour DHIS2 {version} appliquées : {count}' },
  upgradeMovedOn: {
    en: '{file} changed meanwhile and was left as it is. Look at the comparison again, then apply.',
    fr: "{file} a changé entre-temps et n'a pas été touché. Regardez de nouveau la comparaison, puis appliquez.",
  },

  // To and from other tools
  importTitle: { en: 'Import of {file}', fr: 'Import de {file}' },
  exportTitle: { en: 'Export of {file}', fr: 'Export de {file}' },
  importWhich: { en: 'inventory/hosts or containers.json to import', fr: 'inventory/hosts ou containers.json à importer' },
  importButton: { en: 'Import', fr: 'Importer' },
  notImportable: {
    en: '{file} is neither inventory/hosts of dhis2-server-tools nor containers.json of dhis2-tools-ng, judged by its name and text.',
    fr: "{file} n'est ni inventory/hosts de dhis2-server-tools, ni containers.json de dhis2-tools-ng, d'après son nom et son texte.",
  },
  exchangeBroken: {
    en: '{file} has mistakes, and what they concern would be missing from the result. Correct them first.',
    fr: "{file} contient des erreurs, et ce qu'elles concernent manquerait au résultat. Corrigez-les d'abord.",
  },
  exchangeNotShown: {
    en: 'The text that was made could not be shown. Try again.',
    fr: "Le texte obtenu n'a pas pu être affiché. Réessayez.",
  },

  // The map of an installation
  openManifestFirst: {
    en: 'There is no hosting manifest in this workspace yet. "Create a Manifest" makes one.',
    fr: "Il n'y a pas encore de manifeste d'hébergement dans cet espace de travail. « Créer un manifeste » en fait un.",
  },
  pickManifest: { en: 'Which manifest?', fr: 'Quel manifeste ?' },
  mapTitle: { en: 'Map of {file}', fr: 'Plan de {file}' },
  mapTools: { en: 'View of the map', fr: 'Vue du plan' },
  mapZoomIn: { en: 'Larger', fr: 'Agrandir' },
  mapZoomOut: { en: 'Smaller', fr: 'Réduire' },
  mapFit: { en: 'Show the whole map', fr: 'Montrer tout le plan' },
  mapFitShort: { en: 'Fit', fr: 'Ajuster' },
  mapExport: { en: 'Export the map as SVG', fr: 'Exporter le plan en SVG' },
  mapExportShort: { en: 'Export', fr: 'Exporter' },
  mapKeys: {
    en: 'Tab, then arrow keys: from box to box. Enter: show it in the manifest.',
    fr: "Tab, puis les flèches : d'une case à l'autre. Entrée : la montrer dans le manifeste.",
  },
  mapExported: { en: 'The map was written to {file}.', fr: 'Le plan a été écrit dans {file}.' },

  // The planning sheet
  sheetTitle: { en: 'Planning sheet of {file}', fr: 'Fiche de planification de {file}' },
  sheetExport: { en: 'Export the planning sheet as Markdown', fr: 'Exporter la fiche de planification en Markdown' },
  sheetExported: { en: 'The planning sheet was written to {file}.', fr: 'La fiche de planification a été écrite dans {file}.' },

  // Files
  openWritten: { en: 'Open', fr: 'Ouvrir' },
  manifestWhere: { en: 'Where should the manifest be?', fr: 'Où placer le manifeste ?' },
  manifestExists: {
    en: '{file} exists already and was not changed. It is open now.',
    fr: "{file} existe déjà et n'a pas été modifié. Il est maintenant ouvert.",
  },
  manifestNotWritten: {
    en: '{file} could not be written. Check that its folder exists and that you may write there.',
    fr: "{file} n'a pas pu être écrit. Vérifiez que son dossier existe et que vous pouvez y écrire.",
  },
  noFolder: {
    en: 'Open a folder first: a manifest belongs to the folder of its servers.',
    fr: "Ouvrez d'abord un dossier : un manifeste appartient au dossier de ses serveurs.",
  },
  noConfNamed: {
    en: 'The manifest names no dhis.conf of {instance} in this workspace.',
    fr: 'Le manifeste ne nomme aucun dhis.conf de {instance} dans cet espace de travail.',
  },
  noConfNamedAtAll: {
    en: 'No instance of the manifests names a dhis.conf kept in this workspace. Add `config` to the instance in dhis2-hosting.yaml.',
    fr: "Aucune instance des manifestes ne nomme un dhis.conf gardé dans cet espace de travail. Ajoutez `config` à l'instance dans dhis2-hosting.yaml.",
  },
  confNotFound: {
    en: '{file} is named in the manifest for {instance}, but it is not in this workspace.',
    fr: "{file} est nommé dans le manifeste pour {instance}, mais n'est pas dans cet espace de travail.",
  },
  serverRestarted: { en: 'The DHIS2 language server was restarted.', fr: 'Le serveur de langage DHIS2 a été redémarré.' },
  serverFailed: {
    en: 'The DHIS2 language server could not be started: {reason}. Files are not checked until it runs.',
    fr: "Le serveur de langage DHIS2 n'a pas pu démarrer : {reason}. Les fichiers ne sont pas vérifiés tant qu'il ne tourne pas.",
  },
} as const satisfies Record<string, Text>;
