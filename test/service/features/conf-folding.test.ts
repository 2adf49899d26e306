import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { confDocument, testService } from '../../support/service.ts';
import { fixedRuns, propertiesText } from '../properties/arbitrary-properties.ts';

function folds(text: string): readonly string[] {
  return testService()
    .foldingRanges(confDocument(text))
    .map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind ?? 'part'}`);
}

describe('folding of dhis.conf', () => {
  test('a heading reaches to the next one', () => {
    assert.deepEqual(folds('# One\na = 1\n\nb = 2\n\n\n# Two\nc = 3\n'), ['0-3 region', '6-7 region']);
  });

  test('a drawn heading reaches over plain ones', () => {
    const text = '# -----\n# Database\n# -----\n\n# Address\na = 1\n\n# User\nb = 2\n\n# === Redis ===\n\nc = 3\nd = 4\n';
    assert.deepEqual(folds(text), ['0-8 region', '4-5 region', '7-8 region', '10-13 region', '12-13 part']);
  });

  test('paragraphs without a heading', () => {
    assert.deepEqual(folds('a = 1\nb = 2\n\nc = 3\n\nd = 4\n# about e\ne = 5\n'), ['0-1 part', '5-7 part']);
  });

  test('a comment of several lines, and a value', () => {
    assert.deepEqual(folds('a = 1\n# x\n# y\n# z\nb = 1, \\\n  2, \\\n  3\n'), ['0-6 part', '1-3 comment', '4-6 part']);
  });

  test('commented-out entries are no heading', () => {
    assert.deepEqual(folds('# One\na = 1\n\n# b = 2\n# c = 3\n\nd = 4\n'), ['0-6 region', '3-4 part']);
  });

  test('a heading above nothing is a comment', () => {
    assert.deepEqual(folds('# One\n# and more\n'), ['0-1 part']);
    assert.deepEqual(folds('# One\n'), []);
  });

  test('parts lie within or beside each other, one at a line, inside the text', () => {
    fc.assert(
      fc.property(propertiesText, (text) => {
        const document = confDocument(text);
        const ranges = testService().foldingRanges(document);
        const open: number[] = [];
        let before = -1;
        for (const { startLine, endLine } of ranges) {
          assert.ok(before < startLine && startLine < endLine && endLine < document.lineCount);
          while ((open.at(-1) ?? Number.POSITIVE_INFINITY) < startLine) open.pop();
          assert.ok(endLine <= (open.at(-1) ?? Number.POSITIVE_INFINITY), `${startLine}-${endLine} crosses another`);
          open.push(endLine);
          before = startLine;
        }
      }),
      fixedRuns,
    );
  });
});
