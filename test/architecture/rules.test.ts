/** What every rule must have, beyond what its type demands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '@dhis2-hosting/server/documented';
import { ruleIds } from '../../scripts/generators/rule-list.ts';

test('the id of a rule is its file name', async () => {
  assert.deepEqual(
    rules.map((rule) => rule.id),
    await ruleIds(),
  );
});

test('a rule names a source', () => {
  for (const rule of rules) assert.ok(rule.source.length > 0, rule.id);
});
