/** Whole plans: a sound one is left in peace, and a small one is not buried. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type Finding, render } from '@dhis2-hosting/server/service';
import { root } from '../support/imports.ts';
import { manifestDocument, testService } from '../support/service.ts';

const findingsOf = (text: string): readonly Finding[] => testService().findings(manifestDocument(text));

const told = (findings: readonly Finding[]) => findings.map(({ rule, message }) => `${rule}: ${render(message, 'en')}`);

test('nothing is found in the whole plan of a ministry', async () => {
  const text = await readFile(path.join(root, 'test/fixtures/plans/whole.dhis2-hosting.yaml'), 'utf8');
  assert.deepEqual(told(findingsOf(text)), []);
});

describe('a plan of twenty lines', () => {
  const small = [
    'version: 1',
    'hosts:',
    '  - name: web-1',
    '    address: dhis2.example.org',
    '    user: admin',
    'instances:',
    '  - name: hmis',
    '    host: web-1',
    '    dhis2Version: "2.42"',
    '    log: { unit: tomcat10 }',
  ].join('\n');

  test('without a purpose has no finding', () => assert.deepEqual(told(findingsOf(`${small}\n`)), []));

  for (const purpose of ['staging', 'test', 'training', 'trial']) {
    test(`for ${purpose} has no finding`, () => assert.deepEqual(told(findingsOf(`${small}\n    purpose: ${purpose}\n`)), []));
  }

  test('for production has one error, one remark and hints', () => {
    const findings = findingsOf(`${small}\n    purpose: production\n`);
    const rulesOf = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).map(({ rule }) => rule);
    assert.deepEqual(rulesOf('error'), ['production-without-backup']);
    assert.deepEqual(rulesOf('warning'), []);
    assert.deepEqual(rulesOf('info'), ['production-unwatched']);
    assert.deepEqual(rulesOf('hint'), [
      'no-maintenance-window',
      'no-security-officer',
      'production-without-staging',
      'production-without-tls',
    ]);
  });
});
