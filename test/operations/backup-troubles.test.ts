/** What is told of backups, case by case: what a plan wants, what the host has, and what somebody has to look at. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { type TroubleCode, troubleTexts } from '../../client/src/operations/backup-trouble-texts.ts';
import { type KnownOfBackups, troublesOf } from '../../client/src/operations/backup-troubles.ts';
import type { BackupJob } from '../../client/src/operations/hosts/backups.ts';
import { goodReport, reportsNow, setMade } from '../support/backup-reports.ts';

const plan: BackupJob['plan'] = {
  ...{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', targets: ['far'], rto: '1 hour' },
  restoreTest: { every: '30 days' },
};
const job: BackupJob = { plan, instance: { name: 'hmis', host: 'one' } };
const [newest, ...older] = goodReport.sets ?? [];
assert.ok(newest);
const sets = { sets: [newest, ...older], attempts: [], broken: [] };
const good: KnownOfBackups = {
  ...{ sets, drills: goodReport.drills, watch: { state: 'calls', trouble: [] } },
  // The copy of yesterday is 33 hours old, so the plan of these cases allows two days.
  timer: { active: true, next: 1_796_005_800 },
};
const twoDays: BackupJob = { ...job, plan: { ...plan, rpo: '2 days' } };
const attempt = (kind: string, outcome: string) => ({
  plan: 'nightly',
  kind,
  began: '2026-11-29T02:30:00Z',
  outcome,
  code: 'space',
  detail: 'full',
});

const cases: readonly (readonly [what: string, job: BackupJob, known: KnownOfBackups, codes: readonly TroubleCode[]])[] = [
  ['all is well', twoDays, good, []],
  ['there is no set', twoDays, { ...good, sets: { ...sets, sets: [] } }, ['backup-missing']],
  [
    'a set without a database is none',
    twoDays,
    { ...good, sets: { ...sets, sets: [{ ...newest, parts: ['files.tar'] }] } },
    ['backup-missing'],
  ],
  [
    'the newest is too old',
    twoDays,
    { ...good, sets: { ...sets, sets: [setMade(3, { offSite: 'x' })] } },
    ['backup-late', 'backup-only-here'],
  ],
  ['the last backup failed', twoDays, { ...good, sets: { ...sets, attempts: [attempt('backup', 'failed')] } }, ['backup-failed']],
  ['retention failed', twoDays, { ...good, sets: { ...sets, attempts: [attempt('retention', 'failed')] } }, ['backup-failed']],
  ['a restore by hand failed: people saw that', twoDays, { ...good, sets: { ...sets, attempts: [attempt('restore', 'failed')] } }, []],
  [
    'the restore test failed',
    twoDays,
    { ...good, sets: { ...sets, attempts: [attempt('restore-test', 'failed')] } },
    ['restore-test-failed'],
  ],
  ['a set is not whole', twoDays, { ...good, sets: { ...sets, broken: ['20261120T020000Z'] } }, ['backup-unverified']],
  ['the copy elsewhere is older than the plan allows', job, good, ['backup-only-here']],
  [
    'nothing is elsewhere, and nothing is to be',
    { ...job, plan: { ...plan, targets: [] } },
    { ...good, sets: { ...sets, sets: [newest] } },
    [],
  ],
  ['the first set was made just now, its copy is under way', twoDays, { ...good, sets: { ...sets, sets: [setMade(0.05)] } }, []],
  ['a set of half a day was never copied', twoDays, { ...good, sets: { ...sets, sets: [setMade(0.5)] } }, ['backup-only-here']],
  ['the timer does not run', twoDays, { ...good, timer: { active: false } }, ['backup-not-scheduled']],
  [
    'no restore was ever tested',
    twoDays,
    { ...good, drills: [], sets: { ...sets, sets: [{ ...newest, offSite: newest.made }] } },
    ['restore-test-due'],
  ],
  ['the evidence outlives the set that it is of', twoDays, { ...good, sets: { ...sets, sets: [{ ...newest, offSite: newest.made }] } }, []],
  ['a restore takes too long', { ...twoDays, plan: { ...twoDays.plan, rto: '5 minutes' } }, good, ['restore-too-slow']],
  ['the watch is silent', twoDays, { ...good, watch: { state: 'silent', trouble: ['/: 97 % of its space are used'] } }, ['watch-silent']],
  ['the watch is off', twoDays, { ...good, watch: { state: 'off', trouble: [] } }, ['watch-silent']],
  ['what is not known is told of by nothing', twoDays, { sets, drills: undefined, timer: undefined, watch: undefined }, []],
];

describe('troubles of backups', () => {
  for (const [what, of, known, codes] of cases) {
    test(what, () => {
      const troubles = troublesOf(of, known, reportsNow);
      assert.deepEqual(
        troubles.map(({ code }) => code),
        codes,
      );
      // Every argument of a text is given, in both languages.
      for (const { message } of troubles)
        for (const locale of ['en', 'fr'] as const) assert.doesNotMatch(render(message, locale), /\{\w+\}/);
    });
  }

  test('each code is told by a case', () => {
    const told = new Set(cases.flatMap(([, , , codes]) => codes));
    assert.deepEqual(
      Object.keys(troubleTexts).filter((code) => !told.has(code as TroubleCode)),
      [],
    );
  });
});
