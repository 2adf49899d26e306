/** docs/cli.md and docs/cli.fr.md from the table of arguments. */

import { type Locale, locales, type Text } from '@dhis2-hosting/server/service';
import { type CommandRow, commandRows, commonOptions, exitCodeRows, type OptionRow } from '../../server/src/cli/arguments.ts';
import { optionText, signature, usageLine } from '../../server/src/cli/help.ts';
import { texts } from '../../server/src/cli/texts.ts';
import type { GeneratedFile } from '../generate.ts';

const words = {
  generated: {
    en: '<!-- Generated from server/src/cli/arguments.ts. Do not edit: run `npm run generate`. -->',
    fr: '<!-- Produit à partir de server/src/cli/arguments.ts. Ne pas modifier : lancez `npm run generate`. -->',
  },
  title: { en: 'Command line', fr: 'Ligne de commande' },
  start: {
    en: 'After `npm ci && npm run build` the program is `node dist/cli.js`; installed, it is `dhis2-hosting`.',
    fr: 'Après `npm ci && npm run build`, le programme est `node dist/cli.js` ; une fois installé, `dhis2-hosting`.',
  },
  everywhere: { en: 'Options of every command', fr: 'Options de toutes les commandes' },
  option: { en: 'Option', fr: 'Option' },
  code: { en: 'Code', fr: 'Code' },
  meaning: { en: 'Meaning', fr: 'Signification' },
  output: { en: 'What `--format json` prints', fr: "Ce qu'affiche `--format json`" },
  outputText: {
    en: 'One array, empty without findings. An element has `file` (as given or found), `rule`, `severity` (`error`, `warning`, `info`, `hint`), `message` (in the chosen language), `range` with `start` and `end` of `line` and `character`, `docs` (page of the rule) and `fixable`. Lines and characters count from zero; a character is a UTF-16 unit, as in editors.',
    fr: "Un seul tableau, vide sans constat. Un élément porte `file` (tel qu'indiqué ou trouvé), `rule`, `severity` (`error`, `warning`, `info`, `hint`), `message` (dans la langue choisie), `range` avec `start` et `end` formés de `line` et `character`, `docs` (page de la règle) et `fixable`. Lignes et caractères sont comptés à partir de zéro ; un caractère est une unité UTF-16, comme dans les éditeurs.",
  },
} as const satisfies Record<string, Text>;

const suffix = (locale: Locale) => (locale === 'en' ? '' : `.${locale}`);
const cell = (text: string) => text.replaceAll('|', '\\|');

function optionTable(rows: readonly OptionRow[], locale: Locale): readonly string[] {
  const names = (row: OptionRow) =>
    [...(row.short === undefined ? [] : [`-${row.short}`]), signature(row)].map((name) => `\`${cell(name)}\``);
  return [
    `| ${words.option[locale]} | ${words.meaning[locale]} |`,
    '| --- | --- |',
    ...rows.map((row) => `| ${names(row).join(', ')} | ${cell(optionText(row, locale))} |`),
    '',
  ];
}

function commandSection(command: CommandRow, locale: Locale): readonly string[] {
  return [
    `## ${command.name}`,
    '',
    '```',
    usageLine(command),
    '```',
    '',
    command.summary[locale],
    command.details[locale],
    '',
    ...optionTable(command.options, locale),
    `### ${texts.exitCodes[locale]}`,
    '',
    `| ${words.code[locale]} | ${words.meaning[locale]} |`,
    '| --- | --- |',
    ...exitCodeRows.map(({ code, meaning }) => `| ${code} | ${cell(meaning[locale])} |`),
    '',
    `### ${texts.examples[locale]}`,
    '',
    '```sh',
    ...command.examples.flatMap(({ line, what }) => [`# ${what[locale]}`, line]),
    '```',
    '',
  ];
}

function page(locale: Locale): string {
  return [
    words.generated[locale],
    '',
    `# ${words.title[locale]}`,
    '',
    texts.product[locale],
    words.start[locale],
    '',
    ...commandRows.flatMap((command) => commandSection(command, locale)),
    `### ${words.output[locale]}`,
    '',
    words.outputText[locale],
    '',
    `## ${words.everywhere[locale]}`,
    '',
    ...optionTable(commonOptions, locale),
  ].join('\n');
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  return locales.map((locale) => ({ path: `docs/cli${suffix(locale)}.md`, content: page(locale) }));
}
