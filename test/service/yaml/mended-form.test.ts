import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mendedForm } from '../../../server/src/service/yaml/mended-form.ts';
import type { ValueKind } from '../../../server/src/service/yaml/schema-walk.ts';

const certain: readonly (readonly [ValueKind, string, string])[] = [
  ['country', 'cm', 'CM'],
  ['date', '2026/9/5', '2026-09-05'],
  ['date', '2026.12.31', '2026-12-31'],
  ['duration', '24h', '24 hours'],
  ['duration', '1 Day', '1 days'],
  ['duration', '6 Weeks', '6 weeks'],
  ['duration', '30min', '30 minutes'],
  ['size', '16GB', '16 GB'],
  ['size', '1.5gib', '1.5 GiB'],
  ['size', '2 tb', '2 TB'],
];
for (const [kind, value, text] of certain)
  test(`${value} is ${text}`, () => assert.deepEqual(mendedForm(kind, value), { text, isCertain: true }));

for (const [value, text] of [
  ['4g', '4 GiB'],
  ['512M', '512 MiB'],
] as const) {
  test(`${value} may be ${text}`, () => assert.deepEqual(mendedForm('size', value), { text, isCertain: false }));
}

const unclear: readonly (readonly [ValueKind, string])[] = [
  ['country', 'Cameroon'],
  ['date', '5/9/2026'],
  ['date', '2026-13-01'],
  ['duration', '6m'],
  ['duration', '0 days'],
  ['duration', 'daily'],
  ['schedule', 'daily'],
  ['size', '16'],
  ['size', 'large'],
];
for (const [kind, value] of unclear) test(`${value} is left alone`, () => assert.equal(mendedForm(kind, value), undefined));
