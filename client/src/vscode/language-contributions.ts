/**
 * What the manifest says besides commands and views: languages, when the extension wakes up, what it can do in a
 * workspace that is not trusted or not on a disk. Read by scripts/generators/contributes.ts.
 */
import type { Text } from '@dhis2-hosting/server/service';

export const confLanguageId = 'dhis-conf';
export const logLanguageId = 'tomcat-log';

/** Hosting manifests stay YAML, so that people's YAML settings, grammar and extensions go on working in them. */
export const manifestPatterns = [
  '**/dhis2-hosting.yaml',
  '**/*.dhis2-hosting.yaml',
  '**/dhis2-hosting.yml',
  '**/*.dhis2-hosting.yml',
] as const;
/** The same four as one glob, for one search and one watcher. */
export const manifestGlob = '**/{dhis2-hosting,*.dhis2-hosting}.{yaml,yml}';

/** By the name alone, wherever the file is. */
export function isManifest({ path }: { readonly path: string }): boolean {
  return /(?:^|[/.])dhis2-hosting\.ya?ml$/.test(path);
}

/** Settings of the checks for a folder and all below it; the language server reads them. */
export const lintSettingsPattern = '**/.dhis2-lint.yaml';

/** Inventories of dhis2-server-tools. The server tells them from those of others by their text. */
export const inventoryPatterns = [
  '**/inventory/hosts*',
  '**/inventory/{group_vars,host_vars}/*',
  '**/inventory/{group_vars,host_vars}/*/*',
] as const;
/** All of them as one glob, with those beside the playbook, for one search and one watcher. */
export const inventoryGlob = '**/{inventory/hosts*,group_vars/**,host_vars/**}';

/**
 * `containers.json` of dhis2-tools-ng and its copies. They stay JSON, and the server tells them from those of others by
 * their text.
 */
export const containersPatterns = ['**/containers.json', '**/containers.json.*', '**/containers[._-]*.json'] as const;

/** By the name alone; the server looks at the text. */
export function mayBeImported({ path }: { readonly path: string }): boolean {
  return /\/(?:hosts(?:[._-][^/]*)?|containers(?:[._-][^/]*)?\.json(?:\.[^/]*)?)$/.test(path);
}

/** One of them is enough to wake the extension: the files of variables stand beside it. */
const wakingInventories = ['**/inventory/hosts', '**/inventory/hosts.template'];

export type LanguageRow = {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly filenames?: readonly string[];
  readonly filenamePatterns?: readonly string[];
  readonly configuration?: string;
  /** The scope name is read from this file. */
  readonly grammar: string;
};

export const languageRows: readonly LanguageRow[] = [
  {
    id: confLanguageId,
    aliases: ['DHIS2 configuration', 'dhis.conf'],
    filenames: ['dhis.conf'],
    filenamePatterns: ['*.dhis.conf', 'dhis.conf.example', 'dhis.conf.template'],
    configuration: './syntaxes/dhis-conf.language-configuration.json',
    grammar: './syntaxes/dhis-conf.tmLanguage.json',
  },
  { id: logLanguageId, aliases: ['Tomcat log'], grammar: './syntaxes/tomcat-log.tmLanguage.json' },
];

export const activationEvents: readonly string[] = [
  `onLanguage:${confLanguageId}`,
  ...[...manifestPatterns, lintSettingsPattern, ...wakingInventories, containersPatterns[0]].map(
    (pattern) => `workspaceContains:${pattern}`,
  ),
];

/** What the server's semantic tokens say besides LSP's own words; the types are all LSP's own. */
export const tokenModifiers = [
  {
    id: 'known',
    description: { en: 'A key that the checked DHIS2 release reads.', fr: 'Une clé que lit la version de DHIS2 vérifiée.' },
  },
  {
    id: 'unknown',
    description: { en: 'A key that the checked DHIS2 release does not read.', fr: 'Une clé que ne lit pas la version de DHIS2 vérifiée.' },
  },
  {
    id: 'secret',
    description: { en: 'A password, key or token.', fr: 'Un mot de passe, une clé ou un jeton.' },
  },
] as const satisfies readonly { readonly id: string; readonly description: Text }[];

/** The scopes of the grammar, so that colours do not change when the server answers; an unknown key steps back. */
export const tokenScopes = {
  property: ['variable.other.property.dhis-conf'],
  'property.unknown': ['comment.unknown-key.dhis-conf'],
  parameter: ['variable.parameter.dhis-conf'],
  'parameter.unknown': ['comment.unknown-key.dhis-conf'],
  number: ['constant.numeric.dhis-conf'],
  enumMember: ['constant.language.dhis-conf'],
  string: ['string.unquoted.dhis-conf'],
  'string.secret': ['constant.other.secret.dhis-conf', 'string.unquoted.dhis-conf'],
  variable: ['variable.other.constant.environment.dhis-conf'],
} as const;

/** What suits a `dhis.conf` better than what people have set for all files. */
export const confEditorDefaults = {
  'editor.semanticHighlighting.enabled': true,
  // Values are strings for VS Code, and words of other files are no help there.
  'editor.quickSuggestions': { other: 'on', comments: 'off', strings: 'on' },
  'editor.wordBasedSuggestions': 'off',
  // A file of a running server changes only where its keeper changed it.
  'editor.formatOnSave': false,
  'editor.formatOnType': false,
  'editor.formatOnPaste': false,
  // A blank at the end of a value is part of the value.
  'files.trimTrailingWhitespace': false,
} as const;

export const capabilityTexts = {
  untrustedWorkspaces: {
    en: 'Files are checked, but no host is reached: connecting and tailing logs need a trusted workspace.',
    fr: "Les fichiers sont vérifiés, mais aucun serveur n'est contacté : se connecter et suivre les journaux demande un espace de travail approuvé.",
  },
  virtualWorkspaces: {
    en: 'Files are checked. Reaching hosts over SSH needs VS Code on a desktop or a server.',
    fr: 'Les fichiers sont vérifiés. Joindre des serveurs par SSH demande VS Code sur un poste de travail ou un serveur.',
  },
} as const satisfies Record<string, Text>;

export const extensionDescription: Text = {
  en: 'Checks dhis.conf and hosting manifests of DHIS2 servers, and tails their Tomcat logs over SSH.',
  fr: "Vérifie dhis.conf et les manifestes d'hébergement des serveurs DHIS2, et suit leurs journaux Tomcat par SSH.",
};

/** The setting whose entries come from the rule list. */
export const ruleSeverityText: Text = {
  en: 'Severity of single rules: `error`, `warning`, `info`, `hint` or `off`. A rule that is not named keeps its own.',
  fr: 'Gravité de règles particulières : `error`, `warning`, `info`, `hint` ou `off`. Une règle non nommée garde la sienne.',
};
