import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type Locale, locales, planningSheetMarkdown } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ministryPlan } from '../../../server/src/service/manifest/plan-samples.ts';
import { assertGolden } from '../../support/golden.ts';
import { root } from '../../support/imports.ts';
import { confDocument, manifestDocument, testService } from '../../support/service.ts';

function sheetOf(texts: readonly string[], locale: Locale = 'en'): string {
  const documents = texts.map((text, i) =>
    TextDocument.create(`file:///plan/${i === 0 ? '' : `${i}.`}dhis2-hosting.yaml`, 'yaml', 1, text),
  );
  const [own] = documents;
  assert.ok(own);
  const sheet = testService({}, locale, undefined, false, documents).planningSheet(own);
  assert.ok(sheet);
  return planningSheetMarkdown(sheet, locale);
}

const section = (sheet: string, title: string): string => {
  const [, body = ''] = sheet.split(`\n${title}\n`);
  return body.split(/\n#+ /)[0]?.trim() ?? '';
};

describe('the planning sheet', () => {
  for (const locale of locales) {
    test(`of a whole plan (${locale})`, async () => {
      const text = await readFile(path.join(root, 'test/fixtures/plans/whole.dhis2-hosting.yaml'), 'utf8');
      await assertGolden(`service/reports/golden/planning-sheet.${locale}.md`, sheetOf([text], locale));
    });
  }

  test('of a small plan has only the chapters with something to say', () => {
    const sheet = sheetOf(['version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\n']);
    assert.deepEqual(sheet.match(/^#+ .*$/gm), ['# Planning sheet', '## Places and machines', '### Hosts', '## What is still open']);
    assert.equal(section(sheet, '## What is still open'), '- Nothing was found.');
  });

  test('takes all manifests together, and tells findings with their file', () => {
    const sheet = sheetOf([
      'version: 1\nbackups:\n  - { name: nightly, instances: [hmis], rpo: 24 hours, schedule: "0 2 * * *" }\n',
      'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web-2 }\n',
    ]);
    assert.match(section(sheet, '## Backups'), /\| hmis \| Backed up by nightly every day at 02:00, RPO of 24 hours met \|/);
    assert.match(
      section(sheet, '### Errors: 1'),
      /^- No host is named `web-2`\. .*\(`unknown-reference`, 1\.dhis2-hosting\.yaml, line 5\)$/,
    );
  });

  test('backups of another manifest than that of the instance keep their promise too', () => {
    const sheet = sheetOf([
      'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web-1 }\n',
      'version: 1\nbackups:\n  - { name: weekly, instances: [hmis], rpo: 24 hours, schedule: "0 2 * * 0" }\n',
    ]);
    assert.match(section(sheet, '## Backups'), /RPO of 24 hours not met/);
  });

  test('names what is left out because it has a mistake', () => {
    const sheet = sheetOf(['version: 1\norganisation: { nom: x }\nhosts:\n  - { name: web-1, address: 192.0.2.1, memory: 8 }\n']);
    assert.match(sheet, /something in them is wrong: `web-1`, `organisation`\./);
  });

  test('days that are past are overdue, and one day is told once', () => {
    const hosts = ['a', 'b'].map((name) => `  - { name: ${name}, address: ${name}.example.org, os: ubuntu-20.04 }\n`).join('');
    const instance =
      'instances:\n  - { name: hmis, host: a, purpose: production, lastPatched: "2026-01-05", lastUpgraded: "2026-01-01" }\n';
    const calendar = section(sheetOf([`version: 1\nhosts:\n${hosts}${instance}`]), '## Calendar');
    assert.match(calendar, /\| 2025-05-29 \| 18 months ago, overdue \| End of the support of Ubuntu 20\.04 \(`a`, `b`\) \|/);
    assert.match(calendar, /\| 2026-02-16 \| 9 months ago, overdue \| Patch release for `hmis` \|/);
  });

  test('shows what is written as it is, whatever it is', () => {
    // Marks of a template make everything in it unknown.
    const written = fc.stringMatching(/^[ -~]{1,40}$/).filter((text) => !text.includes('{'));
    fc.assert(
      fc.property(written, (text) => {
        const sheet = sheetOf([
          `version: 1\norganisation: { name: ${JSON.stringify(text)} }\nteam:\n  - { name: ${JSON.stringify(text)} }\n`,
        ]);
        // One row of the table, whatever bars and breaks the name has.
        assert.equal(section(sheet, '### Team').split('\n').length, 3, sheet);
        assert.doesNotMatch(sheet, /(?<!\\)<[a-z]/);
      }),
    );
  });

  test('of a half-typed plan never throws', () => {
    const text = ministryPlan.en.replace(/<([^<>|]+)(?:\|[^<>]*)?>/g, '$1');
    const service = testService();
    for (let length = 0; length < text.length; length += 97) service.planningSheet(manifestDocument(text.slice(0, length)));
  });

  test('there is none of other documents', () => assert.equal(testService().planningSheet(confDocument('a = b\n')), undefined));
});
