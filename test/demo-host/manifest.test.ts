import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { withDoor } from '../../scripts/demo-host/manifest.ts';

const sample = new URL('../fixtures/demo-workspace/dhis2-hosting.yaml', import.meta.url);

describe('demo host: the sample manifest', () => {
  test('gets the door and keeps everything else, comments included', async () => {
    const before = await readFile(sample, 'utf8');
    const door = { port: 45678, user: 'demo', identityFile: '/tmp/a b/key', hostKey: `SHA256:${'b'.repeat(43)}` };
    const after = withDoor(before, door);
    const host = parse(before).hosts[0];
    assert.deepEqual(parse(after), { ...parse(before), hosts: [{ ...host, ...door }] });
    assert.equal(after.split('\n')[0], before.split('\n')[0]);
  });

  test('a manifest without a host is refused', () => {
    assert.throws(() => withDoor('version: 1\n', { port: 1, user: 'u', identityFile: 'f', hostKey: 'k' }));
  });
});
