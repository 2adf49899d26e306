import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { escapeKey, escapeValue, printEntry } from '../../../server/src/service/properties/printer.ts';
import { anyString, fixedRuns } from './arbitrary-properties.ts';

describe('escapes of new text', () => {
  const keys = [
    ['a.b_c-d', 'a.b_c-d'],
    ['#a#', '\\#a#'],
    ['!a!', '\\!a!'],
    ['a b=c:d\\', 'a\\ b\\=c\\:d\\\\'],
    ['\ufeffé€😀\t', '\\ufeff\\u00e9\\u20ac\\ud83d\\ude00\\t'],
  ] as const;
  for (const [key, expected] of keys) test(`key ${JSON.stringify(key)}`, () => assert.equal(escapeKey(key), expected));
  const values = [
    ['jdbc:postgresql://db:5432/dhis?a=b#c', 'jdbc:postgresql://db:5432/dhis?a=b#c'],
    ['#a !b', '#a !b'],
    ['  a b ', '\\  a b '],
    ['=:', '\\=:'],
    ['C:\\users\\é\r\n\f\u007f', 'C:\\\\users\\\\\\u00e9\\r\\n\\f\\u007f'],
  ] as const;
  for (const [value, expected] of values) test(`value ${JSON.stringify(value)}`, () => assert.equal(escapeValue(value), expected));

  test('printEntry', () => assert.equal(printEntry('connection.password', 'a\\b'), 'connection.password = a\\\\b'));

  test('what is written is read back, behind every separator, and is ASCII', () => {
    fc.assert(
      fc.property(anyString, anyString, fc.constantFrom('=', ':', ' ', '\t', ' = ', ' : '), (key, value, separator) => {
        // Without a key there is nothing that a blank could end.
        fc.pre(key !== '' || separator.trim() !== '');
        const text = `${escapeKey(key)}${separator}${escapeValue(value)}\nnext=1`;
        const { entries, comments, errors } = parseProperties(text);
        assert.match(text, /^[\n -~\t]*$/);
        assert.deepEqual([comments, errors], [[], []]);
        assert.deepEqual(
          entries.map((entry) => [entry.key.cooked, entry.value.cooked]),
          [
            [key, value],
            ['next', '1'],
          ],
        );
      }),
      fixedRuns,
    );
  });
});
