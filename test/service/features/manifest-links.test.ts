import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestDocument, testService } from '../../support/service.ts';

const links = (text: string) => {
  const document = manifestDocument(text);
  return testService()
    .documentLinks(document)
    .map(({ range, target }) => `${document.getText(range)} -> ${target}`);
};

test('addresses, files beside the manifest and pages of rules can be opened', () => {
  const text = `version: 1
# See https://docs.dhis2.org/.
governance:
  securityPlan: { location: "documents/security plan.pdf" }
  documents:
    recoveryPlan: { location: https://intranet.example.org/plan }
    riskRegister: { location: cabinet 3 in the office }
    backupPolicy: { location: /srv/policy.pdf }
  audits:
    - { date: 2026-01-01, report: ../audits/2026.pdf }
instances:
  - name: hmis
    host: web
    config: hmis/dhis.conf
    war: { url: https://releases.dhis2.org/41/dhis2.war, file: releases/dhis2.war }
backups:
  - { name: nightly, restoreTest: { every: 90 days, evidence: documents/restore.md } }
`;
  assert.deepEqual(links(text), [
    'https://docs.dhis2.org/ -> https://docs.dhis2.org/',
    'documents/security plan.pdf -> file:///plan/documents/security%20plan.pdf',
    'https://intranet.example.org/plan -> https://intranet.example.org/plan',
    '../audits/2026.pdf -> file:///audits/2026.pdf',
    'hmis/dhis.conf -> file:///plan/hmis/dhis.conf',
    'https://releases.dhis2.org/41/dhis2.war -> https://releases.dhis2.org/41/dhis2.war',
    'releases/dhis2.war -> file:///plan/releases/dhis2.war',
    'documents/restore.md -> file:///plan/documents/restore.md',
  ]);
});

test('an address with a login has no link', () => {
  assert.deepEqual(links('a: https://me:secret@example.org/x\nb: https://example.org/a@b\n'), [
    'https://example.org/a@b -> https://example.org/a@b',
  ]);
});

test('a comment that ignores a rule leads to its page', () => {
  const [link] = links('# dhis2-lint-ignore duplicate-name -- as it is\nversion: 1\n');
  assert.match(String(link), /^duplicate-name -> docs\/rules\/duplicate-name\.md$/);
});
