/** Items that fit are left out of the next validation: nothing of the rest may be judged by them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostingManifestSchema } from '../../../server/src/service/generated/hosting-manifest.schema.ts';
import { validate } from '../../../server/src/service/generated/hosting-manifest.validate.js';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import { aWholePlan, edited, edits } from '../../support/manifest-edits.ts';

test('no list of the first level, and no whole manifest, is judged by more than its items', () => {
  const words = ['$schema', '$id', '$defs', 'title', 'type', 'description', 'additionalProperties', 'required', 'properties', 'examples'];
  const judging = (node: object) => Object.keys(node).filter((word) => !words.includes(word) && !word.startsWith('x-'));
  assert.deepEqual(judging(hostingManifestSchema), []);
  for (const field of Object.values(hostingManifestSchema.properties ?? {})) {
    if (field.type === 'array') assert.deepEqual(judging(field), ['items']);
  }
});

test('after any edit, the violations are those of the whole', () => {
  let inLists = 0;
  fc.assert(
    fc.property(edits, (steps) => {
      let manifest = parseManifest(aWholePlan);
      for (const step of steps) {
        manifest = parseManifest(edited(manifest.text, step), manifest);
        for (const part of manifest.parts) {
          if (part.data === null || part.data === undefined) continue;
          const whole = validate(part.data) ? [] : structuredClone(validate.errors);
          assert.deepEqual(part.violations, whole, JSON.stringify(manifest.text));
          inLists += part.violations.filter(({ instancePath }) => /^\/\w+\/\d/.test(instancePath)).length;
        }
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(inLists > 20);
});
