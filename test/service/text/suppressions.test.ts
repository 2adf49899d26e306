import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { maySuppress, readSuppressions, type Suppression } from '../../../server/src/service/text/suppressions.ts';
import { yamlComments } from '../../../server/src/service/yaml/yaml-comments.ts';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';

const whole = (text: string) => readSuppressions(text, [{ span: { start: 0, end: text.length }, about: undefined }])[0];

describe('a comment that silences', () => {
  const cases: readonly (readonly [comment: string, names: string, hasReason: boolean, until: string | undefined, covers?: 'file'])[] = [
    ['# dhis2-lint-ignore a -- why', 'a', true, undefined],
    ['#dhis2-lint-ignore a,b , c -- why', 'a b c', true, undefined],
    ['! dhis2-lint-ignore: a b -- why', 'a b', true, undefined],
    ['# dhis2-lint-ignore-file a -- why', 'a', true, undefined, 'file'],
    ['# dhis2-lint-ignore a', 'a', false, undefined],
    ['# dhis2-lint-ignore a --', 'a', false, undefined],
    ['# dhis2-lint-ignore a -- ?', 'a', false, undefined],
    ['# dhis2-lint-ignore -- why', '', true, undefined],
    ['# dhis2-lint-ignore a -- why until 2027-01-31', 'a', true, '2027-01-31'],
    ['# dhis2-lint-ignore a -- why [until 2027-01-31]', 'a', true, '2027-01-31'],
    ['# dhis2-lint-ignore a -- why, Until 2027-01-31.  ', 'a', true, '2027-01-31'],
    ['# dhis2-lint-ignore a -- until 2027-01-31', 'a', false, '2027-01-31'],
    ['# dhis2-lint-ignore a -- until 2.43.1', 'a', true, undefined],
    ['# dhis2-lint-ignore a -- until 2027-01-31 or so', 'a', true, undefined],
    ['# dhis2-lint-ignore a-- why', 'a-- why', false, undefined],
  ];
  for (const [comment, names, hasReason, until, covers] of cases) {
    test(comment, () => {
      const read = whole(comment);
      assert.equal(read?.names.map(({ id, span }) => `${id}${comment.slice(span.start, span.end) === id ? '' : '!'}`).join(' '), names);
      assert.equal(read?.hasReason, hasReason);
      assert.equal(read?.until?.written, until);
      assert.equal(read?.covers, covers ?? 'nothing');
      if (until !== undefined) assert.equal(comment.slice(read?.until?.span.start, read?.until?.span.end), until);
    });
  }

  for (const comment of ['# dhis2-lint-ignored a', '# dhis2-lint-ignore-line a', '# see dhis2-lint-ignore a', '# dhis2-lint a', '#']) {
    test(`${comment} is none`, () => assert.equal(whole(comment), undefined));
  }

  test('days are those of the calendar', () => {
    const isDay = (day: string) => whole(`# dhis2-lint-ignore a -- b until ${day}`)?.until?.isDay;
    for (const day of ['2027-01-31', '2028-02-29', '2000-02-29', '2026-12-01']) assert.equal(isDay(day), true, day);
    for (const day of ['2027-02-29', '2100-02-29', '2027-13-01', '2027-00-10', '2027-04-31', '2027-1-3', '2027/01/31', '31.01.2027'])
      assert.equal(isDay(day), false, day);
  });
});

describe('what a comment covers', () => {
  const rulesOf = (text: string, day?: string) =>
    testService({}, 'en', day)
      .findings(confDocument(text))
      .map(({ rule }) => rule);
  const note = 'ministry.ticket = 4711\n';
  const ignore = '# dhis2-lint-ignore unknown-key -- our notes';

  test('the next entry, over blank lines and comments, and no other', () => {
    assert.deepEqual(rulesOf(note), ['unknown-key']);
    assert.deepEqual(rulesOf(`${ignore}\n\n# note\n${note}`), []);
    assert.deepEqual(rulesOf(`${ignore}\n${note}a.ministry.ticket = 1\n`), ['unknown-key']);
    assert.deepEqual(rulesOf(`  ${ignore}\r\nministry.\\\r\n  ticket = 4711\r\n`), []);
  });

  test('several comments may stand above one entry', () => {
    const duplicate = '# dhis2-lint-ignore duplicate-key -- on purpose';
    assert.deepEqual(rulesOf(`${duplicate}\n${ignore}\n${note}${ignore}\n${note}`), []);
  });

  test('the whole file', () => {
    assert.deepEqual(rulesOf(`${note}a.${note}# dhis2-lint-ignore-file unknown-key -- our notes\n`), []);
  });

  test('nothing at the end of the file', () => {
    assert.deepEqual(rulesOf(`${note}${ignore}`), ['unknown-key', 'unused-suppression']);
  });

  test('nothing from the day after the last', () => {
    const text = `${ignore} until 2027-01-31\n${note}`;
    assert.deepEqual(rulesOf(text, '2027-01-31'), []);
    assert.deepEqual(rulesOf(text, '2027-02-01'), ['expired-suppression', 'unknown-key']);
  });

  test('a finding without a reason is silent all the same, and asked about', () => {
    assert.deepEqual(rulesOf(`# dhis2-lint-ignore unknown-key -- ?\n${note}`), ['suppression-without-reason']);
  });

  test('what is off, or in a template, is not called unused', () => {
    const text = `${ignore}\nserver.https = on\n`;
    const off = testService({ rules: { 'unknown-key': 'off' } }).findings(confDocument(text));
    assert.deepEqual(off, []);
    assert.deepEqual(rulesOf(`${ignore}\nserver.https = {{ https }}\n`).includes('unused-suppression'), false);
  });

  test('comments about comments are not silenced by comments', () => {
    const text = `# dhis2-lint-ignore-file suppression-without-reason -- why\n# dhis2-lint-ignore unknown-key\n${note}`;
    assert.deepEqual(rulesOf(text), ['unused-suppression', 'suppression-without-reason']);
  });
});

