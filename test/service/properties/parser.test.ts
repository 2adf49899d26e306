import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Span } from '../../../server/src/service/findings.ts';
import type { PropertiesFile } from '../../../server/src/service/properties/ast.ts';
import { parseProperties, serverValue } from '../../../server/src/service/properties/parser.ts';
import { fixedRuns, propertiesText } from './arbitrary-properties.ts';
import { type JavaCase, javaTexts } from './java-table.ts';

const pairsOf = (file: PropertiesFile) => file.entries.map(({ key, value }) => [key.cooked, value.cooked]);

describe('parseProperties answers as java.util.Properties does', () => {
  const topics = new Set(javaTexts.map((each) => each.topic));
  test('the table holds rows for the whole of the syntax', () => {
    assert.ok(javaTexts.length >= 800);
    for (let row = 1; row <= 18; row++)
      assert.ok(
        [...topics].some((topic) => topic.startsWith(`2.${row} `)),
        `2.${row}`,
      );
  });
  for (const topic of topics) {
    const cases = javaTexts.filter((each) => each.topic === topic);
    test(`${topic} (${cases.length} texts)`, () => {
      for (const each of cases) assertAsJava(each);
    });
  }
});

function assertAsJava(each: JavaCase & { readonly text: string }): void {
  const file = parseProperties(each.text);
  const about = JSON.stringify(each.text);
  assert.equal(file.errors.length > 0, 'thrown' in each, about);
  if ('pairs' in each) assert.deepEqual(pairsOf(file), each.pairs, about);
}

describe('places', () => {
  const slices = (text: string) => {
    const slice = ({ start, end }: Span) => text.slice(start, end);
    const { entries, comments, errors } = parseProperties(text);
    return {
      entries: entries.map(({ span, key, separator, value }) => [span, key.span, separator, value.span].map(slice)),
      comments: comments.map(({ span }) => slice(span)),
      errors: errors.map(({ span }) => slice(span)),
    };
  };
  const cases: readonly (readonly [name: string, text: string, expected: Partial<ReturnType<typeof slices>>])[] = [
    ['an entry has no blanks before it and no line end', '\n  a = b \r\n', { entries: [['a = b ', 'a', ' = ', 'b ']] }],
    ['a key alone', 'a', { entries: [['a', 'a', '', '']] }],
    [
      'the separator of an empty value reaches to its place',
      'a =  \nb',
      {
        entries: [
          ['a =  ', 'a', ' =  ', ''],
          ['b', 'b', '', ''],
        ],
      },
    ],
    ['continuations around the separator belong to it', 'a\\\n =\\\n b', { entries: [['a\\\n =\\\n b', 'a', '\\\n =\\\n ', 'b']] }],
    ['a continuation inside the key belongs to the key', 'a\\\n b=c', { entries: [['a\\\n b=c', 'a\\\n b', '=', 'c']] }],
    [
      'a continuation followed by nothing belongs to the value',
      'a=b\\\n  \nc',
      {
        entries: [
          ['a=b\\\n  ', 'a', '=', 'b\\\n  '],
          ['c', 'c', '', ''],
        ],
      },
    ],
    ['a backslash at the end of the text belongs to the value', 'a=b\\', { entries: [['a=b\\', 'a', '=', 'b\\']] }],
    ['an entry starts behind a line that holds only a backslash', '\\\n  a=b', { entries: [['a=b', 'a', '=', 'b']] }],
    ['a comment starts at its sign and has no line end', ' # a\\\r\n!b\rc', { comments: ['# a\\', '!b'], entries: [['c', 'c', '', '']] }],
    ['a malformed escape with the digits it has', 'a=\\u12g \\u\nb\\uzz=\\u00e9', { errors: ['\\u12', '\\u', '\\u'] }],
    ['a malformed escape over two lines', 'a=\\u1\\\n 2.', { errors: ['\\u1\\\n 2'] }],
  ];
  for (const [name, text, expected] of cases) {
    test(name, () => {
      const found = slices(text);
      assert.deepEqual({ ...found, ...expected }, found);
    });
  }
});

test('reading goes on behind a malformed escape, which is cooked without its backslash', () => {
  const file = parseProperties('home=C:\\users\\u12\nnext=1');
  assert.deepEqual(pairsOf(file), [
    ['home', 'C:usersu12'],
    ['next', '1'],
  ]);
});

test('a byte order mark is told and stays in the first key', () => {
  const file = parseProperties('\ufeffa=b');
  assert.equal(file.byteOrderMark, true);
  assert.equal(file.entries[0]?.key.cooked, '\ufeffa');
  assert.equal(parseProperties('a=\ufeffb').byteOrderMark, false);
});

describe('serverValue cuts what java.lang.String.trim cuts', () => {
  const cases = [
    ['on  ', 'on'],
    [' \\u0000\\n on\\t\\u001f ', 'on'],
    ['on\u00a0', 'on\u00a0'],
    ['\u2003on', '\u2003on'],
    ['', ''],
    ['\\ \\ ', ''],
    ['a b', 'a b'],
  ] as const;
  for (const [source, expected] of cases) {
    test(JSON.stringify(source), () => {
      const value = parseProperties(`a=${source}`).entries[0]?.value;
      assert.equal(value && serverValue(value), expected);
    });
  }
});

test('any text: no exception, and all places in order, inside the text and complete', () => {
  fc.assert(
    fc.property(propertiesText, (text) => {
      const { entries, comments, errors } = parseProperties(text);
      const parts = [...entries, ...comments].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
      let end = 0;
      for (const { span } of parts) {
        assert.ok(end <= span.start && span.start <= span.end && span.end <= text.length);
        assert.match(text.slice(end, span.start), /^(?:[ \t\f\r\n]|\\[\r\n])*$/);
        end = span.end;
      }
      assert.match(text.slice(end), /^(?:[ \t\f\r\n]|\\[\r\n])*$/);
      for (const { span, key, separator, value } of entries) {
        assert.deepEqual(
          [span.start, key.span.end, separator.end, value.span.end],
          [key.span.start, separator.start, value.span.start, span.end],
        );
      }
      for (const { span } of errors) {
        assert.ok(entries.some(({ key, value }) => [key.span, value.span].some((of) => of.start <= span.start && span.end <= of.end)));
      }
    }),
    fixedRuns,
  );
});
