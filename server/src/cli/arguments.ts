/** Every command and option, declared once: parsing, help and docs/cli.md are made from this table. */
import type { Text } from '#service/index.ts';

export type OptionRow = {
  readonly name: string;
  readonly short?: string;
  /** Placeholder of the value; a switch has none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly description: Text;
};

export type CommandRow = {
  readonly name: string;
  /** What follows the options. */
  readonly operands: string;
  readonly summary: Text;
  readonly details: Text;
  readonly options: readonly OptionRow[];
  readonly examples: readonly { readonly line: string; readonly what: Text }[];
};

export const programName = 'dhis2-hosting';

export const commandRows = [
  {
    name: 'lint',
    operands: 'PATH...',
    summary: {
      en: 'Checks dhis.conf files and hosting manifests.',
      fr: "Vérifie les fichiers dhis.conf et les manifestes d'hébergement.",
    },
    details: {
      en: 'A PATH is a file, a folder (searched with its subfolders for dhis.conf, *.dhis.conf, dhis2-hosting.yaml and *.dhis2-hosting.yaml; node_modules and .git are left out), or - for the standard input. Each file is checked by the nearest .dhis2-lint.yaml in its folder or above.',
      fr: "Un PATH est un fichier, un dossier (on y cherche, sous-dossiers compris, dhis.conf, *.dhis.conf, dhis2-hosting.yaml et *.dhis2-hosting.yaml ; node_modules et .git sont ignorés), ou - pour l'entrée standard. Chaque fichier est vérifié selon le .dhis2-lint.yaml le plus proche, dans son dossier ou au-dessus.",
    },
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json'],
        default: 'text',
        description: {
          en: 'Form of the report: text for people, json for programs.',
          fr: 'Forme du rapport : text pour les humains, json pour les programmes.',
        },
      },
      {
        name: 'dhis2-version',
        value: 'VERSION',
        description: {
          en: 'DHIS2 version to check dhis.conf for, such as 2.41 or 2.41.3. It wins over the manifest that names the file and over `.dhis2-lint.yaml`; a line `# dhis2-version: 2.41` in the file wins over all. With none of them, the newest known release.',
          fr: "Version de DHIS2 pour laquelle vérifier dhis.conf, par exemple 2.41 ou 2.41.3. Elle l'emporte sur le manifeste qui désigne le fichier et sur `.dhis2-lint.yaml` ; une ligne `# dhis2-version: 2.41` dans le fichier l'emporte sur tout. À défaut, la version la plus récente connue.",
        },
      },
      {
        name: 'fail-on',
        value: 'SEVERITY',
        choices: ['error', 'warning', 'info', 'never'],
        default: 'error',
        description: {
          en: 'Lowest severity that makes the exit code 1.',
          fr: 'Gravité la plus basse qui donne le code de sortie 1.',
        },
      },
      {
        name: 'stdin-name',
        value: 'NAME',
        default: 'dhis.conf',
        description: {
          en: 'File name that the standard input stands for; it decides what the text is checked as.',
          fr: "Nom de fichier que représente l'entrée standard ; il décide de la façon dont le texte est vérifié.",
        },
      },
    ],
    examples: [
      {
        line: 'dhis2-hosting lint /opt/dhis2/dhis.conf',
        what: { en: 'Check one file for the newest release.', fr: 'Vérifier un fichier pour la version la plus récente.' },
      },
      {
        line: 'dhis2-hosting lint --dhis2-version 2.41 --fail-on warning --format json servers/',
        what: {
          en: 'In a pipeline: a whole folder, warnings fail too, a report for programs.',
          fr: "Dans une chaîne d'intégration : tout un dossier, les avertissements échouent aussi, rapport pour programmes.",
        },
      },
      {
        line: 'ssh server cat /opt/dhis2/dhis.conf | dhis2-hosting lint -',
        what: { en: 'Check a file that lies on a server.', fr: 'Vérifier un fichier qui se trouve sur un serveur.' },
      },
    ],
  },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof commandRows)[number]['name'];

/** Options of every command. */
export const commonOptions = [
  {
    name: 'locale',
    value: 'LANGUAGE',
    choices: ['en', 'fr'],
    description: {
      en: 'Language of all texts. Without it LC_ALL, LC_MESSAGES or LANG decide.',
      fr: 'Langue de tous les textes. Sans elle, LC_ALL, LC_MESSAGES ou LANG décident.',
    },
  },
  { name: 'help', short: 'h', description: { en: 'Shows the help.', fr: "Affiche l'aide." } },
  { name: 'version', short: 'V', description: { en: 'Shows the version.', fr: 'Affiche la version.' } },
] as const satisfies readonly OptionRow[];

export const exitCodeRows: readonly { readonly code: number; readonly meaning: Text }[] = [
  {
    code: 0,
    meaning: {
      en: 'No finding at or above the severity of --fail-on.',
      fr: 'Aucun constat de la gravité de --fail-on ou au-dessus.',
    },
  },
  { code: 1, meaning: { en: 'There are such findings.', fr: 'Il y a de tels constats.' } },
  {
    code: 2,
    meaning: {
      en: 'Could not run: wrong arguments, a path that cannot be read, an unknown version.',
      fr: 'Exécution impossible : arguments incorrects, chemin illisible, version inconnue.',
    },
  },
];
