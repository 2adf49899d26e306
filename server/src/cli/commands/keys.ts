/** `dhis2-hosting keys`: the catalogue of a release. */
import { catalogue, type KeyRow, keyDocumentation, shortType } from '#service/documented.ts';
import { fits, formatVersion, type Locale, type Message, message, newestRelease, parseVersion, render } from '#service/index.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';
import { keyTexts } from '../texts.ts';
import { versionProblem } from '../version-option.ts';

type Version = NonNullable<ReturnType<typeof parseVersion>>;

export async function listKeys({ values, operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const tell = (told: Message) => io.stderr.write(`${render(told, locale)}\n`);
  const [pattern = ''] = operands;
  const given = values.get('dhis2-version') ?? '';
  const wrong = operands.length > 1 ? message(keyTexts.onePattern) : versionProblem(given);
  const version = parseVersion(given === '' ? newestRelease : given);
  if (wrong !== undefined || version === undefined) {
    if (wrong !== undefined) tell(wrong);
    return exitCodes.cannotRun;
  }
  const isThere = (row: KeyRow) => catalogue.availability(row, version).kind === 'available';
  const exact = catalogue.lookup(pattern)?.row;
  const rows = exact !== undefined && isThere(exact) ? [exact] : catalogue.rows.filter((row) => isThere(row) && isWanted(row.key, pattern));
  if (rows.length === 0) tell(nothingFits(pattern, version));
  const isJson = values.get('format') === 'json';
  io.stdout.write(isJson ? json(rows, version, locale) : text(rows, exact, version, locale));
  return rows.length === 0 ? exitCodes.findings : exitCodes.fine;
}

function isWanted(key: string, pattern: string): boolean {
  return pattern.includes('*') ? fits(key, pattern) : key.includes(pattern);
}

function nothingFits(pattern: string, version: Version): Message {
  const candidates = catalogue.near(pattern, version);
  const args = { pattern, version: formatVersion(version) };
  if (candidates.length === 0) return message(keyTexts.none, args);
  return message(keyTexts.noneNear, { ...args, near: candidates.map((key) => `\`${key}\``).join(', ') });
}

function json(rows: readonly KeyRow[], version: Version, locale: Locale): string {
  const data = rows.map((row) => ({
    key: row.key,
    group: row.group,
    type: row.type,
    unit: row.unit,
    default: catalogue.defaultOf(row, version),
    values: catalogue.valuesOf(row, version),
    min: row.min,
    max: row.max,
    secret: row.secret,
    since: row.since,
    deprecatedSince: row.deprecatedSince,
    renamedTo: row.renamedTo,
    description: row.description[locale],
    source: row.source,
  }));
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function text(rows: readonly KeyRow[], exact: KeyRow | undefined, version: Version, locale: Locale): string {
  const [only] = rows;
  if (only !== undefined && only === exact) return `${only.key}\n\n${keyDocumentation(only, version, locale)}\n`;
  return rows
    .map((row) => {
      const value = catalogue.defaultOf(row, version);
      const line = value === undefined || value === '' ? row.key : `${row.key} = ${value}`;
      return `${line}\n    ${row.description[locale]} [${shortType(row, locale)}]\n`;
    })
    .join('');
}
