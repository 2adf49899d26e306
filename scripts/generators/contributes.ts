/**
 * The extension's manifest from its rows: `contributes`, `activationEvents`, `capabilities` and `icon` of package.json,
 * and the texts of package.nls*.json. The rest of package.json is written by hand and kept as it is.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rules } from '@dhis2-hosting/server/documented';
import { type Locale, locales, type Rule, type SettingRow, settingRows, severities, type Text } from '@dhis2-hosting/server/service';
import { type CommandRow, category, commandRows, viewContainer, viewRows, welcomeRows } from '../../client/src/vscode/contributions.ts';
import {
  activationEvents,
  capabilityTexts,
  confEditorDefaults,
  confLanguageId,
  extensionDescription,
  type LanguageRow,
  languageRows,
  ruleSeverityText,
  tokenModifiers,
  tokenScopes,
} from '../../client/src/vscode/language-contributions.ts';
import { type GeneratedFile, root } from '../generate.ts';

type Json = { readonly [key: string]: unknown };

const commands: readonly CommandRow[] = commandRows;
const settings: readonly SettingRow[] = settingRows;

/** Every text of the manifest by its id in package.nls.json. */
export const manifestTexts: { readonly [id: string]: Text } = {
  'extension.description': extensionDescription,
  ...textsOf('command', commands, (row) => row.title),
  [`viewsContainer.${viewContainer.id}`]: viewContainer.title,
  ...textsOf('view', viewRows, (row) => row.name),
  ...textsOf('welcome', welcomeRows, (row) => row.contents),
  'capability.untrustedWorkspaces': capabilityTexts.untrustedWorkspaces,
  'capability.virtualWorkspaces': capabilityTexts.virtualWorkspaces,
  ...Object.fromEntries(settings.map((row) => [`setting.${row.key}`, row.description])),
  'setting.rules': ruleSeverityText,
  ...textsOf('tokenModifier', tokenModifiers, (row) => row.description),
  ...textsOf('rule', rules, (rule) => rule.title),
};

function textsOf<Row extends { readonly id: string }>(
  kind: string,
  rows: readonly Row[],
  text: (row: Row) => Text,
): { [id: string]: Text } {
  return Object.fromEntries(rows.map((row) => [`${kind}.${row.id}`, text(row)]));
}

/** A reference to package.nls.json; an id without a text stops the generator. */
function nls(id: string): string {
  if (manifestTexts[id] === undefined) throw new Error(`No text with the id ${id}`);
  return `%${id}%`;
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Json;
  const generated: Json = { icon: 'images/icon.png', activationEvents, capabilities: capabilities(), contributes: await contributes() };
  return [
    { path: 'package.json', content: json({ ...manifest, ...generated }) },
    ...locales.map((locale) => ({
      path: locale === 'en' ? 'package.nls.json' : `package.nls.${locale}.json`,
      content: json(inLocale(locale)),
    })),
  ];
}

function inLocale(locale: Locale): Json {
  return Object.fromEntries(Object.entries(manifestTexts).map(([id, text]) => [id, text[locale]]));
}

function json(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function capabilities(): Json {
  // Settings that name programs, keys or hosts are of the scope `machine`: a workspace must not set them unasked.
  const restrictedConfigurations = settings.filter((row) => row.scope === 'machine').map((row) => `dhis2Hosting.${row.key}`);
  return {
    untrustedWorkspaces: { supported: 'limited', description: nls('capability.untrustedWorkspaces'), restrictedConfigurations },
    virtualWorkspaces: { supported: 'limited', description: nls('capability.virtualWorkspaces') },
  };
}

async function contributes(): Promise<Json> {
  return {
    languages: languageRows.map(({ grammar: _, ...row }) => row),
    grammars: await Promise.all(languageRows.map(grammar)),
    semanticTokenModifiers: tokenModifiers.map(({ id }) => ({ id, description: nls(`tokenModifier.${id}`) })),
    semanticTokenScopes: [{ language: confLanguageId, scopes: tokenScopes }],
    viewsContainers: {
      activitybar: [{ id: viewContainer.id, title: nls(`viewsContainer.${viewContainer.id}`), icon: viewContainer.icon }],
    },
    views: { [viewContainer.id]: viewRows.map(({ id, icon, visibility }) => ({ id, name: nls(`view.${id}`), icon, visibility })) },
    viewsWelcome: welcomeRows.map((row) => ({
      view: row.view,
      contents: nls(`welcome.${row.id}`),
      when: 'when' in row ? row.when : undefined,
    })),
    commands: commands.map(command),
    menus: menus(),
    configurationDefaults: { [`[${confLanguageId}]`]: confEditorDefaults },
    configuration: { title: category, properties: configuration() },
  };
}

async function grammar({ id, grammar: file }: LanguageRow): Promise<Json> {
  const { scopeName } = JSON.parse(await readFile(path.join(root, file), 'utf8')) as { readonly scopeName: string };
  return { language: id, scopeName, path: file };
}

function command({ id, icon, enablement }: CommandRow): Json {
  return {
    command: id,
    title: nls(`command.${id}`),
    category,
    ...(icon === undefined ? {} : { icon: `$(${icon})` }),
    ...(enablement === undefined ? {} : { enablement }),
  };
}

function menus(): Json {
  const inPalette = commands.filter(({ palette }) => palette !== undefined).map(({ id, palette }) => ({ command: id, when: palette }));
  const places = commands.flatMap(({ id, menus: rows = [] }) =>
    rows.map(({ menu, ...rest }) => ({ menu, entry: { command: id, ...rest } })),
  );
  const byMenu = [...new Set(places.map(({ menu }) => menu))]
    .sort()
    .map((name) => [name, places.filter(({ menu }) => menu === name)] as const);
  return {
    commandPalette: inPalette,
    ...Object.fromEntries(byMenu.map(([name, rows]) => [name, rows.map(({ entry }) => entry)])),
  };
}

function configuration(): Json {
  const rows = settings.map((row) => [
    `dhis2Hosting.${row.key}`,
    { ...row.schema, default: row.default, scope: row.scope, markdownDescription: nls(`setting.${row.key}`) },
  ]);
  const ruleRow = {
    type: 'object',
    default: {},
    scope: 'resource',
    markdownDescription: nls('setting.rules'),
    additionalProperties: false,
    properties: Object.fromEntries(rules.map((rule) => [rule.id, severityOf(rule)])),
  };
  return { ...Object.fromEntries(rows), 'dhis2Hosting.rules': ruleRow };
}

function severityOf(rule: Rule): Json {
  return { type: 'string', enum: [...severities, 'off'], default: rule.severity, description: nls(`rule.${rule.id}`) };
}
