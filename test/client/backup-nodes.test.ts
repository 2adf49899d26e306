/** Backups in the tree and in the status bar: nothing before the host was asked, then what somebody has to know first. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BackupReport, BackupSet } from '../../client/src/operations/index.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';
import { backupStates, backupStateView, backupStatus, backupsView } from '../../client/src/vscode/views/backup-nodes.ts';
import { childrenOf, viewOf } from '../../client/src/vscode/views/host-nodes.ts';
import { goodReport, lateReport, reportsNow } from '../support/backup-reports.ts';

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
  ...{ asked: '2026-11-29T12:00:00Z', broken: [], drills: [], troubles: [], proved: '2026-11-26T04:15:00Z', lateAfterHours: 26 },
  planned: { name: 'nightly', instances: ['hmis'], schedule: '0 2 * * *' },
  sets: [set, { ...set, id: '20261128T020000Z', made: '2026-11-28T02:00:00Z', restored: '2026-11-26T04:15:00Z' }],
};
const trouble = {
  code: 'backup-only-here',
  title: { en: 'No fresh copy is off site', fr: '-' },
  mend: 'backUp',
  message: { text: { en: 'of hmis', fr: '-' }, args: {} },
} as const;
const failedAttempt = { plan: 'nightly', kind: 'backup', began: '2026-11-29T11:00:00Z', outcome: 'failed', code: 'space', detail: 'full' };

/** As it is when nothing is said of it. */
function without<K extends keyof BackupReport>(report: BackupReport, name: K): Omit<BackupReport, K> {
  const { [name]: _, ...rest } = report;
  return rest;
}

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
      views.slice(6).map(({ label, description, contextValue }) => [label, description, contextValue]),
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
    ['was never restored', without(fine, 'proved'), 'verified 10 h ago, never restored', 'backups.fine'],
    ['is late', { ...fine, late: true }, 'late: the newest is 10 h old', 'backups.bad'],
    ['failed', { ...fine, failed: true, attempts: [failedAttempt] }, 'failed; the newest is 10 h old', 'backups.bad'],
    ['restores slowly', { ...fine, slow: true }, 'verified 10 h ago; a restore takes longer than the plan allows', 'backups.bad'],
    ['has no set', { ...fine, late: true, sets: [] }, 'no verified set', 'backups.bad'],
    ['is not understood', { ...fine, late: true, sets: undefined }, 'not understood', 'backups.unknown'],
    ['was asked long ago', { ...fine, asked: '2026-11-27T12:00:00Z' }, 'unknown: asked 2 d ago', 'backups.unknown'],
    ['has a trouble', { ...fine, troubles: [trouble] }, 'No fresh copy is off site (verified 10 h ago)', 'backups.bad'],
  ];
  for (const [what, report, description, context] of cases) {
    test(`a plan that ${what}`, () => {
      const view = backupsView({ entry, plan: 'nightly', report }, 'en', say, now);
      assert.deepEqual([view.description, view.contextValue], [description, context]);
      assert.equal(
        view.tooltip.some(([, value]) => value === 'backup (space) full'),
        what === 'failed',
      );
    });
  }

  test('each state of a plan has a line: made, verified, off site, restored, next, size', () => {
    const linesOf = (report: BackupReport, locale: 'en' | 'fr') =>
      backupStates.map((state) => {
        const { label, description, icon } = backupStateView(entry, report, state, locale, sayIn(locale), reportsNow);
        return `${label}: ${description} (${icon})`;
      });
    assert.deepEqual(linesOf(goodReport, 'en'), [
      'Made: 2026-11-29 02:24 UTC, 9 h ago · 26 hours allowed (pass)',
      'Verified: 2026-11-29 02:24 UTC; 20 whole sets (pass)',
      'Off site: set of 2026-11-28 02:24 UTC, 33 h old (pass)',
      'Restored: 2026-11-23 12:00 UTC, 6 d ago · took 473 s · 4 hours allowed (pass)',
      'Next run: 2026-11-30 02:30 UTC (clock)',
      'Size: 2.4 GB · +6 % in 27 days (graph-line)',
    ]);
    const [drill] = goodReport.drills ?? [];
    assert.ok(drill);
    const started = { ...drill, seconds: { ...drill.seconds, start: 41.5 }, started: { version: '2.42.5' } };
    assert.match(
      linesOf({ ...goodReport, drills: [started] }, 'en')[3] ?? '',
      /took 473 s · DHIS2 2\.42\.5 started on it in 42 s · 4 hours/,
    );
    assert.deepEqual(linesOf(lateReport, 'fr'), [
      'Fait: 2026-11-26 02:24 UTC, il y a 3 j · 26 heures au plus (warning)',
      'Vérifié: pas entier : 20261124T020000Z (warning)',
      'Hors site: le plan ne nomme aucun lieu éloigné (circle-outline)',
      'Restauré: jamais (circle-outline)',
      'Prochaine exécution: aucune connue (clock)',
      'Taille: 310 Mo (graph-line)',
    ]);
  });

  test('the status bar tells the worst, or the age of the oldest', () => {
    assert.equal(backupStatus([], 'en', say, now), undefined);
    assert.deepEqual(backupStatus([fine, { ...fine, sets: [{ ...set, made: '2026-11-28T10:00:00Z' }] }], 'en', say, now), {
      text: 'Backups: 26 h',
      isFine: true,
    });
    assert.deepEqual(backupStatus([fine, { ...fine, instance: 'emis', late: true, sets: [] }], 'en', say, now), {
      text: 'emis: no verified set',
      isFine: false,
    });
  });
});
