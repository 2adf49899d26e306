/** From the schema of `containers.json` of dhis2-tools-ng: its validator, and the schema as data for completion and hover. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';
import { type Json, schemaModule, validator, validatorTypes } from './manifest-schema.ts';

const kind = 'tools-ng-containers';
const target = `server/src/service/generated/${kind}`;
const head = generatedHead('tools-ng-schema.ts');

export async function generate(): Promise<readonly GeneratedFile[]> {
  const schema = JSON.parse(await readFile(path.join(root, `schemas/${kind}.schema.json`), 'utf8')) as Json;
  return [
    { path: `${target}.validate.js`, content: `${head}\n${await validator(schema)}` },
    { path: `${target}.validate.d.ts`, content: `${head}\n${validatorTypes}` },
    { path: `${target}.schema.ts`, content: `${head}\n${schemaModule('toolsNgContainersSchema', schema)}` },
  ];
}
