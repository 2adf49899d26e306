/** The table from the hosting guide to rules: whole, in both languages, and true of rules, fields and commands. */
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { rules } from '@dhis2-hosting/server/documented';
import { hostingManifestSchema } from '../../server/src/service/generated/hosting-manifest.schema.ts';
import { schemaAt } from '../../server/src/service/yaml/schema-walk.ts';
import { root } from '../support/imports.ts';
import { codeIn, tableRows } from '../support/markdown-table.ts';

/** How many requirements each section of the guide has. */
const sections: { readonly [letter: string]: number } = { A: 6, B: 5, C: 3, D: 9, E: 7, F: 2, G: 8, H: 5, I: 17 };

const pages = ['docs/guide-to-rules.md', 'docs/guide-to-rules.fr.md'] as const;

/** `instances[].purpose` as a path of the schema. */
const asPath = (field: string) => field.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), 0] : [step]));

for (const page of pages) {
  describe(page, async () => {
    const text = await readFile(path.join(root, page), 'utf8');
    const rows = (await tableRows(page)).map(([id = '', asks = '', fields = '', named = '', other = '']) => ({
      id,
      asks,
      fields: codeIn(fields),
      rules: codeIn(named),
      other,
    }));

    test('has each requirement once, in order', () => {
      const ids = Object.entries(sections).flatMap(([letter, count]) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`));
      assert.deepEqual(
        rows.map(({ id }) => id),
        ids,
      );
    });

    test('a row says what is asked, and has an answer', () => {
      for (const { id, asks, rules: named, other } of rows) {
        assert.notEqual(asks, '', id);
        assert.ok(named.length > 0 || other !== '', `${id} has neither rule nor anything else`);
      }
    });

    test('fields are fields of the manifest', () => {
      for (const { id, fields } of rows) {
        for (const field of fields) assert.ok(schemaAt(hostingManifestSchema, asPath(field)), `${id} names the field ${field}`);
      }
    });

    test('rules exist, and so do the pages that links lead to', async () => {
      const known = new Set(rules.map(({ id }) => id));
      for (const { id, rules: named } of rows) for (const rule of named) assert.ok(known.has(rule), `${id} names the rule ${rule}`);
      for (const [, label, link = ''] of text.matchAll(/\[`([^`]+)`\]\(([^)]+)\)/g)) {
        assert.equal(link, `rules/${label}${page.endsWith('.fr.md') ? '.fr.md' : '.md'}`);
        await access(path.join(root, 'docs', link));
      }
    });

    test('every rule about manifests is named', () => {
      const named = new Set([...text.matchAll(/\(rules\/([\w-]+)\./g)].map(([, rule]) => rule));
      const missing = rules.filter(({ language, id }) => language === 'hosting-manifest' && !named.has(id)).map(({ id }) => id);
      assert.deepEqual(missing, [], `give them a row in ${page}`);
    });

    test('commands exist', async () => {
      const commands = await readFile(path.join(root, 'docs/commands.md'), 'utf8');
      const cli = await readFile(path.join(root, 'docs/cli.md'), 'utf8');
      for (const { id, other } of rows) {
        for (const code of codeIn(other)) {
          if (code.startsWith('dhis2Hosting.')) assert.ok(commands.includes(`\`${code}\``), `${id} names the command ${code}`);
          if (code.startsWith('dhis2-hosting ')) assert.ok(cli.includes(`## ${code.slice(14)}`), `${id} names ${code}`);
        }
      }
    });
  });
}

test('both languages name the same fields and rules in each row', async () => {
  const [english, french] = await Promise.all(pages.map(tableRows));
  const facts = (rows: readonly (readonly string[])[] | undefined) =>
    rows?.map(([id, , fields = '', named = '']) => [id, fields, codeIn(named)]);
  assert.deepEqual(facts(french), facts(english));
});
