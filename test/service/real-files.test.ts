/**
 * Files as they are met in the wild, each written anew after a public one, with the findings that somebody who runs
 * DHIS2 servers would agree with. The table in expected.json is judged by hand: it is not to be written by the rules.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { defaultSettings } from '@dhis2-hosting/server/service';
import { asSaved } from '../../server/src/cli/as-saved.ts';
import { decodeBytes } from '../../server/src/cli/encoding.ts';
import { confDocument, testService } from '../support/service.ts';

/** Number of the line from 1, and the rule. */
type Expected = { readonly [file: string]: readonly { readonly line: number; readonly rule: string }[] };

const folder = path.join(import.meta.dirname, '../fixtures/real');
const read = (name: string) => readFileSync(path.join(folder, name));
const expected = JSON.parse(read('expected.json').toString('utf8')) as Expected;
const names = readdirSync(folder).filter((name) => name.endsWith('.conf'));

const inOrder = (rows: Expected[string]) => rows.map(({ line, rule }) => `${line} ${rule}`).sort();

describe('files as they are met in the wild', () => {
  test('each is judged', () => assert.deepEqual(names.toSorted(), Object.keys(expected).sort()));

  test('encodings and line ends are kept', () => {
    assert.equal(read('windows-district.conf').subarray(0, 3).toString('hex'), 'efbbbf');
    assert.match(read('windows-district.conf').toString('utf8'), /\r\n/);
    assert.ok(read('country-latin.conf').includes(0xe8));
  });

  for (const name of names) {
    test(name, () => {
      const { text, encoding } = decodeBytes(read(name));
      const document = confDocument(text);
      const found = testService(asSaved(defaultSettings, encoding)).findings(document);
      const rows = found.map(({ rule, span }) => ({ line: document.positionAt(span.start).line + 1, rule }));
      assert.deepEqual(inOrder(rows), inOrder(expected[name] ?? []));
    });
  }
});
