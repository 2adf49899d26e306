import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bytesOf, diskInWords, memoryInWords } from '../../../server/src/service/manifest/quantities.ts';
import { render } from '../../../server/src/service/messages.ts';

describe('sizes', () => {
  const cases = [
    ['16 GiB', 17_179_869_184],
    ['512 MiB', 536_870_912],
    ['1.5 GiB', 1_610_612_736],
    ['200 GB', 200_000_000_000],
    ['2 TB', 2_000_000_000_000],
  ] as const;
  for (const [text, bytes] of cases) test(text, () => assert.equal(bytesOf(text), bytes));
  for (const text of ['16GiB', '16', '4g', '16 gib', 16, undefined, '1e3 GB']) {
    test(`${text} is no size`, () => assert.equal(bytesOf(text), undefined));
  }

  const words = [
    [memoryInWords(17_179_869_184), '16 GiB', '16 Gio'],
    [memoryInWords(1_610_612_736), '1.5 GiB', '1,5 Gio'],
    [memoryInWords(536_870_912), '512 MiB', '512 Mio'],
    [diskInWords(200_000_000_000), '200 GB', '200 Go'],
    [diskInWords(2_500_000_000_000), '2.5 TB', '2,5 To'],
    [diskInWords(50_000_000), '50 MB', '50 Mo'],
  ] as const;
  for (const [message, en, fr] of words) {
    test(en, () => assert.deepEqual([render(message, 'en'), render(message, 'fr')], [en, fr]));
  }
});
