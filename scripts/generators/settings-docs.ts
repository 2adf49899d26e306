/** docs/settings.md and docs/commands.md in both languages, from the rows that the editor's manifest is made of. */
import { rules } from '@dhis2-hosting/server/documented';
import { type Locale, locales, type SettingRow, settingRows, type Text } from '@dhis2-hosting/server/service';
import { type CommandRow, category, commandRows } from '../../client/src/vscode/contributions.ts';
import { ruleSeverityText } from '../../client/src/vscode/language-contributions.ts';
import type { GeneratedFile } from '../generate.ts';

const words = {
  generated: {
    en: '<!-- Generated from {source}. Do not edit: run `npm run generate`. -->',
    fr: '<!-- Produit à partir de {source}. Ne pas modifier : lancez `npm run generate`. -->',
  },
  settings: { en: 'Settings', fr: 'Réglages' },
  setting: { en: 'Setting', fr: 'Réglage' },
  meaning: { en: 'Meaning', fr: 'Signification' },
  default: { en: 'Default', fr: 'Par défaut' },
  appliesTo: { en: 'Applies to', fr: "S'applique à" },
  empty: { en: 'empty', fr: 'vide' },
  rules: { en: 'Rules', fr: 'Règles' },
  rule: { en: 'Rule', fr: 'Règle' },
  folderFile: { en: 'Settings of a folder', fr: "Réglages d'un dossier" },
  folderFileText: {
    en: 'A file `.dhis2-lint.yaml` holds settings for its folder and all below it. The nearest one upwards from a file counts, in the editor no further up than the workspace folder; the command line reads it too. It is completed, explained and checked in the editor, and [schemas/lint-settings.schema.json](../schemas/lint-settings.schema.json) describes it for others.',
    fr: "Un fichier `.dhis2-lint.yaml` contient les réglages de son dossier et de tout ce qu'il renferme. Pour un fichier donné, c'est le plus proche en remontant qui compte, dans l'éditeur pas plus haut que le dossier de l'espace de travail ; la ligne de commande le lit aussi. L'éditeur le complète, l'explique et le vérifie ; [schemas/lint-settings.schema.json](../schemas/lint-settings.schema.json) le décrit pour d'autres outils.",
  },
  order: { en: 'What wins', fr: "Ce qui l'emporte" },
  orderText: {
    en: 'Each setting is taken from the first of these that names it: a line in the file itself (`# dhis2-version: 2.41`, or a comment `# dhis2-lint-ignore`, see [Ignoring findings](guides/ignoring-findings.md)); for the version, the option `--dhis2-version` of the command line, then a hosting manifest that names the file; `.dhis2-lint.yaml`; the setting of the editor; the default. Lists of allowed keys are added up.',
    fr: "Chaque réglage vient du premier de ces endroits qui le nomme : une ligne du fichier lui-même (`# dhis2-version: 2.41`, ou un commentaire `# dhis2-lint-ignore`, voir [Ignorer des constats](guides/ignoring-findings.fr.md)) ; pour la version, l'option `--dhis2-version` de la ligne de commande, puis un manifeste d'hébergement qui désigne le fichier ; `.dhis2-lint.yaml` ; le réglage de l'éditeur ; la valeur par défaut. Les listes de clés admises s'additionnent.",
  },
  commands: { en: 'Commands', fr: 'Commandes' },
  command: { en: 'Command', fr: 'Commande' },
  id: { en: 'Id', fr: 'Identifiant' },
  trusted: { en: 'Trusted workspace only', fr: 'Espace de travail approuvé seulement' },
  yes: { en: 'yes', fr: 'oui' },
  inPalette: {
    en: 'All of them are in the command palette, below `{category}`.',
    fr: 'Toutes se trouvent dans la palette de commandes, sous `{category}`.',
  },
} as const satisfies Record<string, Text>;

/** Read by test/service/lint-settings, so that it stays right. */
export const folderFileSample: readonly string[] = [
  'dhis2Version: "2.41"',
  'rules:',
  '  unknown-key: error',
  '  trailing-comment: off',
  'allowedKeys:',
  '  - ministry.*',
];

const scopes = {
  resource: { en: 'folder', fr: 'dossier' },
  window: { en: 'window', fr: 'fenêtre' },
  machine: { en: 'computer; never taken from a workspace', fr: "ordinateur ; jamais pris d'un espace de travail" },
} as const satisfies Record<SettingRow['scope'], Text>;

const commands: readonly CommandRow[] = commandRows;
const settings: readonly SettingRow[] = settingRows;

export async function generate(): Promise<readonly GeneratedFile[]> {
  return locales.flatMap((locale) => {
    const suffix = locale === 'en' ? '' : `.${locale}`;
    return [
      { path: `docs/settings${suffix}.md`, content: settingsPage(locale) },
      { path: `docs/commands${suffix}.md`, content: commandsPage(locale) },
    ];
  });
}

/** A `|` would end the cell. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]) => [row(...head), row(...head.map(() => '---')), ...rows, ''];

function settingsPage(locale: Locale): string {
  const say = (id: keyof typeof words) => words[id][locale];
  const value = (given: unknown) => (given === '' ? say('empty') : `\`${JSON.stringify(given)}\``);
  return [
    say('generated').replace('{source}', 'server/src/service/settings.ts'),
    '',
    `# ${say('settings')}`,
    '',
    ...table(
      [say('setting'), say('meaning'), say('default'), say('appliesTo')],
      [
        ...settings.map(({ key, description, default: given, scope }) =>
          row(`\`dhis2Hosting.${key}\``, description[locale], value(given), scopes[scope][locale]),
        ),
        row('`dhis2Hosting.rules`', ruleSeverityText[locale], value({}), scopes.resource[locale]),
      ],
    ),
    `## ${say('folderFile')}`,
    '',
    say('folderFileText'),
    '',
    '```yaml',
    ...folderFileSample,
    '```',
    '',
    `## ${say('order')}`,
    '',
    say('orderText'),
    '',
    `## ${say('rules')}`,
    '',
    ...table(
      [say('rule'), say('meaning'), say('default')],
      rules.map((rule) =>
        row(`[${rule.id}](rules/${rule.id}${locale === 'en' ? '' : `.${locale}`}.md)`, rule.title[locale], `\`${rule.severity}\``),
      ),
    ),
  ].join('\n');
}

function commandsPage(locale: Locale): string {
  const say = (id: keyof typeof words) => words[id][locale];
  const inPalette = commands.filter(({ palette }) => palette !== 'false');
  return [
    say('generated').replace('{source}', 'client/src/vscode/contributions.ts'),
    '',
    `# ${say('commands')}`,
    '',
    say('inPalette').replace('{category}', category),
    '',
    ...table(
      [say('command'), say('id'), say('trusted')],
      inPalette.map(({ id, title, enablement }) =>
        row(title[locale], `\`${id}\``, enablement?.includes('isWorkspaceTrusted') ? say('yes') : ''),
      ),
    ),
  ].join('\n');
}
