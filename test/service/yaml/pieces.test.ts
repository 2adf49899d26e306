import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseYaml, parseYamlWhole, reparseYaml } from '../../../server/src/service/yaml/parse.ts';
import { goodManifest } from '../../support/manifest-sample.ts';
import { described } from '../../support/yaml-trees.ts';

type Edit = { readonly at: number; readonly remove: number; readonly insert: string };

/** Reads the text, then again after each edit. How many of these were read in pieces. */
function assertSame(start: string, edits: readonly Edit[]): number {
  let text = start;
  let stream = parseYaml(text);
  assert.deepEqual(described(text, stream.parts), described(text, parseYamlWhole(text).parts));
  let inPieces = Number(stream.blocks !== undefined);
  for (const { at, remove, insert } of edits) {
    const place = Math.floor(at * text.length);
    text = text.slice(0, place) + insert + text.slice(place + remove);
    stream = reparseYaml(stream, text);
    assert.deepEqual(described(text, stream.parts), described(text, parseYamlWhole(text).parts), JSON.stringify(text));
    inPieces += Number(stream.blocks !== undefined);
  }
  return inPieces;
}

/** Nodes are made when somebody looks at them: here nobody does before the last edit, so that they are made where the others moved to. */
function assertSameInTheEnd(start: string, edits: readonly Edit[]): void {
  let text = start;
  let stream = parseYaml(text);
  for (const { at, remove, insert } of edits) {
    const place = Math.floor(at * text.length);
    text = text.slice(0, place) + insert + text.slice(place + remove);
    stream = reparseYaml(stream, text);
  }
  assert.deepEqual(described(text, stream.parts), described(text, parseYamlWhole(text).parts), JSON.stringify(text));
}

const firstLevel = [
  'version: 1',
  'hosts: [1]',
  'hosts: [{ name: a }, b]',
  'version: "1" # x',
  'proxy:\n  kind: nginx\n  tls: true',
  'none:',
];
const heads = ['hosts:', 'instances:', 'hosts: # c'];
const itemHeads = [
  ...[
    '  - name: a',
    '  - name: b # c',
    '  - name: a   ',
    '  - name: "a" # c',
    '  - a: 1\n    # c',
    '  - log:\n      file: /var/x',
    '  - name: é',
  ],
];
const itemLines = [
  ...[
    'address: x',
    'port: 22',
    'log:\n      file: /var/x\n      unit: "q"',
    'tags: [a, b]',
    'tags:\n    - x\n    - y',
    'tags:\n      - x\n      - y',
  ],
  ...[
    'url: http://x:8080/a',
    'short: 2001:db8::1',
    'list: [2001:db8::1]',
    'none: ~',
    'none: null # c',
    'sum: 2.40',
    'sum: -1',
    'sum: 0x1F',
  ],
  ...[
    'dot: .5',
    'exp: 1e3',
    'yes: true ',
    'no: no',
    "k: 'x' # y",
    'deep: {a: [1, {b: c}]}',
    'gap: { }',
    'gap: []',
    'gap: [ a , b ]',
    'hash: a#b',
  ],
  ...[
    'hash: a #b',
    'open:  # c',
    'open:',
    'text: |\n      a\n      b',
    'text: >-\n      a\n\n      b',
    'esc: "a\\nb"',
    "esc: 'it''s'",
    'two: a\n      b',
  ],
];
const single = [
  '  - x',
  '  - { name: a, port: 1 }',
  '  - [a, b]',
  '  -',
  '  - - a\n    - b',
  '  -\n    name: a',
  '  - &a b',
  '  - *a',
  '  - !t x',
];
const comments = ['# comment', '  # comment', '    # comment', '      # deep', '', '  '];
const unusual = [
  ...[
    '---',
    '--- # c',
    '...',
    '%YAML 1.2',
    '? a',
    '"q": 1',
    'a.b: 1',
    'é: 1',
    'true: 1',
    'null: x',
    '9a: 1',
    '__proto__: 1',
    '    __proto__: 1',
    '- a',
  ],
  ...[
    '    d: |',
    '      text',
    '      ---',
    '    e: >-',
    '    f: "open',
    '    ab: "a\\nb"',
    '    "k": v',
    '  "k": v',
    '    am: "a"#b',
    '    - b',
  ],
  ...[
    '    h: &a 1',
    '    i: *a',
    '    <<: *a',
    'x: &b',
    '  - *b',
    '    j: !t x',
    '    m: a: b',
    '    n: - x',
    '    ad: @x',
    '    ai: ---',
    '  - ---',
  ],
  ...[
    '    o: {',
    '    p: [a,',
    '    ae: {a: , b: 1}',
    '    af: {a, b}',
    '   bad: 1',
    '     worse: 1',
    '  x',
    '<<<<<<< HEAD',
    '=======',
    '>>>>>>> b',
  ],
  ...[
    '\ta: 1',
    '    l:\t1',
    '    ao: x\ty',
    '    ap: x\t# c',
    '\ufeff',
    '\u2028',
    '    - ? b',
    '    {{ name }}: x',
    '    ver',
    'half',
    '      - y',
  ],
];

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts);
const item = fc.tuple(
  oneOf(itemHeads),
  fc.array(
    fc.oneof(
      oneOf(itemLines).map((text) => `    ${text}`),
      oneOf(comments),
    ),
    { maxLength: 5 },
  ),
);
const list = fc.tuple(
  oneOf(heads),
  fc.array(
    fc.oneof(
      item.map(([head, lines]) => [head, ...lines].join('\n')),
      oneOf(single),
      oneOf(comments),
    ),
    { maxLength: 6 },
  ),
);
/** What stands in manifests, more or less. */
const ordinary = fc.oneof(
  list.map(([head, parts]) => [head, ...parts].join('\n')),
  oneOf(firstLevel),
  oneOf(comments),
  fc.constant('---'),
);
const line = oneOf([...unusual, ...firstLevel, ...heads, ...itemHeads, ...itemLines.map((text) => `    ${text}`), ...single, ...comments]);
const insert = fc.oneof(
  fc.constantFrom('', ' ', '  ', '\n', '"', "'", '[', '{', '#', ':', '-', '- ', '\t', '\r', '\r\n', '---\n', '&a ', '*a', '|', 'x', '\n\n'),
  line.map((text) => `\n${text}`),
  line,
  fc.string({ maxLength: 3 }),
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(60)), insert });
const edits = fc.array(edit, { maxLength: 6 });

