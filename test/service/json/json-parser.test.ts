import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { JsonFile } from '../../../server/src/service/json/json-file.ts';
import { parseJson } from '../../../server/src/service/json/json-parser.ts';
import { jsonPlaceAt } from '../../../server/src/service/json/json-place.ts';
import { root } from '../../support/imports.ts';

const stock = readFileSync(path.join(root, 'test/fixtures/tools-ng/setup/configs/containers.json.sample'), 'utf8');

/** What the engine says of the same text; undefined for what it refuses. */
function oracle(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Every problem, bracket and node lies in the text, and a scalar says what stands at its place. */
function checkPlaces(text: string, { problems, brackets, tree }: JsonFile): void {
  const inside = (start: number, end: number, what: string) => {
    if (!(start >= 0 && start <= end && end <= text.length))
      assert.fail(`${what}: ${start} to ${end} in ${JSON.stringify(text.slice(0, 500))}`);
  };
  for (const { kind, span, mend, related } of problems) {
    inside(span.start, span.end, kind);
    assert.doesNotMatch(text.slice(span.start, span.end), /[\r\n]/);
    if (related !== undefined) inside(related.start, related.end, kind);
    for (const edit of mend?.edits ?? []) inside(edit.span.start, edit.span.end, `${kind}, mended`);
  }
  for (const { start, end } of brackets) inside(start, end, 'brackets');
  const walk = (node: Node | null): void => {
    if (node === null) return;
    const [start, end] = node.range ?? [-1, -1];
    inside(start, end, 'node');
    if (isMap(node)) for (const { key, value } of node.items as Pair<Node, Node | null>[]) for (const one of [key, value]) walk(one);
    if (isSeq(node)) for (const item of node.items as Node[]) walk(item);
    if (isScalar(node) && node.type === 'QUOTE_DOUBLE' && text[start] === '"' && text[end - 1] === '"' && problems.length === 0)
      assert.equal(JSON.parse(text.slice(start, end)), node.value);
  };
  walk(tree.contents);
}

function check(text: string): JsonFile {
  const file = parseJson(text);
  checkPlaces(text, file);
  const isRight = oracle(text);
  if (isRight !== undefined) {
    assert.deepEqual(
      file.problems.filter(({ kind }) => kind !== 'duplicateField'),
      [],
      text,
    );
    assert.deepEqual(file.data, isRight.value);
  }
  return file;
}

/** A shallow value, since what is nested more deeply than any file is refused. */
const value = fc.jsonValue({ maxDepth: 5 });
const written = fc
  .tuple(value, fc.constantFrom(undefined, 1, 2, '\t', '  \r\n'))
  .map(([one, indent]) => JSON.stringify(one, undefined, indent));
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  "'",
  '“',
  '”',
  '\\',
  '\\u00e9',
  '"a"',
  '"b"',
  'a',
  '=',
  '.',
  '//',
  '/*',
  '*/',
  '#',
  '\n',
  '\r',
  ' ',
  '\t',
  '1',
  '-',
  'true',
  'nul',
  '\0',
  '\ud800',
  '\u2028',
  '\ufeff',
  '<<<<<<< a\n',
];
const jsonLike = fc.array(fc.constantFrom(...pieces), { maxLength: 50 }).map((list) => list.join(''));

describe('JSON is read as the engine reads it', () => {
  test('whatever it is', () =>
    fc.assert(
      fc.property(written, (text) => void check(text)),
      { numRuns: 1000 },
    ));

  test('what the engine refuses has a problem, but for numbers that jq takes', () => {
    fc.assert(
      fc.property(jsonLike, (text) => {
        const file = check(text);
        if (oracle(text) === undefined && file.data !== undefined && file.readable)
          assert.match(text, /[\d]|^\ufeff|nan/i, JSON.stringify(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('a value with one character less is told, or is another value', () => {
    fc.assert(
      fc.property(written, fc.nat(), (text, at) => {
        const place = at % Math.max(1, text.length);
        const file = check(text.slice(0, place) + text.slice(place + 1));
        if (oracle(file.text) === undefined && file.text.trim() !== '')
          assert.ok(file.problems.length > 0 || /\d/.test(file.text), JSON.stringify(file.text));
      }),
      { numRuns: 1000 },
    );
  });
});

const hasJq = spawnSync('jq', ['--version']).status === 0;

test('what dhis2-tools-ng reads with jq is refused here when it is refused there', { skip: hasJq ? false : 'jq is missing' }, () => {
  const texts = [
    '{"a": 1}',
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": 1 "b": 2}',
    '// a\n{}',
    '{a: 1}',
    '["a\tb"]',
    '["\\d"]',
    '[01]',
    '[.5]',
    '{"a": 1}}',
    '\ufeff{}',
    '[1,,2]',
    '{"a"}',
    '["a]',
    '[1 2]',
  ];
  for (const text of texts) {
    let isTaken = true;
    try {
      execFileSync('jq', ['.'], { input: text, stdio: ['pipe', 'ignore', 'ignore'] });
    } catch {
      isTaken = false;
    }
    assert.equal(parseJson(text).readable, isTaken, text);
  }
});

describe('any text', () => {
  test('pieces', () =>
    fc.assert(
      fc.property(jsonLike, (text) => void check(text)),
      { numRuns: 3000 },
    ));
  test('any characters', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => void check(text)),
      { numRuns: 500 },
    ));

  test('a file cut at every offset, and its places', () => {
    for (let end = 0; end <= stock.length; end++) {
      const text = stock.slice(0, end);
      check(text);
      const place = jsonPlaceAt(text, end);
      if (place !== undefined) assert.ok(place.span.start >= 0 && place.span.end <= text.length && place.span.start <= end);
    }
  });

  test('a file with a piece put in or taken out', () => {
    const change = fc.record({ at: fc.nat(stock.length), length: fc.nat(30), piece: fc.constantFrom(...pieces) });
    fc.assert(
      fc.property(change, ({ at, length, piece }) => {
        const text = stock.slice(0, at) + piece + stock.slice(at + length);
        check(text);
        void jsonPlaceAt(text, Math.min(at, text.length));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('texts made to hurt are read in bounded time', () => {
  const texts: { readonly [name: string]: string } = {
    'brackets 100,000 deep': '['.repeat(100_000),
    'objects 50,000 deep': '{"a":'.repeat(50_000),
    'quotes on one line': "'".repeat(200_001),
    'quotes of all kinds': `${'"\'“'.repeat(70_000)}`,
    'comments on one line': '/**/'.repeat(100_000),
    'one open comment': `/*${'*'.repeat(500_000)}`,
    commas: `[${','.repeat(200_000)}`,
    'an open text that ends in commas': `"${', '.repeat(200_000)}`,
    'closing brackets': ']}'.repeat(100_000),
    'a long word': 'a'.repeat(500_000),
    '20,000 fields': `{${Array.from({ length: 20_000 }, (_, i) => `"f${i}": ${i}`).join(',\n')}}`,
    'one field over and over': `{${'"a": 1,\n'.repeat(20_000)}}`,
    backslashes: `"${'\\'.repeat(300_000)}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const started = performance.now();
      const file = parseJson(text);
      checkPlaces(text, file);
      assert.ok(file.problems.length < 300);
      void jsonPlaceAt(text, text.length);
      assert.ok(performance.now() - started < 5000);
    });
  }
});
