import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { hostingManifestSchema as schema } from '../../../server/src/service/generated/hosting-manifest.schema.ts';
import { validate } from '../../../server/src/service/generated/hosting-manifest.validate.js';
import type { SchemaNode } from '../../../server/src/service/yaml/schema-walk.ts';

/** Every field and definition with its path. */
function nodes(node: SchemaNode, path: string): readonly (readonly [string, SchemaNode])[] {
  const below = { ...node.properties, ...node.$defs };
  return [[path, node], ...Object.entries(below).flatMap(([name, child]) => nodes(child, `${path}/${name}`))];
}

/** Each either has a sentence in the rule manifest-schema-violation or needs none. */
const knownKeywords = new Set(
  `$schema $id $defs title x-title-fr description x-description-fr x-expected x-expected-fr x-reference x-values
  type const enum default examples properties required items additionalProperties pattern minimum maximum maxLength
  minProperties dependentSchemas`.split(/\s+/),
);

for (const [path, node] of nodes(schema, '')) {
  if (node.$ref !== undefined) continue;
  test(`schema ${path || '/'} is described in both languages`, () => {
    for (const key of ['title', 'x-title-fr', 'description', 'x-description-fr'] as const) assert.ok(node[key]?.trim(), key);
    assert.notEqual(node.description, node['x-description-fr']);
    assert.equal(node['x-expected'] === undefined, node['x-expected-fr'] === undefined);
    assert.equal((node as { pattern?: string }).pattern === undefined, node['x-expected'] === undefined, 'a pattern is put in words');
    for (const key of Object.keys(node)) assert.ok(knownKeywords.has(key), `${key} has no message of its own in schema-errors.ts`);
  });
}

test('examples of fields fit the schema', () => {
  for (const list of ['Host', 'Instance'] as const) {
    for (const [name, field] of Object.entries(schema.$defs?.[list]?.properties ?? {})) {
      for (const example of field.examples ?? []) {
        const item = { name: 'a', address: 'a', host: 'a', [name]: example };
        const { address, host, ...rest } = item;
        const manifest = list === 'Host' ? { hosts: [{ ...rest, address }] } : { instances: [{ ...rest, host }] };
        assert.ok(validate({ version: 1, ...manifest }), `${name}: ${JSON.stringify([example, validate.errors])}`);
      }
    }
  }
});

test('the validator stands alone', async () => {
  const source = await readFile(new URL('../../../server/src/service/generated/hosting-manifest.validate.js', import.meta.url), 'utf8');
  assert.doesNotMatch(source, /\brequire\(|\beval\(|new Function|^import /m);
});
