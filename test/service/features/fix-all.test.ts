import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentedRules as rules } from '@dhis2-hosting/server/documented';
import fc from 'fast-check';
import { fixAll } from '../../../server/src/service/features/fix-all.ts';
import type { Finding, SpanEdit } from '../../../server/src/service/findings.ts';
import { message } from '../../../server/src/service/messages.ts';
import { applyEdits, compatible } from '../../../server/src/service/text/edits.ts';
import { edit, editsOf, piecesOf } from '../../../server/src/service/text/pieces.ts';
import { withoutCarets } from '../../support/carets.ts';
import { confDocument, manifestDocument, sampleDocument, testService } from '../../support/service.ts';

const nothing = message({ en: '', fr: '' });
const seed = 20_261_123;

function finding(edits: readonly SpanEdit[], preferred = true): Finding {
  const span = { start: 0, end: 0 };
  return { rule: 'r', severity: 'info', message: nothing, span, related: [], fixes: [{ title: nothing, edits, preferred }] };
}

/** Replaces each occurrence of a text by another. */
const replacing = (from: string, to: string) => (text: string) =>
  [...text.matchAll(new RegExp(from, 'g'))].map(({ index }) =>
    finding([{ span: { start: index, end: index + from.length }, newText: to }]),
  );

describe('fix all', () => {
  test('goes on until nothing is left', () => {
    const findingsOf = (text: string) => [...replacing('a', 'bb')(text), ...replacing('bb', 'c')(text)];
    assert.deepEqual(fixAll('xax', findingsOf), {
      text: 'xcx',
      edits: [{ span: { start: 1, end: 2 }, newText: 'c' }],
      count: 2,
    });
  });

  test('fixes that undo each other end', () => {
    const { text, count } = fixAll('a', (now) => (now === 'a' ? replacing('a', 'b')(now) : replacing('b', 'a')(now)));
    assert.deepEqual({ text, count }, { text: 'b', count: 1 });
    assert.ok(fixAll('a', replacing('a', 'aa')).text.length > 1);
  });

  test('only what is preferred, and of what meets at a place the first', () => {
    const span = { start: 0, end: 2 };
    const findings = [finding([{ span, newText: 'x' }], false), finding([{ span, newText: 'y' }]), finding([{ span, newText: 'z' }])];
    assert.equal(fixAll('ab', (text) => (text === 'ab' ? findings : [])).text, 'y');
  });

  test('the fixed samples of the rules need no second time', () => {
    const service = testService();
    for (const rule of rules) {
      for (const { text } of rule.bad) {
        const once = service.fixAll(sampleDocument(rule, withoutCarets(text)));
        assert.deepEqual(service.fixAll(sampleDocument(rule, once.text)), { text: once.text, edits: [], count: 0 }, rule.id);
      }
    }
  });
});

const words = [
  ...[
    'conection.url',
    'connection.url',
    'connection.password',
    'server.https',
    'conection.pool.max_siz',
    'ministry.ticket',
    'filestore.provider',
  ],
  ...[
    ' = ',
    '=',
    ':',
    'on',
    'ture',
    '1',
    '"x"',
    'x # y',
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\\',
    '\\u',
    ' ',
    '\u00a0',
    '\ufeff',
    '#',
    'é',
    '${A}',
    '[a]',
  ],
  ...[
    '# dhis2-lint-ignore unknown-key -- why\n',
    '# dhis2-lint-ignore unknwon-key, duplicate-key\n',
    'read6.connection.url',
    'hibernate.c3p0.max_size',
  ],
];
const anyText = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(''));

function assertApart(edits: readonly SpanEdit[]): void {
  for (const [i, { span }] of edits.entries()) {
    const before = edits[i - 1];
    assert.ok(before === undefined || before.span.end <= span.start, 'edits overlap');
  }
}

test('any text: edits stand apart, lead to the text, and a second time there is nothing to do', () => {
  const service = testService();
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, isConf) => {
      const open = isConf ? confDocument : manifestDocument;
      const { text: fixed, edits } = service.fixAll(open(text));
      assertApart(edits);
      assert.equal(applyEdits(text, edits), fixed);
      assert.equal(service.fixAll(open(fixed)).text, fixed);
    }),
    { seed, numRuns: 500 },
  );
});

const anyEdits = fc
  .array(fc.record({ start: fc.nat(40), length: fc.nat(6), newText: fc.string({ maxLength: 4 }) }), { maxLength: 12 })
  .map((rows) => rows.map(({ start, length, newText }) => ({ span: { start, end: start + length }, newText })));

const within = (edits: readonly SpanEdit[], length: number) =>
  compatible(edits.filter(({ span }) => span.end <= length).map((one) => ({ edits: [one] })))
    .flatMap((group) => group.edits)
    .sort((a, b) => a.span.start - b.span.start);

test('edits of several rounds are told as edits of the first text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), anyEdits, anyEdits, (text, first, second) => {
      const one = within(first, text.length);
      assertApart(one);
      const middle = applyEdits(text, one);
      const two = within(second, middle.length);
      const edits = editsOf(edit(edit(piecesOf(text), one), two), text.length);
      assertApart(edits);
      assert.equal(applyEdits(text, edits), applyEdits(middle, two));
    }),
    { seed, numRuns: 1000 },
  );
});