describe('in a manifest', () => {
  const rulesOf = (text: string) =>
    testService()
      .findings(manifestDocument(text))
      .map(({ rule }) => rule);
  const ignore = '# dhis2-lint-ignore unknown-reference -- comes later';

  test('the next line, or the line it ends', () => {
    const instance = (name: string, end = '') => `  - name: ${name}\n    host: web-1${end}\n`;
    const start = 'version: 1\ninstances:\n';
    assert.deepEqual(rulesOf(`${start}${instance('a')}`), ['unknown-reference']);
    assert.deepEqual(rulesOf(`${start}${instance('a', ` ${ignore}`)}`), []);
    assert.deepEqual(rulesOf(`${start}  - name: a\n    ${ignore}\n\n    # note\n    host: web-1\n`), []);
    assert.deepEqual(rulesOf(`${start}${instance('a', ` ${ignore}`)}${instance('b')}`), ['unknown-reference']);
    assert.deepEqual(rulesOf(`# dhis2-lint-ignore-file unknown-reference -- comes later\n${start}${instance('a')}${instance('b')}`), []);
  });

  test('text that only looks like a comment is none', () => {
    const spans = (text: string) => yamlComments(text).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(spans('a: "# b"\nc: d#e # f\n# g\nh: | # i\n  # j\nk: [ # l\n]\r# m\r\n'), ['# f', '# g', '# i', '# l', '# m']);
    assert.deepEqual(spans('\ufeff# a\n---\n\u0002: \u001f\n# b'), ['# a', '# b']);
  });

  test('nothing is called unused in a text that cannot be read', () => {
    assert.deepEqual(rulesOf(`version: 1\n${ignore}\nhosts: [\n`).includes('unused-suppression'), false);
  });
});

const piece = fc.constantFrom(
  ...[
    '# dhis2-lint-ignore',
    '# dhis2-lint-ignore-file',
    ' unknown-key',
    ', duplicate-key',
    ' -- ',
    'why',
    ' until ',
    '2027-01-31',
    '2026-02-31',
  ],
  ...['\n', '\r\n', '\r', ' ', '  ', '\\', 'a = 1', 'ministry.ticket = 1', 'hosts:', '- ', '"', '|', '#', '\ufeff', '---', 'é', '{{'],
);
const anyText = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

test('any text: places are in the text, and rules about comments answer', () => {
  const isInside = (text: string, { start, end }: { readonly start: number; readonly end: number }) =>
    0 <= start && start <= end && end <= text.length;
  const check = (text: string, suppressions: readonly Suppression[]) => {
    for (const { span, names, covers, reasonSpan, until } of suppressions) {
      assert.ok(text.startsWith('dhis2-lint-ignore', span.start + text.slice(span.start).search(/dhis2/)));
      for (const place of [span, reasonSpan, ...names.map((name) => name.span), ...(until === undefined ? [] : [until.span])])
        assert.ok(isInside(text, place));
      assert.ok(typeof covers === 'string' || isInside(text, covers));
      for (const { id, span: name } of names) assert.equal(text.slice(name.start, name.end), id);
    }
  };
  fc.assert(
    fc.property(anyText, (text) => {
      check(text, readSuppressions(text, yamlComments(text)));
      for (const document of [confDocument(text), manifestDocument(text)]) {
        for (const { span, fixes } of testService().findings(document)) {
          assert.ok(isInside(text, span));
          for (const { edits } of fixes) for (const edit of edits) assert.ok(isInside(text, edit.span));
        }
      }
    }),
    { seed: 20_261_123, numRuns: 500 },
  );
});

test('a text without the mark is not looked into', () => assert.equal(maySuppress('# dhis2-lint'), false));
