/** docs/cli.md and docs/cli.fr.md from the table of arguments. */

import { type Locale, locales, type Text } from '@dhis2-hosting/server/service';
import { type CommandRow, commandRows, commonOptions, type OptionRow } from '../../server/src/cli/arguments.ts';
import { optionText, signature, usageLines } from '../../server/src/cli/help.ts';
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
    ...usageLines(command),
    '```',
    '',
    command.summary[locale],
    command.details[locale],
    '',
    ...(command.options.length === 0 ? [] : optionTable(command.options, locale)),
    `### ${texts.exitCodes[locale]}`,
    '',
    `| ${words.code[locale]} | ${words.meaning[locale]} |`,
    '| --- | --- |',
    ...command.exitCodes.map(({ code, meaning }) => `| ${code} | ${cell(meaning[locale])} |`),
    '',
    `### ${texts.examples[locale]}`,
    '',
    '```sh',
    ...command.examples.flatMap(({ line, what }) => [`# ${what[locale]}`, line]),
    '```',
    '',
    ...(command.json === undefined ? [] : [`### ${words.output[locale]}`, '', command.json[locale], '']),
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
    `## ${words.everywhere[locale]}`,
    '',
    ...optionTable(commonOptions, locale),
  ].join('\n');
}

export async function generate(): Promise<readonly GeneratedFile[]> {
  return locales.map((locale) => ({ path: `docs/cli${suffix(locale)}.md`, content: page(locale) }));
}
