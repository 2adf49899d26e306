/**
 * From schemas/dhis-conf/*.json: the rows as one string to parse, which engines read faster than a literal, and their
 * TypeScript type. A row that does not fit its schema stops the generator.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JSONSchema } from 'json-schema-to-typescript';
import type { DhisConfKey, Text } from '../../server/src/service/generated/dhis-conf-key.types.ts';
import { jsonLiteral, readJson, rowTypes } from '../data-rows.ts';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

const schemaPath = 'schemas/dhis-conf-key.schema.json';
const rowsFolder = 'schemas/dhis-conf';
const unreadPath = 'schemas/dhis-conf-unread-keys.json';
const target = 'server/src/service/generated';
const head = generatedHead('key-list.ts');

export async function generate(): Promise<readonly GeneratedFile[]> {
  const schema = await readJson<JSONSchema>(schemaPath);
  return [
    { path: `${target}/dhis-conf-key.types.ts`, content: `${head}\n\n${await rowTypes(schema, 'DhisConfKey')}` },
    { path: `${target}/key-list.ts`, content: `${head}\n${keyList(await readRows(), await readUnreadKeys())}` },
  ];
}

/** Every row, validated, in the order of the schema's groups and within a group as in its file. */
export async function readRows(): Promise<readonly DhisConfKey[]> {
  const schema = await readJson<{ readonly $defs: { readonly GroupId: { readonly enum: readonly string[] } } }>(schemaPath);
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile<DhisConfKey>(schema);
  const groups = schema.$defs.GroupId.enum;
  await refuseStrangeFiles(groups);
  const rows: DhisConfKey[] = [];
  for (const group of groups) {
    const file = `${rowsFolder}/${group}.json`;
    for (const row of await readJson<readonly unknown[]>(file)) {
      if (!validate(row)) throw new Error(`${file}: ${JSON.stringify(validate.errors, undefined, 2)} in ${JSON.stringify(row)}`);
      if (row.group !== group) throw new Error(`${file}: ${row.key} says it belongs to ${row.group}`);
      rows.push(row);
    }
  }
  refuseDuplicates(rows);
  return rows;
}

export type UnreadRow = {
  readonly key: string;
  readonly seenIn: string;
  readonly fact: Text;
  readonly regex?: string;
  readonly didYouMean?: string;
};

export function readUnreadKeys(): Promise<readonly UnreadRow[]> {
  return readJson(unreadPath);
}

async function refuseStrangeFiles(groups: readonly string[]): Promise<void> {
  const strange = (await readdir(path.join(root, rowsFolder))).filter((name) => !groups.includes(name.replace(/\.json$/, '')));
  if (strange.length > 0) throw new Error(`${rowsFolder}: no group for ${strange.join(', ')}`);
}

function refuseDuplicates(rows: readonly DhisConfKey[]): void {
  const seen = new Set<string>();
  for (const { key } of rows) {
    if (seen.has(key)) throw new Error(`${rowsFolder}: ${key} is there twice`);
    seen.add(key);
  }
}

function keyList(rows: readonly DhisConfKey[], unread: readonly UnreadRow[]): string {
  return `import type { DhisConfKey, Text } from './dhis-conf-key.types.ts';

/** A key that documentation or examples show and no version reads. */
export type UnreadKey = {
  readonly key: string;
  readonly regex?: string;
  readonly seenIn: string;
  readonly fact: Text;
  readonly didYouMean?: string;
};

let rows: readonly DhisConfKey[] | undefined;

export function keyRows(): readonly DhisConfKey[] {
  rows ??= JSON.parse(
    ${jsonLiteral(rows)},
  ) as readonly DhisConfKey[];
  return rows;
}

let unread: readonly UnreadKey[] | undefined;

export function unreadKeys(): readonly UnreadKey[] {
  unread ??= JSON.parse(
    ${jsonLiteral(unread)},
  ) as readonly UnreadKey[];
  return unread;
}
`;
}
