import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { hostingManifestSchema as schema } from '../../../server/src/service/generated/hosting-manifest.schema.ts';
import { validate } from '../../../server/src/service/generated/hosting-manifest.validate.js';
import { itemLists } from '../../../server/src/service/manifest/item-lists.ts';
import type { SchemaNode } from '../../../server/src/service/yaml/schema-walk.ts';

/** Every field and definition with its path. */
function nodes(node: SchemaNode, path: string): readonly (readonly [string, SchemaNode])[] {
  const below = { ...node.properties, ...node.$defs };
  return [[path, node], ...Object.entries(below).flatMap(([name, child]) => nodes(child, `${path}/${name}`))];
}

/** Each either has a sentence in the rule manifest-schema-violation or needs none. */
const knownKeywords = new Set(
  `$schema $id $defs title x-title-fr description x-description-fr x-expected x-expected-fr x-reference x-values x-enum x-enum-fr
  type const enum default examples properties required items additionalProperties pattern minimum maximum maxLength
  minProperties minItems uniqueItems allOf dependentSchemas`.split(/\s+/),
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

/** An object of each definition with no more than it must have. */
const leastOf: { readonly [definition: string]: Record<string, unknown> } = {
  Host: { name: 'a', address: 'a' },
  Instance: { name: 'a', host: 'a' },
  Site: { name: 'a', kind: 'iaas' },
  Database: { name: 'a', host: 'a' },
  Proxy: { name: 'a', host: 'a', kind: 'nginx', serverNames: ['a.example.org'] },
  Backup: { name: 'a', instances: ['a'], schedule: '0 2 * * *' },
  Service: { name: 'a', host: 'a' },
  TeamMember: { name: 'a' },
  Support: { provider: 'a' },
};
const listOf: { readonly [definition: string]: string } = {
  Host: 'hosts',
  Instance: 'instances',
  Site: 'sites',
  Database: 'databases',
  Proxy: 'proxies',
  Backup: 'backups',
  Service: 'services',
  TeamMember: 'team',
  Support: 'support',
};

test('examples of fields fit the schema', () => {
  for (const [definition, least] of Object.entries(leastOf)) {
    for (const [name, field] of Object.entries(schema.$defs?.[definition]?.properties ?? {})) {
      for (const example of field.examples ?? []) {
        const others = name === 'guestKind' ? { guestOf: 'b' } : {};
        const manifest = { version: 1, [listOf[definition] ?? '']: [{ ...least, ...others, [name]: example }] };
        assert.ok(validate(manifest), `${definition}.${name}: ${JSON.stringify([example, validate.errors])}`);
      }
    }
  }
});

test('a day is one of the calendar', () => {
  const fits = (day: string) => validate({ version: 1, instances: [{ name: 'a', host: 'a', lastPatched: day }] });
  for (let at = Date.UTC(1999, 0, 1); at < Date.UTC(2005, 0, 1); at += 24 * 60 * 60 * 1000) {
    const day = new Date(at).toISOString().slice(0, 10);
    assert.ok(fits(day), day);
  }
  for (const day of ['2000-02-29', '2400-02-29', '2028-02-29']) assert.ok(fits(day), day);
  const none = ['2026-02-30', '2026-02-29', '1900-02-29', '2100-02-29', '2026-04-31', '2026-11-31', '2026-13-01', '2026-01-00', '2026-1-1'];
  for (const day of none) assert.ok(!fits(day), day);
});

test('lists of named items are those of the schema', () => {
  const named = Object.entries(schema.properties ?? {}).filter(([name]) => {
    const definition = schema.properties?.[name]?.items?.$ref?.replace('#/$defs/', '') ?? '';
    return schema.$defs?.[definition]?.properties?.['name']?.pattern !== undefined;
  });
  assert.deepEqual(named.map(([name]) => name).sort(), [...itemLists].sort());
});

test('the validator stands alone', async () => {
  const source = await readFile(new URL('../../../server/src/service/generated/hosting-manifest.validate.js', import.meta.url), 'utf8');
  assert.doesNotMatch(source, /\brequire\(|\beval\(|new Function|^import /m);
});
