import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { secretLength, strongSecret } from '../../../server/src/service/text/strong-secret.ts';

describe('a strong secret', () => {
  test('has the length and the signs it promises, and is another each time', () => {
    const secrets = Array.from({ length: 500 }, () => strongSecret((count) => randomFillSync(new Uint8Array(count))));
    for (const secret of secrets) assert.match(secret, new RegExp(`^[A-Za-z0-9]{${secretLength}}$`));
    assert.equal(new Set(secrets).size, 500);
  });

  test('favours no sign: every byte that is used stands for one of 62, each four times', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 248; byte++) {
      const sign = strongSecret((count) => new Uint8Array(count).fill(byte)).charAt(0);
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    assert.equal(counts.size, 62);
    assert.deepEqual(new Set(counts.values()), new Set([4]));
  });

  test('a broken source is no source', () => assert.throws(() => strongSecret((count) => new Uint8Array(count).fill(255))));
});
