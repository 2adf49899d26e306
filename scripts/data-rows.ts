/** From rows of data and their schema to source code; shared by the generators of such lists. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { root } from './generate.ts';

export async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as T;
}

/** The TypeScript type of a row. */
export async function rowTypes(schema: JSONSchema, name: string): Promise<string> {
  const source = await compile(withoutWordsOfReferences(schema) as JSONSchema, name, {
    additionalProperties: false,
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    style: { printWidth: 140, singleQuote: true },
  });
  return `${source.trim().replace(/^( *)(\w+\??: |\[k: string\]: )(.*?)(\[\])?;$/gm, readonlyProperty)}\n`;
}

/** A reference with a description of its own would become a type of its own: Text1, Text2 and so on. */
function withoutWordsOfReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWordsOfReferences);
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) return { $ref: value.$ref };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutWordsOfReferences(inner)]));
}

function readonlyProperty(_line: string, indent: string, name: string, type: string, array: string | undefined): string {
  return `${indent}readonly ${name}${array ? 'readonly ' : ''}${type}${array ?? ''};`;
}

/** JSON as a literal for `JSON.parse`. Single quotes, because JSON is full of double ones that would each need a backslash. */
export function jsonLiteral(value: unknown): string {
  const json = JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `'${json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}
