import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { latin1View } from '../../../server/src/service/properties/encoding.ts';
import { parseProperties } from '../../../server/src/service/properties/parser.ts';
import { anyString, fixedRuns } from './arbitrary-properties.ts';
import { javaTable } from './java-table.ts';

describe('bytes as java.util.Properties reads them', () => {
  for (const each of javaTable) {
    if (!('bytes' in each)) continue;
    test(`${each.topic}: ${each.bytes}`, () => {
      assert.ok('pairs' in each);
      const bytes = Buffer.from(each.bytes, 'hex');
      const seen =
        each.topic.endsWith('ISO-8859-1') && !each.topic.includes('UTF-8') ? bytes.toString('latin1') : latin1View(bytes.toString());
      const { entries } = parseProperties(seen);
      assert.deepEqual(
        entries.map(({ key, value }) => [key.cooked, value.cooked]),
        each.pairs,
      );
    });
  }
});

test('latin1View is what an encoder and a decoder make of any text', () => {
  fc.assert(
    fc.property(anyString, (text) => assert.equal(latin1View(text), Buffer.from(text, 'utf8').toString('latin1'))),
    fixedRuns,
  );
});