const text = (parts: fc.Arbitrary<string>, maxLength: number) =>
  fc
    .tuple(fc.constantFrom('', '\ufeff', '# c\n---\n'), fc.array(parts, { maxLength }), fc.constantFrom('\n', '\n', '\r\n', '\r'))
    .map(([head, all, lineEnd]) => `${head}version: 1\n${all.join('\n')}\n`.replaceAll('\n', lineEnd));

describe('a text read in pieces is what the package makes of the whole', () => {
  const runs = { numRuns: 1500 };

  test('lines as they are in manifests', () => {
    let cut = 0;
    fc.assert(
      fc.property(text(ordinary, 5), edits, (start, changes) => {
        cut += assertSame(start, changes);
      }),
      runs,
    );
    // Otherwise both sides were read whole, and nothing was compared.
    assert.ok(cut > runs.numRuns / 2, `only ${cut} texts were read in pieces`);
  });

  test('anything among them', () => {
    fc.assert(
      fc.property(text(fc.oneof(ordinary, line), 8), edits, (start, changes) => void assertSame(start, changes)),
      runs,
    );
  });

  test('a whole manifest, edited', () => {
    fc.assert(
      fc.property(edits, (changes) => void assertSame(goodManifest, changes)),
      { numRuns: 300 },
    );
  });

  test('edited before anybody looked', () => {
    fc.assert(
      fc.property(text(ordinary, 5), edits, (start, changes) => assertSameInTheEnd(start, changes)),
      runs,
    );
    fc.assert(
      fc.property(edits, (changes) => assertSameInTheEnd(goodManifest, changes)),
      { numRuns: 300 },
    );
  });

  test('a whole manifest, typed from its first letter to its last', () => {
    let stream = parseYaml('');
    for (let end = 1; end <= goodManifest.length; end++) {
      const text = goodManifest.slice(0, end);
      stream = reparseYaml(stream, text);
      assert.deepEqual(described(text, stream.parts), described(text, parseYamlWhole(text).parts), JSON.stringify(text.slice(-40)));
    }
    assert.ok(stream.blocks !== undefined);
  });
});

test('items that an edit does not touch keep their data', () => {
  const text = `version: 1\nhosts:\n${Array.from({ length: 9 }, (_, i) => `  - name: web-${i}\n    address: web-${i}.example.org\n`).join('')}`;
  const hosts = (stream: ReturnType<typeof parseYaml>) =>
    (stream.parts[0]?.data as { readonly hosts: readonly object[] } | undefined)?.hosts ?? [];
  const before = parseYaml(text);
  const old = hosts(before);
  const after = hosts(reparseYaml(before, text.replace('web-4.example', 'web-4.exampl')));
  assert.deepEqual(
    after.map((host, i) => host === old[i]),
    // What stands right above the edited line could end elsewhere now, so it is read again too.
    [true, true, true, false, false, true, true, true, true],
  );
});
