import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format } from 'node:util';
import { masked, Secret } from '../../client/src/operations/secret.ts';

test('a secret is seen by nobody but who asks for it', () => {
  const secret = new Secret('s3cret');
  assert.equal(secret.reveal(), 's3cret');
  const printed = [String(secret), `${secret}`, JSON.stringify({ secret }), format('%s %o %j', secret, secret, secret), format(secret)];
  for (const text of printed) {
    assert.ok(text.includes(masked), text);
    assert.ok(!text.includes('s3cret'), text);
  }
});
