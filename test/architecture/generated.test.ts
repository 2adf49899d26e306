/** Every generated file is what its generator makes now. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generators, isStale, runGenerator } from '../../scripts/generate.ts';

describe('generated files', async () => {
  for (const name of await generators()) {
    test(name, async () => {
      const stale: string[] = [];
      const files = await runGenerator(name);
      for (const file of files) if (await isStale(file)) stale.push(file.path);
      assert.ok(files.length > 0, 'it makes something');
      assert.deepEqual(stale, [], `stale, run \`npm run generate\`: ${stale.join(', ')}`);
    });
  }
});
