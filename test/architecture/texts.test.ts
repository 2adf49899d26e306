/** Both languages say the same: complete, with the same arguments, and really translated. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locales } from '@dhis2-hosting/server/service';
import { allTexts, textsOfJson, textsOfSource } from '../../scripts/generators/texts.ts';

/** Names, and words that both languages share. */
const sameOnPurpose: ReadonlySet<string> = new Set([
  '1 minute',
  'Audit',
  'Audits',
  'Contact',
  'DHIS2 Hosting',
  'DHIS2 {version}',
  'Date',
  'Description',
  'Document',
  'Documents',
  'Instance',
  'Instances',
  'Maintenance',
  'Mode',
  'Options',
  'Organisation',
  'Port',
  'Redis',
  'SHA-256',
  'SHA-512',
  'Secret',
  'Sessions',
  'Site',
  'Sites',
  'Source',
  'TLS',
  'Tracker',
  'Type',
  'URL',
  'dhis.conf',
  'effective_cache_size',
  'maintenance_work_mem',
  'max_connections',
  'minutes',
  'port',
  'port {port}',
  'secret',
  'shared_buffers',
  'work_mem',
  '{hours} h {minutes} min',
  '{n} min',
  '{n} minutes',
  '{n} ms',
]);

/** Nothing but names, numbers and signs: there is no word to translate. */
const isWordless = (text: string) => !/\p{L}{2}/u.test(text.replace(/\{\w+\}|\$\{[^}]*\}|`[^`]*`/g, ''));

/** `${...}` of a template in the source is code, not an argument. */
const argumentsOf = (text: string) => [...new Set(text.replace(/\$\{[^}]*\}/g, '').match(/\{\w+\}/g))].sort();

/** What is not prose: code, links, quotations in another language, and lines of YAML. */
const prose = (text: string) => text.replace(/`[^`]*`|\[[^\]]*\]\([^)]*\)|« [^»]* »|\{[^}]*\}/g, '').replace(/^[ \-#]*\w+:/gm, '');

describe('texts of the product', async () => {
  const texts = await allTexts();

  test('there are texts of every layer', () => {
    for (const layer of ['manifest/', 'schemas/', 'service/', 'cli/', 'lsp/', 'operations/', 'vscode/']) {
      assert.ok(
        texts.some(({ id }) => id.startsWith(layer)),
        `no text of ${layer}`,
      );
    }
  });

  test('every id is there once', () => {
    const ids = texts.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, place) => ids.indexOf(id) !== place),
      [],
    );
  });

  test('no text is empty', () => {
    assert.deepEqual(
      texts.filter((text) => locales.some((locale) => text[locale].trim() === '')).map(({ id }) => id),
      [],
    );
  });

  test('both languages have the same arguments', () => {
    const different = texts.filter(({ en, fr }) => argumentsOf(en).join() !== argumentsOf(fr).join());
    assert.deepEqual(
      different.map(({ id }) => id),
      [],
    );
  });

  test('French is not English, but for the words named here', () => {
    const same = new Set(texts.filter(({ en, fr }) => en === fr && !isWordless(en)).map(({ en }) => en));
    assert.deepEqual(
      [...same].filter((text) => !sameOnPurpose.has(text)),
      [],
    );
    assert.deepEqual(
      [...sameOnPurpose].filter((text) => !same.has(text)),
      [],
      'named here without need',
    );
  });

  test('French puts a blank before a colon, semicolon, question or exclamation mark', () => {
    const wrong = texts.filter(({ fr }) => /\p{L}[;?!](?:\s|$)|\p{L}:\s/u.test(prose(fr)));
    assert.deepEqual(
      wrong.map(({ id, fr }) => `${id}: ${fr}`),
      [],
    );
  });
});

describe('reading texts from a source', () => {
  test('names them by what they belong to', () => {
    const source = `const one: Text = { en: 'a', fr: "b" };\nconst rows = { two: { en: \`it's\`, fr: 'c\\'est' + ' ça' } };`;
    assert.deepEqual(textsOfSource(source, 'server/src/cli/x.ts'), [
      { id: 'cli/x.one', en: 'a', fr: 'b' },
      { id: 'cli/x.two', en: "it's", fr: "c'est ça" },
    ]);
  });

  test('does not pass over a text without French', () => {
    assert.throws(() => textsOfSource(`const one = { en: 'a' };`, 'server/src/cli/x.ts'), /not written as/);
  });

  test('takes both forms of a data file', () => {
    const rows = [{ key: 'a.b', description: { en: 'x', fr: 'y' } }];
    assert.deepEqual(textsOfJson(rows, 'f'), [{ id: 'f.a.b.description', en: 'x', fr: 'y' }]);
    assert.deepEqual(textsOfJson({ title: 'x', 'x-title-fr': 'y' }, 'f'), [{ id: 'f.title', en: 'x', fr: 'y' }]);
  });
});
