import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { yamlCompletion } from '../../../server/src/service/features/yaml-completion.ts';
import { yamlHover } from '../../../server/src/service/features/yaml-hover.ts';
import { yamlSymbols } from '../../../server/src/service/features/yaml-symbols.ts';
import { readManifest } from '../../../server/src/service/manifest/manifest-model.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import { goodManifest } from '../../support/manifest-sample.ts';
import { manifestDocument } from '../../support/service.ts';

/** Asks everything; every place in an answer must lie in the text, and every edit must touch the cursor's line only. */
function askAll(text: string, offset: number): void {
  const manifest = parseManifest(text);
  const document = manifestDocument(text);
  for (const { span } of readManifest(text).problems) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
    assert.ok(!/[\r\n]/.test(text.slice(span.start, span.end)), 'a finding is on one line');
  }
  yamlSymbols(document, manifest);
  yamlHover(document, manifest, offset, 'fr');
  const cursor = document.positionAt(offset);
  for (const { textEdit } of yamlCompletion(document, manifest, offset, 'en').items) {
    assert.ok(textEdit !== undefined && 'range' in textEdit);
    const { start, end } = textEdit.range;
    assert.ok(
      start.line === cursor.line && end.line === cursor.line && start.character <= cursor.character && end.character >= cursor.character,
    );
  }
}

const piece = fc.constantFrom(
  ...['hosts', 'instances', 'name', 'log', ':', ': ', '- ', '-', '  ', '    ', '\n', '\r\n', '\r', '\t', '{', '}', '[', ']', ',', '"', "'"],
  ...[
    '#',
    ' # ',
    '|',
    '>',
    '&a',
    '*a',
    '<<',
    '!t ',
    '? ',
    '---\n',
    '...\n',
    '%YAML',
    '\ufeff',
    '\0',
    '\ud800',
    '2.40',
    'é',
    '{{',
    '=======\n',
  ],
);
const yamlLike = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('any text, any offset', () => {
  test('a bracket whose parser ranges end behind the text', () => askAll('[? ', 0));

  test('pieces of YAML', () => {
    fc.assert(
      fc.property(yamlLike, fc.nat(), (text, at) => askAll(text, at % (text.length + 1))),
      { numRuns: 1500 },
    );
  });

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(), (text, at) => askAll(text, at % (text.length + 1))),
      { numRuns: 500 },
    );
  });

  test('a good manifest cut at every offset', () => {
    for (let end = 0; end <= goodManifest.length; end++) askAll(goodManifest.slice(0, end), end);
  });

  test('a good manifest with a piece put in or taken out', () => {
    const change = fc.record({ at: fc.nat(goodManifest.length), length: fc.nat(30), piece });
    fc.assert(
      fc.property(change, ({ at, length, piece }) => {
        askAll(goodManifest.slice(0, at) + piece + goodManifest.slice(at + length), at);
      }),
      { numRuns: 500 },
    );
  });

  for (const [name, lineEnd] of [
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    test(`${name} line ends`, () => {
      const text = goodManifest.replaceAll('\n', lineEnd);
      for (let offset = 0; offset <= text.length; offset += 7) askAll(text, offset);
    });
  }

  test('a byte order mark and CRLF change nothing', () => {
    const text = `\ufeff${goodManifest.replaceAll('\n', '\r\n')}`;
    assert.deepEqual(readManifest(text).problems, []);
    const [host] = readManifest(text).hosts;
    assert.equal(text.slice(host?.nameSpan.start, host?.nameSpan.end), 'bastion');
  });
});

describe('texts made to hurt are answered in bounded time', () => {
  const bomb = ['a: &a0 [x, x]', ...Array.from({ length: 60 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]`)].join('\n');
  const texts: { readonly [name: string]: string } = {
    // V8 ended the whole process at these, beyond any catch: see service/yaml/depths.ts.
    'brackets 40,000 deep': '['.repeat(40_000),
    'braces 40,000 deep': '{'.repeat(40_000),
    'braces of fields 10,000 deep': '{a: '.repeat(10_000),
    'dashes 40,000 deep': '- '.repeat(40_000),
    'explicit keys 40,000 deep': '? '.repeat(40_000),
    'maps 1,500 deep': Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'an alias bomb': bomb,
    'an alias bomb below hosts': `${bomb}\nversion: 1\nhosts: *a60\ninstances: [*a60]\n`,
    'an alias to itself': 'hosts: &a [*a]\n',
    '20,000 fields': Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'),
    '20,000 equal fields': 'version: 1\n'.repeat(20_000),
    'a very long name': `hosts:\n  - name: ${'a'.repeat(500_000)}:\n    address: ${':'.repeat(100_000)}\n`,
    'conflict marks': `<<<<<<< HEAD\n${goodManifest}=======\n${goodManifest}>>>>>>> theirs\n`,
    'tabs for blanks': goodManifest.replaceAll('  ', '\t'),
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const started = performance.now();
      askAll(text, text.length);
      askAll(text, text.length >> 1);
      assert.ok(performance.now() - started < 10_000);
    });
  }

  test('a bomb is told as one', () => {
    assert.ok(readManifest(bomb).problems.some(({ rule }) => rule === 'manifest-syntax-error'));
  });
});
