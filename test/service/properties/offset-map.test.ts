import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sourceSpan } from '../../../server/src/service/properties/offset-map.ts';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { fixedRuns, propertiesText } from './arbitrary-properties.ts';

describe('sourceSpan', () => {
  const cases: readonly (readonly [name: string, value: string, part: string, source: string])[] = [
    ['plain', 'postgresql', 'gres', 'gres'],
    ['behind a continuation', 'one,\\\n    two,three', 'two', 'two'],
    ['over a continuation', 'one,\\\n    two,three', 'e,tw', 'e,\\\n    tw'],
    ['up to a continuation, without it', 'one,\\\n    two', 'one,', 'one,'],
    ['an escape as a whole', 'a\\tb', '\t', '\\t'],
    ['behind escapes', 'C:\\\\users\\\\dhis', 'dhis', 'dhis'],
    ['a unicode escape over two lines', 'x\\u00\\\n41y', 'A', '\\u00\\\n41'],
    ['a part of a malformed escape is the whole of it', 'C:\\u12', '1', '\\u12'],
    ['over CRLF', 'a\\\r\n\tb c', 'b', 'b'],
  ];
  for (const [name, source, part, expected] of cases) {
    test(name, () => {
      const text = `# first\nkey = ${source}\nlast=1`;
      const value = parseProperties(text).entries[0]?.value;
      assert.ok(value);
      const start = value.cooked.indexOf(part);
      assert.ok(start >= 0);
      const span = sourceSpan(text, value, start, start + part.length);
      assert.equal(text.slice(span.start, span.end), expected);
    });
  }

  test('an empty range at both ends, and ranges outside', () => {
    const text = 'a=\\tb\\\n';
    const value = parseProperties(text).entries[0]?.value;
    assert.ok(value);
    assert.deepEqual(sourceSpan(text, value, 0, 0), { start: 2, end: 2 });
    assert.deepEqual(sourceSpan(text, value, 2, 2), { start: 5, end: 5 });
    assert.deepEqual(sourceSpan(text, value, -5, 99), { start: 2, end: 5 });
    assert.deepEqual(sourceSpan(text, value, 9, 3), { start: 5, end: 5 });
  });

  test('any text: the parts lie one behind the other inside the value, and each alone is read as its character', () => {
    fc.assert(
      fc.property(propertiesText, (text) => {
        for (const property of parseProperties(text).entries.flatMap(({ key, value }) => [key, value])) {
          let before = { start: property.span.start, end: property.span.start };
          for (let at = 0; at < property.cooked.length; at++) {
            const span = sourceSpan(text, property, at, at + 1);
            const same = span.start === before.start && span.end === before.end;
            assert.ok(same || before.end <= span.start, 'in order');
            assert.ok(span.start < span.end && span.end <= property.span.end, 'inside');
            if (!same) assert.equal(readAlone(text.slice(span.start, span.end))[0], property.cooked[at]);
            before = span;
          }
        }
      }),
      fixedRuns,
    );
  });
});

/** Behind a letter, so that nothing is taken for a separator or for blanks before the value. */
function readAlone(part: string): string {
  const value = parseProperties(`key=a${part}`).entries[0]?.value.cooked;
  assert.ok(value);
  return value.slice(1);
}
