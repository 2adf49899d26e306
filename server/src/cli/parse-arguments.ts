/** Arguments to values, by the table. What is wrong comes back as a message, never as an exception of the parser. */
import { parseArgs } from 'node:util';
import { type Message, message } from '#service/index.ts';
import type { OptionRow } from './arguments.ts';
import { texts } from './texts.ts';

export type ParsedArguments = {
  /** Values of the options that take one, defaults filled in. */
  readonly values: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
  readonly operands: readonly string[];
  readonly problems: readonly Message[];
};

/** `strict` stays off because the parser's own messages exist in one language only. */
export function parseArguments(args: readonly string[], rows: readonly OptionRow[]): ParsedArguments {
  const options = Object.fromEntries(
    rows.map((row) => [
      row.name,
      {
        type: row.value === undefined ? ('boolean' as const) : ('string' as const),
        ...(row.short === undefined ? {} : { short: row.short }),
      },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });

  const values = new Map(rows.flatMap((row) => (row.default === undefined ? [] : [[row.name, row.default]])));
  const switches = new Set<string>();
  const operands: string[] = [];
  const problems: Message[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const row = rows.find(({ name }) => name === token.name);
    const problem = row === undefined ? unknownOption(token.rawName, rows) : valueProblem(row, token.value);
    if (problem !== undefined) problems.push(problem);
    else if (token.value === undefined) switches.add(token.name);
    else values.set(token.name, token.value);
  }
  return { values, switches, operands, problems };
}

function unknownOption(written: string, rows: readonly OptionRow[]): Message {
  return message(texts.unknownOption, { option: written, options: rows.map(({ name }) => `--${name}`).join(', ') });
}

function valueProblem(row: OptionRow, value: string | undefined): Message | undefined {
  const option = `--${row.name}`;
  if (row.value === undefined) return value === undefined ? undefined : message(texts.unexpectedValue, { option });
  if (value === undefined || value === '') return message(texts.missingValue, { option, value: row.value });
  if (row.choices === undefined || row.choices.includes(value)) return undefined;
  return message(texts.wrongChoice, { value, option, choices: row.choices.join(', ') });
}
