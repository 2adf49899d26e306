/** From schemas/platform/ and schemas/dhis2-releases.json: what runs on what, and until when it gets fixes. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

type Row = { readonly source: string; readonly readOn: string; readonly [field: string]: unknown };

const tables = [
  {
    file: 'dhis2.json',
    name: 'dhis2Releases',
    key: 'release',
    type: [
      'readonly release: string;',
      "readonly servlet: 'javax' | 'jakarta';",
      'readonly java: { readonly least: string; readonly recommended: string };',
      'readonly tomcat: { readonly least: string };',
      'readonly postgresql: { readonly least: string; readonly recommended: string };',
      'readonly extensions: readonly string[];',
      'readonly supportedUntil?: string;',
    ],
  },
  {
    file: 'operating-systems.json',
    name: 'operatingSystems',
    key: 'id',
    type: [
      'readonly id: string;',
      'readonly name: string;',
      'readonly codename: string;',
      'readonly releasedOn: string;',
      'readonly supportedUntil: string;',
      'readonly extendedUntil: string;',
      "readonly extendedBy: 'ubuntu-pro' | 'debian-lts';",
      'readonly java: { readonly default: string; readonly packaged: readonly string[] };',
      'readonly tomcat: readonly string[];',
      'readonly postgresql: string;',
    ],
  },
  {
    file: 'postgresql.json',
    name: 'postgresqlVersions',
    key: 'version',
    type: ['readonly version: string;', 'readonly releasedOn: string;', 'readonly supportedUntil: string;'],
  },
  {
    file: 'tomcat.json',
    name: 'tomcatVersions',
    key: 'version',
    type: ['readonly version: string;', "readonly servlet: 'javax' | 'jakarta';", 'readonly supportedUntil?: string;'],
  },
] as const;

export async function generate(): Promise<readonly GeneratedFile[]> {
  const ends = await endsOfReleases();
  const lines = [generatedHead('platform-tables.ts')];
  for (const { file, name, key, type } of tables) {
    const rows = await rowsOf(file);
    refuse(file, rows, key);
    const known = name === 'dhis2Releases' ? rows.map((row) => withEnd(row, ends)) : rows;
    lines.push('', `export const ${name}: readonly {`, ...type.map((field) => `  ${field}`), '}[] = [');
    lines.push(...known.map(({ source: _source, readOn: _readOn, ...row }) => `  ${JSON.stringify(row)},`), '];');
  }
  return [{ path: 'server/src/service/generated/platform-tables.ts', content: `${lines.join('\n')}\n` }];
}

async function rowsOf(file: string): Promise<readonly Row[]> {
  const { rows } = (await readJson(`platform/${file}`)) as { readonly rows: readonly Row[] };
  return rows;
}

async function endsOfReleases(): Promise<ReadonlyMap<unknown, string | undefined>> {
  const { releases } = (await readJson('dhis2-releases.json')) as {
    readonly releases: readonly { readonly release: string; readonly supportedUntil?: string }[];
  };
  return new Map(releases.map(({ release, supportedUntil }) => [release, supportedUntil]));
}

function withEnd(row: Row, ends: ReadonlyMap<unknown, string | undefined>): Row {
  if (!ends.has(row['release'])) throw new Error(`${String(row['release'])} is not in dhis2-releases.json`);
  const supportedUntil = ends.get(row['release']);
  return supportedUntil === undefined ? row : { ...row, supportedUntil };
}

const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(root, 'schemas', file), 'utf8'));

/** A row without its source, or one whose end lies before its beginning, stops the generator. */
function refuse(file: string, rows: readonly Row[], key: string): void {
  const seen = new Set<unknown>();
  for (const row of rows) {
    const { [key]: name, source, readOn, releasedOn, supportedUntil, extendedUntil } = row;
    if (seen.has(name)) throw new Error(`${file}: ${String(name)} comes twice`);
    seen.add(name);
    if (typeof source !== 'string' || source === '' || !isDay(readOn)) throw new Error(`${file}: ${String(name)} has no source or date`);
    const days = [releasedOn, supportedUntil, extendedUntil].filter((day) => day !== undefined);
    if (!days.every(isDay) || days.some((day, i) => i > 0 && String(days[i - 1]) > String(day)))
      throw new Error(`${file}: days of ${String(name)}`);
  }
}

const isDay = (text: unknown): boolean => typeof text === 'string' && /^20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
