/** docs/settings.md and docs/commands.md in both languages, from the rows that the editor's manifest is made of. */
import { type Locale, locales, rules, type SettingRow, settingRows, type Text } from '@dhis2-hosting/server/service';
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
