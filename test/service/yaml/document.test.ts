import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseYaml } from '../../../server/src/service/yaml/parse.ts';
import { nodeAt } from '../../../server/src/service/yaml/path-at.ts';
import { placeByIndent } from '../../../server/src/service/yaml/place-by-indent.ts';
import { scalarText } from '../../../server/src/service/yaml/scalar-text.ts';
import { cursor } from '../../support/markers.ts';

const problems = (text: string) =>
  parseYaml(text).parts.flatMap((part) => part.problems.map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`));

describe('syntax problems', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a: 1\nb:\n  - c\n', []],
    ['a: !vault x\n', []],
    ['a: "x\nb: 1\nc: 2\n', ['unclosedQuote "x']],
    ["a: 'x\nb: 1\n", ["unclosedQuote 'x"]],
    ['a: "x\n  y"\nb: 1\n', []],
    ['a: [1, 2\nb: 3\nc: 4\n', ['unclosedBracket [']],
    ['a: {\n  b: 1\nc: 2\n', ['unclosedBracket {']],
    ['a: [b, {c: d]\n', ['unclosedBracket {']],
    ['a:\n    b: 1\n  c: 2\n', ['indentation   ']],
    ['a:\n\t- b\n', ['tab \t']],
    ['a: *b\n', ['alias *b']],
    ['a: &x [*x]\n', ['alias *x']],
    ['a: 1\nb: 1\na: 2\n', ['duplicateField a']],
    ['a: {b: 1, b: 2}\n', ['duplicateField b']],
    ['a: 1\n---\na: 2\n', []],
    ['a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', ['conflictMark <<<<<<< HEAD']],
    ['a: |\n  <<<<<<<<<< not a mark\n', []],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.deepEqual(problems(text), expected));

  test('what merge keys bring yields to own fields and to the first source', () => {
    const [part] = parseYaml('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\n').parts;
    assert.deepEqual(part?.data, { a: { x: 1, y: 1 }, b: { y: 2, z: 2 }, c: { x: 3, y: 1, z: 2 } });
  });

  test('a field named __proto__ is data', () => {
    const [part] = parseYaml('__proto__: {x: 1}\n').parts;
    assert.deepEqual(Object.keys(part?.data as object), ['__proto__']);
    assert.equal(({} as { x?: number }).x, undefined);
  });
});

describe('node under an offset', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['a: |x', 'a value x'],
    ['|a: x', 'a key a'],
    ['l:\n  - a: 1\n  - b: |2\n', 'l.1.b value 2'],
    ['l: [{a: 1}, {b|: 2}]\n', 'l.1.b key b'],
    ['a: x\n|\n', undefined],
    ['a: &n x\nb: |*n\n', undefined],
  ];
  for (const [marked, expected] of cases) {
    test(JSON.stringify(marked), () => {
      const { text, offset } = cursor(marked);
      const [part] = parseYaml(text).parts;
      const found = part === undefined ? undefined : nodeAt(part.yaml, offset);
      assert.equal(found && `${found.path.join('.')} ${found.part} ${text.slice(found.span.start, found.span.end)}`, expected);
    });
  }
});

describe('place by columns', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['|', 'open : '],
    ['a|', 'open : a'],
    ['a: |b', 'value a: b'],
    ['a: b| # c', 'value a: b'],
    ['a:\n  b:\n    - |c', 'open a.b.0: c'],
    ['a:\n- b: 1\n  c|', 'open a.0: c'],
    ['a:\n  - - b: |', 'value a.0.0.b: '],
    ['a:\n    - b:\n      - c|', 'open a.0.b.0: c'],
    ['a:\n  b: 1\n\nc|', 'open : c'],
    ['a:\n  "b c": |', 'value a.b c: '],
    ['a: 1\n---\n  b|', 'open : b'],
    ['a|: 1', 'key : a'],
  ];
  for (const [marked, expected] of cases) {
    test(JSON.stringify(marked), () => {
      const { text, offset } = cursor(marked);
      const place = placeByIndent(text, offset);
      assert.equal(place && `${place.kind} ${place.path.join('.')}: ${text.slice(place.span.start, place.span.end)}`, expected);
    });
  }
});

test('a written scalar is read back as the same value', () => {
  for (const value of [
    'web-1',
    '2.40',
    '1e3',
    'yes',
    'null',
    '',
    ' a',
    'a: b',
    'a #b',
    'C:\\x',
    '0x1F',
    '~/.ssh/id',
    '-x',
    '2001:db8::1',
    '"',
    true,
    22,
  ]) {
    for (const text of [`a: ${scalarText(value)}`, `{a: ${scalarText(value)}}`]) {
      const [part] = parseYaml(text).parts;
      assert.equal((part?.data as { a?: unknown } | undefined)?.a, value, text);
    }
  }
});
