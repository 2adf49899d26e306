/** Texts of the commands that make something else of a plan. */
import type { Text } from '#service/index.ts';

export const exchangeTexts = {
  oneToImport: {
    en: 'Name one file to import: inventory/hosts of dhis2-server-tools, or containers.json of dhis2-tools-ng.',
    fr: 'Indiquez un fichier à importer : inventory/hosts de dhis2-server-tools, ou containers.json de dhis2-tools-ng.',
  },
  notImportable: {
    en: '{path}: neither an inventory of dhis2-server-tools nor a containers.json of dhis2-tools-ng, judged by its name and text.',
    fr: "{path} : ni un inventaire de dhis2-server-tools, ni un containers.json de dhis2-tools-ng, d'après son nom et son texte.",
  },
  brokenSource: {
    en: '{path}: the file has mistakes, and the tool itself does not read it. To see them: dhis2-hosting lint {path}',
    fr: "{path} : le fichier contient des erreurs, et l'outil lui-même ne le lit pas. Pour les voir : dhis2-hosting lint {path}",
  },
  nothingToExport: {
    en: 'Nothing to export. Name a hosting manifest.',
    fr: "Rien à exporter. Indiquez un manifeste d'hébergement.",
  },
  nothingToShow: {
    en: 'Nothing to make a planning sheet of. Name a hosting manifest.',
    fr: "Rien dont faire une fiche de planification. Indiquez un manifeste d'hébergement.",
  },
  noManifest: {
    en: '{path} is no hosting manifest by its name. Such files are called dhis2-hosting.yaml, or end in .dhis2-hosting.yaml.',
    fr: "D'après son nom, {path} n'est pas un manifeste d'hébergement. Ces fichiers s'appellent dhis2-hosting.yaml, ou finissent par .dhis2-hosting.yaml.",
  },
  brokenManifest: {
    en: '{path}: the manifest has mistakes, and what they concern would be missing from the result. To see them: dhis2-hosting lint {path}',
    fr: "{path} : le manifeste contient des erreurs, et ce qu'elles concernent manquerait au résultat. Pour les voir : dhis2-hosting lint {path}",
  },
  isThere: {
    en: '{path} is there already and was left as it is. Move it away, or name another folder with --output.',
    fr: "{path} existe déjà et n'a pas été modifié. Déplacez-le, ou indiquez un autre dossier avec --output.",
  },
  notWritten: {
    en: '{path} could not be written. Check that the folder may be written to.',
    fr: "{path} n'a pas pu être écrit. Vérifiez que le dossier est accessible en écriture.",
  },
  written: { en: '{path} was written.', fr: '{path} a été écrit.' },
} as const satisfies { readonly [id: string]: Text };
