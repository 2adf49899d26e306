import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { yamlFolding } from '../../../server/src/service/features/yaml-folding.ts';
import { manifestDocument, testService } from '../../support/service.ts';

/** `first..last`, counted from one. */
const folds = (text: string) =>
  yamlFolding(text).map(({ startLine, endLine, kind }) => `${startLine + 1}..${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`);

const cases: readonly (readonly [what: string, lines: readonly string[], expected: readonly string[]])[] = [
  ['nothing', [''], []],
  ['a list and its items', ['hosts:', '  - name: a', '    address: b', '  - name: c', '    address: d', 'x: 1'], ['1..5', '2..3', '4..5']],
  ['items in the column of their list', ['hosts:', '- name: a', '  address: b', '- name: c', 'x:', '  y: 1'], ['1..4', '2..3', '5..6']],
  ['groups', ['governance:', '  securityOfficer:', '    name: A', '  securityPlan: { location: b }'], ['1..4', '2..3']],
  ['an item of one line does not fold', ['hosts:', '  - { name: a }'], ['1..2']],
  ['blank lines and comments at the end belong to nothing', ['a:', '  b: 1', '', '# c', 'd: 1'], ['1..2']],
  ['blank lines inside', ['a:', '  b: 1', '', '  c: 2'], ['1..4']],
  ['comments of several lines', ['# a', '# b', 'a: 1', '  # c', '# d', '# e'], ['1..2 comment', '5..6 comment']],
  ['documents', ['a:', '  b: 1', '---', 'c:', '  d: 1'], ['1..2', '4..5']],
  ['a text of several lines', ['a:', '  b: |', '    # no comment', '    text', '  c: 1'], ['1..5', '2..4']],
  ['half-typed text', ['hosts:', '  - name: a', '    addr', 'instances:', '  - {'], ['1..3', '2..3', '4..5']],
];

describe('folding of a manifest', () => {
  for (const [what, lines, expected] of cases) test(what, () => assert.deepEqual(folds(lines.join('\n')), expected));

  test('whatever the line ends', () => {
    for (const lineEnd of ['\r\n', '\r']) assert.deepEqual(folds(['a:', '  b:', '    c: 1'].join(lineEnd)), ['1..3', '2..3']);
  });

  test('of more than an editor takes, the outer ones', () => {
    const found = yamlFolding(`hosts:\n${'  - name: a\n    log:\n      unit: b\n'.repeat(4000)}`);
    assert.equal(found.length, 5000);
    assert.deepEqual(found[0], { startLine: 0, endLine: 12_000 });
    assert.deepEqual(found.at(-1), { startLine: 11_998, endLine: 12_000 });
  });

  test('is answered by the service', () => {
    assert.deepEqual(testService().foldingRanges(manifestDocument('a:\n  b: 1\n')), [{ startLine: 0, endLine: 1 }]);
  });
});
