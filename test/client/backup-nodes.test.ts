/** Backups in the tree and in the status bar: nothing before the host was asked, then what somebody has to know first. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BackupReport, BackupSet } from '../../client/src/operations/index.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';
import { backupStatus, backupsView } from '../../client/src/vscode/views/backup-nodes.ts';
import { childrenOf, viewOf } from '../../client/src/vscode/views/host-nodes.ts';

const text = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web }\n';
const inventory = readInventory([{ uri: 'file:///dhis2-hosting.yaml', label: 'dhis2-hosting.yaml', text }]);
const say = sayIn('en');
const words = { say, locale: 'en', render: () => '' } as const;
const now = Date.parse('2026-11-29T12:00:00Z');

const set: BackupSet = {
  ...{ id: '20261129T020000Z', folder: '/var/backups/dhis2/hmis/20261129T020000Z', plan: 'nightly', parts: ['database.dump'] },
  ...{ made: '2026-11-29T02:00:00Z', verified: '2026-11-29T02:04:00Z', bytes: 12_000_000, migration: '2.42.2' },
};
const fine: BackupReport = {
  ...{ instance: 'hmis', plan: 'nightly', schedule: '0 2 * * *', late: false, failed: false, slow: false, attempts: [] },
  sets: [set, { ...set, id: '20261128T020000Z', made: '2026-11-28T02:00:00Z', restored: '2026-11-26T04:15:00Z' }],
};
const failedAttempt = { plan: 'nightly', kind: 'backup', began: '2026-11-29T11:00:00Z', outcome: 'failed', code: 'space', detail: 'full' };

describe('backups in the tree', () => {
  test('hang below their instance once the host was asked', () => {
    const states = createRunStates();
    const nodesOf = () => {
      const [host] = childrenOf(inventory, states, undefined);
      const [instance] = childrenOf(inventory, states, host);
      assert.ok(instance);
      return { instance, below: childrenOf(inventory, states, instance) };
    };
    assert.deepEqual(nodesOf().below, []);
    assert.equal(viewOf(nodesOf().instance, createSessionStates(), words).isLeaf, true);
    states.setBackups('web', [fine, { ...fine, instance: 'other' }]);
    const { instance, below } = nodesOf();
    assert.equal(viewOf(instance, createSessionStates(), words).isLeaf, false);
    assert.equal(below.length, 1);
    const views = childrenOf(inventory, states, below[0]).map((node) => viewOf(node, createSessionStates(), words));
    assert.deepEqual(
      views.map(({ label, description, contextValue }) => [label, description, contextValue]),
      [
        ['2026-11-29 02:00 UTC', 'verified · 12 MB', 'backup'],
        ['2026-11-28 02:00 UTC', 'verified · restored on 2026-11-26 · 12 MB', 'backup'],
      ],
    );
  });

  const [host] = inventory.hosts;
  const entry = host?.instances[0];
  assert.ok(entry);
  const cases: readonly (readonly [what: string, report: BackupReport, description: string, context: string])[] = [
    ['is fine', fine, 'verified 10 h ago, restored 3 d ago', 'backups.fine'],
    ['was never restored', { ...fine, sets: [set] }, 'verified 10 h ago, never restored', 'backups.fine'],
    ['is late', { ...fine, late: true }, 'late: the newest is 10 h old', 'backups.bad'],
    ['failed', { ...fine, failed: true, attempts: [failedAttempt] }, 'failed; the newest is 10 h old', 'backups.bad'],
    ['restores slowly', { ...fine, slow: true }, 'verified 10 h ago; a restore takes longer than the plan allows', 'backups.bad'],
    ['has no set', { ...fine, late: true, sets: [] }, 'no verified set', 'backups.bad'],
    ['is not understood', { ...fine, late: true, sets: undefined }, 'not understood', 'backups.bad'],
  ];
  for (const [what, report, description, context] of cases) {
    test(`a plan that ${what}`, () => {
      const view = backupsView(entry, report, 'en', say, now);
      assert.deepEqual([view.description, view.contextValue], [description, context]);
      assert.equal(
        view.tooltip.some(([, value]) => value === 'backup (space) full'),
        what === 'failed',
      );
    });
  }

  test('the status bar tells the worst, or the age of the oldest', () => {
    assert.equal(backupStatus([], say, now), undefined);
    assert.deepEqual(backupStatus([fine, { ...fine, sets: [{ ...set, made: '2026-11-28T10:00:00Z' }] }], say, now), {
      text: 'Backups: 26 h',
      isFine: true,
    });
    assert.deepEqual(backupStatus([fine, { ...fine, instance: 'emis', late: true, sets: [] }], say, now), {
      text: 'emis: no verified set',
      isFine: false,
    });
  });
});
