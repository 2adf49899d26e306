/** Where a comment of its own may stand: tried out with the parser, line by line. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { commentPlaces, yamlComments } from '../../../server/src/service/yaml/yaml-comments.ts';

/** What the text says, and whether it can be read. */
function said(text: string): string {
  const documents = parseAllDocuments(text);
  const isRead = 'map' in documents && documents.every(({ errors }) => errors.length === 0);
  return JSON.stringify([isRead, isRead ? documents.map((document) => document.toJS()) : []]);
}

/** A comment above the line changes nothing, and is about the line. */
function isPlace(text: string, start: number): boolean {
  const margin = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const comment = `${margin}#\n`;
  const tried = text.slice(0, start) + comment + text.slice(start);
  const found = yamlComments(tried).find(({ span }) => span.start === start + margin.length);
  return found?.about?.start === start + comment.length && said(tried) === said(text);
}

function check(text: string): void {
  const placeOf = commentPlaces(text);
  let start = 0;
  for (const line of text.split('\n')) {
    const expected = isPlace(text, start) ? start : undefined;
    for (const offset of [start, start + line.length]) assert.equal(placeOf(offset), expected, `line ${JSON.stringify(line)} of\n${text}`);
    start += line.length + 1;
  }
}

const texts = [
  'a: 1\nb: 2\n',
  'a: "x\n  y"\nb: 1\n',
  "a: 'x\n\n  y'\n",
  'a: x\n  y\n  z\nb: 1\n',
  'a: |\n  x\n\n  y\nb: 1\n',
  'a: >- # why\n  x\n  # text\n  y\nb: 1\n',
  'a: |2\n    x\n  y\n',
  'a: |\n\nb: >\n',
  '- |\n x\n- y\n',
  '# one\n# two\na: 1 # three\n\n# four\nb: 1\n',
  'a: [1,\n  2, # two\n  3]\nb: { c: 1,\n  d: 2 }\n',
  '---\na: 1\n---\nb: 1\n...\n',
  '%YAML 1.2\n---\na: 1\n',
  '? |\n  x\n: y\n',
  'a: &x\n  b: 1\nc: *x\n',
  'hosts:\n  - name: a\n    notes: |\n      first\n      - second: no\n    address: b\n',
  '',
];

describe('place of a comment', () => {
  for (const text of texts) test(JSON.stringify(text), () => check(text));

  test('any text that can be read', () => {
    const lines = fc.constantFrom(
      'a: 1',
      'b: |',
      'c: >-',
      '  x',
      '  # y',
      '# z',
      '',
      'd: "e',
      '  f"',
      "g: 'h'",
      '- i',
      '  - j',
      'k:',
      '    l',
      '---',
      'm: [n,',
      '  o]',
      'p: q',
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 9 }), (chosen) => {
        const text = chosen.join('\n');
        if (said(text).startsWith('[true')) check(text);
      }),
      { numRuns: 3000 },
    );
  });

  test('any text at all has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:- #|>"\'[]{}\n\r\t&*') }), fc.nat(), (text, offset) => {
        const place = commentPlaces(text)(Math.min(offset, text.length));
        assert.ok(place === undefined || (place >= 0 && place <= text.length));
      }),
    );
  });
});
