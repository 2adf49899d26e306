/** Help texts, made from the table of arguments. */
import { type Locale, message, render, type Text } from '#service/index.ts';
import { type CommandRow, commandRows, commonOptions, type OptionRow, programName } from './arguments.ts';
import { texts } from './texts.ts';

const width = 96;

export function programHelp(locale: Locale): string {
  const rows = commandRows.map(({ name, summary }) => [name, summary[locale]] as const);
  return [
    `${label(texts.usage, locale)} ${programName} COMMAND`,
    '',
    texts.product[locale],
    '',
    label(texts.commands, locale),
    ...table(rows),
    '',
    label(texts.options, locale),
    ...optionTable(commonOptions, locale),
    '',
    texts.commandHelp[locale],
    '',
  ].join('\n');
}

export function commandHelp(command: CommandRow, locale: Locale): string {
  return [
    label(texts.usage, locale),
    ...usageLines(command).map((line) => `  ${line}`),
    '',
    ...wrap(command.summary[locale], width),
    ...wrap(command.details[locale], width),
    '',
    label(texts.options, locale),
    ...optionTable([...command.options, ...commonOptions], locale),
    '',
    label(texts.exitCodes, locale),
    ...table(command.exitCodes.map(({ code, meaning }) => [String(code), meaning[locale]] as const)),
    '',
    label(texts.examples, locale),
    ...command.examples.flatMap(({ line, what }) => [`  # ${what[locale]}`, `  ${line}`]),
    '',
  ].join('\n');
}

/** Broken between options only. */
export function usageLines(command: CommandRow): readonly string[] {
  const words = [programName, command.name, ...command.options.map((row) => `[${signature(row)}]`), command.operands];
  const [first = '', ...rest] = fill(
    words.filter((word) => word !== ''),
    width - 4,
  );
  return [first, ...rest.map((line) => `    ${line}`)];
}

/** More of them are told with the option, not in the line of use. */
const mostChoices = 6;

/** `--format text|json`, `--dhis2-version VERSION`. */
export function signature({ name, value, choices = [] }: OptionRow): string {
  if (value === undefined) return `--${name}`;
  return `--${name} ${choices.length > 0 && choices.length <= mostChoices ? choices.join('|') : value}`;
}

export function optionText(row: OptionRow, locale: Locale): string {
  const parts = [row.description[locale]];
  if (row.choices !== undefined) parts.push(render(message(texts.oneOf, { choices: row.choices.join(', ') }), locale));
  if (row.default !== undefined) parts.push(render(message(texts.defaultValue, { value: row.default }), locale));
  return parts.join(' ');
}

function optionTable(rows: readonly OptionRow[], locale: Locale): readonly string[] {
  return table(
    rows.map((row) => {
      const short = row.short === undefined ? '' : `-${row.short}, `;
      const value = row.value === undefined ? '' : ` ${row.value}`;
      return [`${short}--${row.name}${value}`, optionText(row, locale)] as const;
    }),
  );
}

/** Two columns; the second is wrapped below itself. */
function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, text]) =>
    wrap(text, width - left - 4).map((line, index) => `  ${(index === 0 ? name : '').padEnd(left)}  ${line}`),
  );
}

function wrap(text: string, columns: number): readonly string[] {
  return fill(text.split(' '), columns);
}

function fill(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** French sets a space before the colon. */
function label(text: Text, locale: Locale): string {
  return locale === 'fr' ? `${text.fr} :` : `${text.en}:`;
}
