import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseLines } from 'dot-properties';
import fc from 'fast-check';
import { getProperties } from 'properties-file';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { fixedRuns, propertiesText } from './arbitrary-properties.ts';

type Pairs = readonly (readonly string[])[];

/** Where a library differs from Java; java-table.json holds Java's answer to each. */
const differences = {
  malformedEscape: (text: string) => parseProperties(text).errors.length > 0,
  emptyContinuedLine: (text: string) => /(?:^|[\r\n])[ \t\f]*\\[\r\n]/.test(text),
  escapeOverTwoLines: (text: string) => /\\u[0-9a-fA-F]{0,3}\\[\r\n]/.test(text),
  continuationByCarriageReturn: (text: string) => /\\\r/.test(text),
  byteOrderMark: (text: string) => text.startsWith('\ufeff'),
  keyOfEachObject: (text: string) => text.includes('__proto__'),
};

/** The shape of a result that keeps only the last of equal keys. */
const lastOfEach = (pairs: Pairs): Pairs => Object.entries(Object.fromEntries(pairs));

const libraries: readonly {
  readonly library: string;
  readonly read: (text: string) => Pairs;
  readonly shape: (pairs: Pairs) => Pairs;
  readonly differsIn: readonly (keyof typeof differences)[];
}[] = [
  {
    library: 'dot-properties',
    read: (text) => parseLines(text).filter((line) => typeof line !== 'string'),
    shape: (pairs) => pairs,
    differsIn: ['malformedEscape', 'emptyContinuedLine', 'escapeOverTwoLines', 'continuationByCarriageReturn'],
  },
  {
    library: 'properties-file',
    read: (text) => Object.entries(getProperties(text)),
    shape: lastOfEach,
    differsIn: ['malformedEscape', 'emptyContinuedLine', 'byteOrderMark', 'keyOfEachObject'],
  },
];

describe('agreement with other parsers, except where they differ from Java', () => {
  for (const { library, read, shape, differsIn } of libraries) {
    test(library, () => {
      fc.assert(
        fc.property(propertiesText, (text) => {
          fc.pre(!differsIn.some((difference) => differences[difference](text)));
          const pairs = parseProperties(text).entries.map(({ key, value }) => [key.cooked, value.cooked]);
          assert.deepEqual(read(text), shape(pairs));
        }),
        { ...fixedRuns, maxSkipsPerRun: 10 },
      );
    });
  }
});
