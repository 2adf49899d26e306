/** Findings from the live state of backups: on the plan in the manifest, only of what is known now and of what is still written. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BackupReport } from '../../client/src/operations/index.ts';
import { liveFindings } from '../../client/src/vscode/backups/live-findings.ts';
import { timelineRows } from '../../client/src/vscode/backups/timeline-rows.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { goodReport, lateReport, reportsNow } from '../support/backup-reports.ts';

const uri = 'file:///dhis2-hosting.yaml';
const text = `version: 1
hosts:
  - { name: web, address: 192.0.2.1 }
instances:
  - { name: hmis, host: web }
  - { name: emis, host: web }
backups:
  - { name: nightly, instances: [hmis, emis], schedule: "0 3 * * *", rpo: 1 day }
  - { name: moments, instances: [hmis], method: continuous, schedule: "0 1 * * *" }
`;
const inventory = readInventory([{ uri, label: 'dhis2-hosting.yaml', text }]);
const planned: BackupReport['planned'] = { name: 'nightly', instances: ['hmis', 'emis'], schedule: '0 3 * * *', rpo: '1 day' };
const good: BackupReport = { ...goodReport, planned };
const late: BackupReport = { ...lateReport, planned };

function found(reports: readonly BackupReport[], typed = text, now = reportsNow): readonly string[] {
  const states = createRunStates();
  states.setBackups('web', reports);
  return liveFindings(inventory, states, [{ uri, text: typed }], now).map(
    ({ span, trouble, entry }) => `${typed.slice(span.start, span.end)} ${entry.instance.name} ${trouble.code}`,
  );
}

describe('findings from the live state', () => {
  test('stand on the plan, for each instance that has a trouble', () => {
    assert.deepEqual(found([good, late]), ['nightly emis backup-late', 'nightly emis backup-unverified']);
  });

  test('there are none where all is well, and none of a host that was not asked', () => {
    assert.deepEqual(found([good]), []);
    assert.deepEqual(liveFindings(inventory, createRunStates(), [{ uri, text }], reportsNow), []);
  });

  test('what is not understood, or was told a day ago, is unknown and no finding', () => {
    assert.deepEqual(found([{ ...late, sets: undefined }]), []);
    assert.equal(found([late], text, reportsNow + 24 * 3_600_000).length, 2);
    assert.deepEqual(found([late], text, reportsNow + 24 * 3_600_000 + 1), []);
  });

  test('they follow the text as it is typed, and go when the plan says something else', () => {
    assert.equal(found([late], `# a line\n${text}`).length, 2);
    assert.deepEqual(found([late], text.replace('rpo: 1 day', 'rpo: 1 week')), []);
    assert.deepEqual(found([late], text.replace('name: nightly', 'name: daily')), []);
  });

  test('a host that cannot be asked any more is forgotten, and those who listen are told', () => {
    const states = createRunStates();
    states.setBackups('web', [late]);
    let told = 0;
    states.onChange(() => told++);
    states.forgetBackups('web');
    states.forgetBackups('web');
    assert.equal(told, 1);
    assert.deepEqual(liveFindings(inventory, states, [{ uri, text }], reportsNow), []);
  });

  test('the picture has a row for each plan that makes sets, known or not', () => {
    const states = createRunStates();
    states.setBackups('web', [late]);
    const rows = timelineRows(inventory, states, reportsNow + 25 * 3_600_000);
    assert.deepEqual(
      rows.map(({ instance, plan, report, isOld }) => [instance, plan, report === undefined, isOld]),
      [
        ['hmis', 'nightly', true, false],
        ['emis', 'nightly', false, true],
      ],
    );
  });
});
