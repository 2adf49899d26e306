/**
 * From the manifest's JSON schema: its TypeScript types, a validator that needs neither ajv nor `eval` at run time,
 * and the schema as data for completion and hover.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

const kind = 'hosting-manifest';
const schemaPath = `schemas/${kind}.schema.json`;
const target = `server/src/service/generated/${kind}`;
const head = generatedHead('manifest-schema.ts');

/** Our own annotations; any other unknown word in a schema is a mistake that stops the generator. */
const annotations = ['x-title-fr', 'x-description-fr', 'x-expected', 'x-expected-fr', 'x-reference', 'x-values', 'x-enum', 'x-enum-fr'];

export type Json = Record<string, unknown>;

export async function generate(): Promise<readonly GeneratedFile[]> {
  const schema = JSON.parse(await readFile(path.join(root, schemaPath), 'utf8')) as Json;
  return [
    { path: `${target}.types.ts`, content: `${head}\n\n${await types(schema)}` },
    { path: `${target}.validate.js`, content: `${head}\n${await validator(schema)}` },
    { path: `${target}.validate.d.ts`, content: `${head}\n${validatorTypes}` },
    { path: `${target}.schema.ts`, content: `${head}\n${schemaModule('hostingManifestSchema', schema)}` },
  ];
}

async function types(schema: Json): Promise<string> {
  const source = await compile(withoutInnerTitles(schema) as JSONSchema, 'HostingManifest', {
    additionalProperties: false,
    bannerComment: '',
    // On one line each, because `readonlyProperty` reads line by line.
    style: { printWidth: 1000, singleQuote: true },
    ignoreMinAndMaxItems: true,
    unknownAny: true,
  });
  return `${source.trim().replace(/^( *)("?\w+"?\??: )(.*?)(\[\])?;?$/gm, readonlyProperty)}\n`;
}

function readonlyProperty(_line: string, indent: string, name: string, type: string, array: string | undefined): string {
  return `${indent}readonly ${name}${array ? 'readonly ' : ''}${type}${array ?? ''};`;
}

/**
 * A title below the root would name a type of its own for each field, and so would words beside a `$ref`; there the names
 * of `$defs` are the better ones. Which fields go together is for the validator to say.
 */
function withoutInnerTitles(schema: Json): Json {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    if ('$ref' in value) return { $ref: value.$ref };
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, inner]) => !(key === 'title' && typeof inner === 'string') && key !== 'allOf' && key !== 'dependentSchemas')
        .map(([key, inner]) => [key, strip(inner)]),
    );
  };
  return { ...(strip(schema) as Json), title: schema['title'] };
}

const ajvOptions: Options = {
  allErrors: true,
  strict: true,
  strictRequired: false,
  verbose: false,
  messages: false,
  // A definition that is used ten times would stand ten times in the output.
  inlineRefs: false,
  code: { source: true, esm: true, lines: true },
};

/** A module without ajv and `eval` that exports `validate`. */
export async function validator(schema: Json): Promise<string> {
  new Ajv2020({ ...ajvOptions, keywords: annotations }).compile(schema);
  const ajv = new Ajv2020(ajvOptions);
  const source = standalone.default(ajv, ajv.compile(withoutWords(schema))).replace(/^export default .*$/m, '');
  // ajv writes ESM that still calls `require` for its small helpers, which no plain ES module has; bundling inlines them.
  const bundle = await build({
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2022',
    minifySyntax: true,
    legalComments: 'none',
    write: false,
  });
  return withPatternsOnce((bundle.outputFiles[0]?.text ?? '').replace(/^ *\w+\.code = 'require\(.*\n/gm, ''));
}

/** ajv writes each pattern again where it may be told that it does not hold. Only a slash is otherwise in `source`. */
function withPatternsOnce(source: string): string {
  return [...source.matchAll(/(\w+) = new RegExp\(("[^/]*?(?<!\\)"), "u"\)/g)].reduce(
    (text, [, name, literal]) => text.replaceAll(`params: { pattern: ${literal} }`, `params: { pattern: ${name}.source }`),
    source,
  );
}

/** ajv copies whole subschemas into its output; what only people read would be most of the file. */
function withoutWords(schema: Json): Json {
  const words = new Set([...annotations, 'title', 'description', 'default', 'examples']);
  const strip = (value: unknown, names: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item, false));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => names || !words.has(key));
    return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner, !names && holdsNames.has(key))]));
  };
  return strip(schema, false) as Json;
}

/** Keywords whose object has names of the user's as keys, not keywords. */
const holdsNames = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

export const validatorTypes = `import type { Validate } from '../yaml/schema-document.ts';

export const validate: Validate;
`;

/** As a string to parse: engines read JSON faster than a literal, and the compiler need not type it. */
export function schemaModule(name: string, schema: Json): string {
  return `import type { SchemaNode } from '../yaml/schema-walk.ts';

export const ${name}: SchemaNode = JSON.parse(
  ${JSON.stringify(JSON.stringify(schema))},
) as SchemaNode;
`;
}
