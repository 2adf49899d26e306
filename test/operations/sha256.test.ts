/** The hash that facts are compared by is the one that everybody else computes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from '../../client/src/operations/sha256.ts';
import { backupModules } from '../../client/src/operations/templates/backup.ts';

test('SHA-256 of any text is that of Node', () => {
  const lengths = Array.from({ length: 200 }, (_, i) => 'é€x'[i % 3]?.repeat(i) ?? '');
  for (const text of [...lengths, 'a'.repeat(1_000_000), ...backupModules.map(([, content]) => content)]) {
    assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), `${text.length} characters`);
  }
});
