import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { reparse } from '../../../server/src/service/properties/reparse.ts';

const pieces = [
  'a',
  'key',
  ' = ',
  '=',
  ':',
  '\\',
  '\\\\',
  '\\u',
  '\\u00e9',
  '\\uzz',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '#',
  '# note\n',
  '!',
  ' ',
  '\t',
  '\ufeff',
  'é',
  'value\n',
  'x=1\n',
  'y : 2\\\n  more\n',
  '\\\n',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

/** The tree as plain values, so that trees made in two ways can be compared. */
const plain = (file: ReturnType<typeof parseProperties>) => ({
  entries: file.entries.map(({ span, key, separator, value }) => ({ span, key, separator, value })),
  comments: file.comments.map(({ span }) => span),
  errors: file.errors,
  byteOrderMark: file.byteOrderMark,
});

function assertSame(before: string, after: string): void {
  const reparsed = reparse({ text: before, file: parseProperties(before) }, after);
  assert.deepEqual(plain(reparsed.file), plain(parseProperties(after)));
}

describe('reparse', () => {
  test('any text after any other', () => {
    fc.assert(fc.property(text, text, assertSame), { numRuns: 3000 });
  });

  test('one edit in a text, again and again', () => {
    const edit = fc.record({ at: fc.nat(200), remove: fc.nat(4), insert: fc.constantFrom('', ...pieces) });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 12 }), (start, edits) => {
        let current = { text: start, file: parseProperties(start) };
        for (const { at, remove, insert } of edits) {
          const place = Math.min(at, current.text.length);
          const next = current.text.slice(0, place) + insert + current.text.slice(place + remove);
          current = reparse(current, next);
          assert.deepEqual(plain(current.file), plain(parseProperties(next)));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('long texts, compared in blocks', () => {
    const long = Array.from({ length: 900 }, (_, i) => `key.${i} = ${i}\n`).join('');
    for (const at of [0, 1, 4095, 4096, 4097, 8192, long.length - 4097, long.length - 4096, long.length - 1, long.length]) {
      for (const insert of ['x', '\n', '# ', '\\']) assertSame(long, long.slice(0, at) + insert + long.slice(at));
      assertSame(long, long.slice(0, at) + long.slice(at + 3));
    }
  });

  test('entries around an edit are kept', () => {
    const before = 'a = 1\nb = 2\nc = 3\nd = 4\n';
    const file = parseProperties(before);
    const { from, entries, file: after } = reparse({ text: before, file }, 'a = 1\nb = 2\nc = 33\nd = 4\n');
    assert.deepEqual([from, entries.place, entries.replaced, entries.read], [11, 2, [file.entries[2]], [after.entries[2]]]);
    assert.equal(after.entries[0], file.entries[0]);
    assert.equal(after.entries[3], file.entries[3]);
  });
});
