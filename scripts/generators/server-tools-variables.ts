/** From schemas/server-tools/*.json: the variables of dhis2-server-tools and their type. A row that does not fit its schema stops the generator. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import type { JSONSchema } from 'json-schema-to-typescript';
import type { ServerToolsVariable } from '../../server/src/service/generated/server-tools-variable.types.ts';
import { type VariableGroup, variableGroups } from '../../server/src/service/inventory/variable-groups.ts';
import { jsonLiteral, readJson, rowTypes } from '../data-rows.ts';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

const schemaPath = 'schemas/server-tools-variable.schema.json';
const rowsFolder = 'schemas/server-tools';
const target = 'server/src/service/generated';
const head = generatedHead('server-tools-variables.ts');

export type VariableRows = { readonly group: VariableGroup; readonly rows: readonly ServerToolsVariable[] };

export async function generate(): Promise<readonly GeneratedFile[]> {
  const schema = await readJson<JSONSchema>(schemaPath);
  const rows = (await readVariables()).flatMap((group) => group.rows);
  return [
    { path: `${target}/server-tools-variable.types.ts`, content: `${head}\n\n${await rowTypes(schema, 'ServerToolsVariable')}` },
    { path: `${target}/server-tools-variables.ts`, content: `${head}\n${variableList(rows)}` },
  ];
}

/** Every row, validated, group by group. */
export async function readVariables(): Promise<readonly VariableRows[]> {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile<ServerToolsVariable>(await readJson<SchemaObject>(schemaPath));
  const groups = Object.keys(variableGroups) as VariableGroup[];
  const strange = (await readdir(path.join(root, rowsFolder))).filter((name) => !groups.some((group) => name === `${group}.json`));
  if (strange.length > 0) throw new Error(`${rowsFolder}: no group for ${strange.join(', ')}`);
  const read: VariableRows[] = [];
  for (const group of groups) {
    const rows: ServerToolsVariable[] = [];
    for (const row of await readJson<readonly unknown[]>(`${rowsFolder}/${group}.json`)) {
      if (!validate(row)) throw new Error(`${group}: ${JSON.stringify(validate.errors, undefined, 2)} in ${JSON.stringify(row)}`);
      rows.push(row);
    }
    read.push({ group, rows });
  }
  refuse(read.flatMap(({ rows }) => rows));
  return read;
}

function refuse(rows: readonly ServerToolsVariable[]): void {
  const names = new Set(rows.map(({ name }) => name));
  if (names.size < rows.length) throw new Error(`${rowsFolder}: a variable is there twice`);
  const lost = rows.find(({ replacedBy }) => replacedBy !== undefined && !names.has(replacedBy));
  if (lost !== undefined) throw new Error(`${rowsFolder}: ${lost.name} is replaced by a variable that is not there`);
}

/** Where a fact comes from stands on the page; the server need not carry it. */
function variableList(rows: readonly ServerToolsVariable[]): string {
  const carried = rows.map(({ source: _source, ...row }) => row);
  return `import type { ServerToolsVariable } from './server-tools-variable.types.ts';

export const serverToolsVariables: readonly Omit<ServerToolsVariable, 'source'>[] = JSON.parse(
  ${jsonLiteral(carried)},
) as readonly Omit<ServerToolsVariable, 'source'>[];
`;
}
