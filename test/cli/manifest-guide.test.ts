/** The plans in the guide on manifests are sound, and both languages show the same ones. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manifestDocument, testService } from '../support/service.ts';

const guides = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/guides');
const plansIn = async (guide: string) =>
  [...(await readFile(path.join(guides, guide), 'utf8')).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

describe('guide on manifests', async () => {
  const plans = await plansIn('hosting-manifest.md');

  test('both languages show the same plans', async () => {
    assert.equal(plans.length, 3);
    assert.deepEqual(await plansIn('hosting-manifest.fr.md'), plans);
  });

  test('the small plan has no finding', () => assert.deepEqual(testService().findings(manifestDocument(plans[0] ?? '')), []));

  test('the plan that tells who gets in has no finding', () => {
    assert.deepEqual(testService({}, 'en', '2026-11-29').findings(manifestDocument(plans[2] ?? '')), []);
  });

  test('the plan of production has nothing worse than what it leaves open', () => {
    const findings = testService({}, 'en', '2026-11-29').findings(manifestDocument(plans[1] ?? ''));
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ rule }) => rule),
      [],
    );
  });
});
