/** Finds the command, answers `help`, `--help` and `--version`, and hands the rest over. */
import { type Locale, localeOf, locales, type Message, message, productVersion, render } from '#service/index.ts';
import { type CommandName, commandRows, commonOptions } from './arguments.ts';
import { explain } from './commands/explain.ts';
import { exportManifest } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { listKeys } from './commands/keys.ts';
import { lint } from './commands/lint.ts';
import { listRules } from './commands/rules.ts';
import { writeSheet } from './commands/sheet.ts';
import { commandHelp, programHelp } from './help.ts';
import { type ExitCode, exitCodes, type Io } from './io.ts';
import { type OperationName, operationRows } from './operation-rows.ts';
import { type ParsedArguments, parseArguments } from './parse-arguments.ts';
import { texts } from './texts.ts';

type Command = (args: ParsedArguments, io: Io, locale: Locale) => Promise<ExitCode>;

/** Carries out what reaches hosts; it comes from outside, because the client has the means. */
export type Operate = (name: OperationName, args: ParsedArguments, io: Io, locale: Locale) => Promise<ExitCode>;

const commands: { readonly [C in Exclude<CommandName, OperationName>]: Command } = {
  lint,
  explain,
  rules: listRules,
  keys: listKeys,
  import: importFile,
  export: exportManifest,
  sheet: writeSheet,
};

export async function run(args: readonly string[], io: Io, operate: Operate): Promise<ExitCode> {
  const { name, asksHelp } = findCommand(args);
  const row = commandRows.find((candidate) => candidate.name === name);
  const parsed = parseArguments(args, [...(row?.options ?? []), ...commonOptions]);
  const locale = chooseLocale(parsed, io);

  if (parsed.switches.has('version')) return show(io, `${productVersion}\n`);
  if (name !== undefined && row === undefined) {
    const known = commandRows.map((candidate) => candidate.name).join(', ');
    return refuse(io, locale, [message(texts.unknownCommand, { command: name, commands: known })]);
  }
  if (asksHelp || parsed.switches.has('help')) return show(io, row === undefined ? programHelp(locale) : commandHelp(row, locale));
  if (parsed.problems.length > 0) return refuse(io, locale, parsed.problems);
  if (row !== undefined) {
    const given = { ...parsed, operands: parsed.operands.slice(1) };
    return isOperation(row.name) ? operate(row.name, given, io, locale) : commands[row.name](given, io, locale);
  }
  io.stderr.write(programHelp(locale));
  return exitCodes.cannotRun;
}

function isOperation(name: CommandName): name is OperationName {
  return operationRows.some((row) => row.name === name);
}

/** The first operand, wherever options stand; all options are known here, so that none's value is taken for it. */
function findCommand(args: readonly string[]): { readonly name: string | undefined; readonly asksHelp: boolean } {
  const { operands } = parseArguments(args, [...commandRows.flatMap(({ options }) => options), ...commonOptions]);
  const asksHelp = operands[0] === 'help';
  return { name: operands[asksHelp ? 1 : 0], asksHelp };
}

function show(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return exitCodes.fine;
}

function refuse(io: Io, locale: Locale, problems: readonly Message[]): ExitCode {
  io.stderr.write(problems.map((problem) => `${render(problem, locale)}\n`).join(''));
  return exitCodes.cannotRun;
}

/** `--locale`, else the environment in the order of POSIX, where an empty variable counts as unset. */
function chooseLocale({ values }: ParsedArguments, { env }: Io): Locale {
  const named = locales.find((locale) => locale === values.get('locale'));
  return named ?? localeOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
}
