/** Every command and option, declared once: parsing, help and docs/cli.md are made from this table. */
import type { Text } from '#service/index.ts';
import { operationRows } from './operation-rows.ts';

export type OptionRow = {
  readonly name: string;
  readonly short?: string;
  /** Placeholder of the value; a switch has none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly description: Text;
};

type ExitCodeRow = { readonly code: number; readonly meaning: Text };

export type CommandRow = {
  readonly name: string;
  /** What follows the options. */
  readonly operands: string;
  readonly summary: Text;
  readonly details: Text;
  readonly options: readonly OptionRow[];
  readonly exitCodes: readonly ExitCodeRow[];
  /** What `--format json` prints. */
  readonly json?: Text;
  readonly examples: readonly { readonly line: string; readonly what: Text }[];
};

export const programName = 'dhis2-hosting';

const listFormat = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json'],
  default: 'text',
  description: {
    en: 'Form of the list: text for people, json for programs.',
    fr: 'Forme de la liste : text pour les humains, json pour les programmes.',
  },
} as const satisfies OptionRow;

const rows = [
  {
    name: 'lint',
    operands: 'PATH...',
    summary: {
      en: 'Checks dhis.conf files and hosting manifests.',
      fr: "Vérifie les fichiers dhis.conf et les manifestes d'hébergement.",
    },
    details: {
      en: 'A PATH is a file, a folder (searched with its subfolders for dhis.conf, *.dhis.conf, dhis2-hosting.yaml, *.dhis2-hosting.yaml, inventories of dhis2-server-tools and containers.json of dhis2-tools-ng; node_modules and .git are left out), or - for the standard input. Each file is checked by the nearest .dhis2-lint.yaml in its folder or above.',
      fr: "Un PATH est un fichier, un dossier (on y cherche, sous-dossiers compris, dhis.conf, *.dhis.conf, dhis2-hosting.yaml, *.dhis2-hosting.yaml, les inventaires de dhis2-server-tools et containers.json de dhis2-tools-ng ; node_modules et .git sont ignorés), ou - pour l'entrée standard. Chaque fichier est vérifié selon le .dhis2-lint.yaml le plus proche, dans son dossier ou au-dessus.",
    },
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'],
        default: 'text',
        description: {
          en: 'Form of the report: text for people, json for programs, sarif (2.1.0) for code scanning and editors, github for annotations of GitHub Actions, gitlab for the code quality report of GitLab, junit for build servers.',
          fr: "Forme du rapport : text pour les humains, json pour les programmes, sarif (2.1.0) pour l'analyse de code et les éditeurs, github pour les annotations de GitHub Actions, gitlab pour le rapport de qualité de GitLab, junit pour les serveurs d'intégration.",
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
        name: 'fix',
        description: {
          en: 'Applies all fixes that are right without asking, and reports what is left. A file keeps its encoding, line ends, permissions and owner. The mended standard input goes to the standard output, the report then to the standard error.',
          fr: "Applique toutes les corrections sûres sans demander, et signale ce qui reste. Un fichier garde son encodage, ses fins de ligne, ses droits et son propriétaire. L'entrée standard corrigée va sur la sortie standard, et le rapport alors sur la sortie d'erreur.",
        },
      },
      {
        name: 'diff',
        description: {
          en: 'Shows what --fix would change and writes nothing. Secrets are masked, so it is for reading. The report goes to the standard error; the exit code is 1 when there is something to fix.',
          fr: "Montre ce que --fix changerait, sans rien écrire. Les secrets sont masqués : c'est fait pour être lu. Le rapport va sur la sortie d'erreur ; le code de sortie est 1 s'il y a quelque chose à corriger.",
        },
      },
      {
        name: 'baseline',
        value: 'FILE',
        description: {
          en: 'Leaves out the findings that the file names: those known when --write-baseline wrote it.',
          fr: "Omet les constats que nomme le fichier : ceux qui étaient connus quand --write-baseline l'a écrit.",
        },
      },
      {
        name: 'write-baseline',
        value: 'FILE',
        description: {
          en: 'Writes all findings into the file, by path, rule and key, and reports none. Values are never written.',
          fr: "Écrit tous les constats dans le fichier, par chemin, règle et clé, et n'en signale aucun. Aucune valeur n'est écrite.",
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
    exitCodes: [
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
          en: 'Could not run: wrong arguments, a path that cannot be read or written, an unknown version.',
          fr: 'Exécution impossible : arguments incorrects, chemin impossible à lire ou à écrire, version inconnue.',
        },
      },
    ],
    json: {
      en: 'One array, empty without findings. An element has `file` (as given or found), `rule`, `severity` (`error`, `warning`, `info`, `hint`), `message` (in the chosen language), `range` with `start` and `end` of `line` and `character`, `docs` (page of the rule) and `fixable`. Lines and characters count from zero; a character is a UTF-16 unit, as in editors.',
      fr: "Un seul tableau, vide sans constat. Un élément porte `file` (tel qu'indiqué ou trouvé), `rule`, `severity` (`error`, `warning`, `info`, `hint`), `message` (dans la langue choisie), `range` avec `start` et `end` formés de `line` et `character`, `docs` (page de la règle) et `fixable`. Lignes et caractères sont comptés à partir de zéro ; un caractère est une unité UTF-16, comme dans les éditeurs.",
    },
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
      {
        line: 'dhis2-hosting lint --diff servers/ && dhis2-hosting lint --fix servers/',
        what: { en: 'See what would be fixed, then fix it.', fr: 'Voir ce qui serait corrigé, puis le corriger.' },
      },
    ],
  },
  {
    name: 'explain',
    operands: 'RULE...',
    summary: { en: 'Tells what a rule finds, why, and what to do.', fr: "Dit ce qu'une règle trouve, pourquoi, et que faire." },
    details: {
      en: 'With samples, the source of the fact and the controls it bears on.',
      fr: 'Avec des exemples, la source du fait et les contrôles concernés.',
    },
    options: [],
    exitCodes: [
      { code: 0, meaning: { en: 'The rules were explained.', fr: 'Les règles ont été expliquées.' } },
      { code: 2, meaning: { en: 'There is no such rule.', fr: "Il n'y a pas de telle règle." } },
    ],
    examples: [
      {
        line: 'dhis2-hosting explain duplicate-key',
        what: { en: 'About a rule that a finding names.', fr: 'Sur une règle que nomme un constat.' },
      },
    ],
  },
  {
    name: 'rules',
    operands: '',
    summary: { en: 'Lists all rules.', fr: 'Énumère toutes les règles.' },
    details: {
      en: 'The severity is the one a rule has when no settings change it.',
      fr: 'La gravité est celle de la règle quand aucun réglage ne la change.',
    },
    options: [listFormat],
    exitCodes: [{ code: 0, meaning: { en: 'The rules were listed.', fr: 'Les règles ont été énumérées.' } }],
    json: {
      en: 'One array. An element has `id`, `language` (`dhis-conf`, `hosting-manifest`, `lint-settings`; `every` for rules about comments that ignore others), `category`, `severity`, `since`, `title`, `fixable`, `docs`, `controls` and `source`.',
      fr: "Un seul tableau. Un élément porte `id`, `language` (`dhis-conf`, `hosting-manifest`, `lint-settings` ; `every` pour les règles sur les commentaires qui en ignorent d'autres), `category`, `severity`, `since`, `title`, `fixable`, `docs`, `controls` et `source`.",
    },
    examples: [
      {
        line: 'dhis2-hosting rules --format json',
        what: { en: 'For a program that chooses severities.', fr: 'Pour un programme qui choisit les gravités.' },
      },
    ],
  },
  {
    name: 'keys',
    operands: '[PATTERN]',
    summary: {
      en: 'Lists the keys of dhis.conf that a DHIS2 release reads.',
      fr: 'Énumère les clés de dhis.conf que lit une version de DHIS2.',
    },
    details: {
      en: 'A PATTERN is a part of a key, or a whole key in which * stands for any text. A key in full, such as oidc.provider.keycloak.client_id, is explained.',
      fr: "Un PATTERN est une partie de clé, ou une clé entière dans laquelle * remplace n'importe quel texte. Une clé complète, comme oidc.provider.keycloak.client_id, est expliquée.",
    },
    options: [
      listFormat,
      {
        name: 'dhis2-version',
        value: 'VERSION',
        description: {
          en: 'DHIS2 version whose keys and defaults are wanted, such as 2.41 or 2.41.3. Without it, the newest known release.',
          fr: 'Version de DHIS2 dont on veut les clés et valeurs par défaut, par exemple 2.41 ou 2.41.3. À défaut, la version la plus récente connue.',
        },
      },
    ],
    exitCodes: [
      { code: 0, meaning: { en: 'Keys were listed.', fr: 'Des clés ont été énumérées.' } },
      { code: 1, meaning: { en: 'No key of that release fits the pattern.', fr: 'Aucune clé de cette version ne correspond au motif.' } },
      { code: 2, meaning: { en: 'Wrong arguments or an unknown version.', fr: 'Arguments incorrects ou version inconnue.' } },
    ],
    json: {
      en: 'One array. An element has `key`, `group`, `type`, `unit`, `default`, `values`, `min`, `max`, `secret`, `since`, `deprecatedSince`, `renamedTo`, `description` and `source`; what does not apply is left out.',
      fr: "Un seul tableau. Un élément porte `key`, `group`, `type`, `unit`, `default`, `values`, `min`, `max`, `secret`, `since`, `deprecatedSince`, `renamedTo`, `description` et `source` ; ce qui ne s'applique pas est omis.",
    },
    examples: [
      {
        line: 'dhis2-hosting keys --dhis2-version 2.40 pool',
        what: { en: 'All about connection pools in 2.40.', fr: 'Tout sur les groupes de connexions en 2.40.' },
      },
      {
        line: "dhis2-hosting keys 'oidc.provider.*'",
        what: { en: 'The keys of OpenID Connect.', fr: "Les clés d'OpenID Connect." },
      },
    ],
  },
  {
    name: 'import',
    operands: 'FILE',
    summary: {
      en: 'Makes a hosting manifest of an inventory of dhis2-server-tools or a containers.json of dhis2-tools-ng.',
      fr: "Fait un manifeste d'hébergement d'un inventaire de dhis2-server-tools ou d'un containers.json de dhis2-tools-ng.",
    },
    details: {
      en: 'FILE is inventory/hosts, read together with the group_vars and host_vars beside it, or containers.json. What a manifest cannot say, and what a person has to complete, goes to the standard error, line by line. Secrets are never copied: the manifest names where each is to be found, or the line says where it stays.',
      fr: "FILE est inventory/hosts, lu avec les group_vars et host_vars à côté de lui, ou containers.json. Ce qu'un manifeste ne peut pas dire, et ce qu'une personne doit compléter, va sur la sortie d'erreur, ligne par ligne. Les secrets ne sont jamais copiés : le manifeste nomme où trouver chacun, ou la ligne dit où il reste.",
    },
    options: [
      {
        name: 'output',
        short: 'o',
        value: 'FOLDER',
        description: {
          en: 'Folder in which dhis2-hosting.yaml is made. A file that is there is never overwritten. Without it, the standard output.',
          fr: "Dossier où est créé dhis2-hosting.yaml. Un fichier existant n'est jamais écrasé. À défaut, la sortie standard.",
        },
      },
    ],
    exitCodes: [
      { code: 0, meaning: { en: 'The manifest was made.', fr: 'Le manifeste a été créé.' } },
      {
        code: 2,
        meaning: {
          en: 'Wrong arguments, a file of another tool or with mistakes, or a file that could not be written.',
          fr: "Arguments incorrects, fichier d'un autre outil ou contenant des erreurs, ou fichier impossible à écrire.",
        },
      },
    ],
    examples: [
      {
        line: 'dhis2-hosting import --output . dhis2-server-tools/deploy/inventory/hosts',
        what: { en: 'Beside your other files.', fr: 'À côté de vos autres fichiers.' },
      },
      {
        line: 'dhis2-hosting import /usr/local/etc/dhis/containers.json',
        what: { en: 'To look at it first.', fr: "Pour le voir d'abord." },
      },
    ],
  },
  {
    name: 'export',
    operands: 'MANIFEST...',
    summary: {
      en: 'Writes a hosting manifest as an inventory of dhis2-server-tools.',
      fr: "Écrit un manifeste d'hébergement sous forme d'inventaire de dhis2-server-tools.",
    },
    details: {
      en: 'Several manifests are taken together. What the inventory cannot say goes to the standard error, line by line. Secrets are in neither of the two.',
      fr: "Plusieurs manifestes sont pris ensemble. Ce que l'inventaire ne peut pas dire va sur la sortie d'erreur, ligne par ligne. Les secrets ne sont dans aucun des deux.",
    },
    options: [
      {
        name: 'output',
        short: 'o',
        value: 'FOLDER',
        description: {
          en: 'Folder in which inventory/hosts is made. A file that is there is never overwritten. Without it, the standard output.',
          fr: "Dossier où est créé inventory/hosts. Un fichier existant n'est jamais écrasé. À défaut, la sortie standard.",
        },
      },
    ],
    exitCodes: [
      { code: 0, meaning: { en: 'The inventory was made.', fr: "L'inventaire a été créé." } },
      {
        code: 2,
        meaning: {
          en: 'Wrong arguments, a manifest with mistakes, or a file that could not be written.',
          fr: 'Arguments incorrects, manifeste contenant des erreurs, ou fichier impossible à écrire.',
        },
      },
    ],
    examples: [
      {
        line: 'dhis2-hosting export --output dhis2-server-tools/deploy dhis2-hosting.yaml',
        what: { en: 'Into a checkout of dhis2-server-tools.', fr: 'Dans une copie de dhis2-server-tools.' },
      },
    ],
  },
  {
    name: 'sheet',
    operands: 'MANIFEST...',
    summary: {
      en: 'Writes a plan as a document for people, in Markdown.',
      fr: 'Écrit un plan sous forme de document à lire, en Markdown.',
    },
    details: {
      en: 'Who answers for the installation, places and machines with their sums, instances, backups and what they promise, a calendar of what is due, and open findings. Several manifests are taken together, with those in the folder of each and above. Secrets are not in a plan, so they are not in the sheet.',
      fr: "Qui répond de l'installation, les lieux et machines avec leurs sommes, les instances, les sauvegardes et ce qu'elles promettent, le calendrier des échéances et les constats ouverts. Plusieurs manifestes sont pris ensemble, avec ceux de leur dossier et au-dessus. Les secrets ne sont pas dans un plan, donc pas non plus dans la fiche.",
    },
    options: [],
    exitCodes: [
      { code: 0, meaning: { en: 'The sheet was written to the standard output.', fr: 'La fiche a été écrite sur la sortie standard.' } },
      {
        code: 2,
        meaning: { en: 'Wrong arguments, or a file that cannot be read.', fr: 'Arguments incorrects, ou fichier impossible à lire.' },
      },
    ],
    examples: [
      {
        line: 'dhis2-hosting sheet dhis2-hosting.yaml > plan.md',
        what: { en: 'For a meeting, or for the folder of documents.', fr: 'Pour une réunion, ou pour le dossier des documents.' },
      },
    ],
  },
  ...operationRows,
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof rows)[number]['name'];

export const commandRows: readonly (CommandRow & { readonly name: CommandName })[] = rows;

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
