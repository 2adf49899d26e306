/** Backups of a host as they are after a year: what views of them are tested with. */
import type { BackupReport, BackupSet } from '../../client/src/operations/index.ts';

export const reportsNow = Date.parse('2026-11-29T12:00:00Z');
const day = 86_400_000;

export function setMade(ago: number, more: Partial<BackupSet> = {}): BackupSet {
  const made = new Date(reportsNow - ago * day).toISOString().replace('.000', '');
  const id = made.replaceAll(/[-:]/g, '');
  return {
    ...{ id, folder: `/var/backups/dhis2/hmis/${id}`, plan: 'nightly', parts: ['database.dump'], made, verified: made },
    ...{ bytes: Math.round(2_400_000_000 * (1 - ago / 500)), migration: '2.42.2' },
    ...more,
  };
}

const ages = [0.4, 1.4, 2.4, 3.4, 4.4, 5.4, 6.4, 13.4, 20.4, 27.4, 57, 87, 118, 149, 179, 210, 240, 271, 301, 332];
const at = (ago: number): string => new Date(reportsNow - ago * day).toISOString();

function drill(ago: number, failure?: string): NonNullable<BackupReport['drills']>[number] {
  return {
    ...{ path: `/var/lib/dhis2-hosting-backup/evidence/hmis-${ago}.json`, plan: 'nightly', host: 'app-1', began: at(ago), ended: at(ago) },
    ...(failure === undefined
      ? {
          outcome: 'done' as const,
          refuses: ['cut', 'empty', 'foreign', 'stale'],
          seconds: { check: 61.2, restore: 402.9, compare: 8, total: 472.1 },
        }
      : { outcome: 'failed' as const, code: failure, detail: 'no room left', refuses: [], seconds: {} }),
    ...{ set: '20261129T020000Z', made: '2026-11-29T02:00:00Z', counts: { datavalue: 18_204_112, users: 1204 }, migration: '2.42.2' },
  };
}

export const goodReport: BackupReport = {
  ...{ instance: 'hmis', plan: 'nightly', schedule: '30 2 * * *', asked: at(0), next: '2026-11-30T02:30:00.000Z', proved: at(6) },
  planned: {
    name: 'nightly',
    instances: ['hmis'],
    schedule: '30 2 * * *',
    retention: { daily: 7, weekly: 4, monthly: 12 },
    rto: '4 hours',
  },
  sets: ages.map((ago, i) =>
    setMade(ago, {
      ...(i === 0 ? {} : { offSite: at(ago - 0.1) }),
      ...(i === 6 || i === 10 ? { restored: at(ago - 0.3), restoreSeconds: 472.1 } : {}),
    }),
  ),
  ...{ broken: [], attempts: [], drills: [drill(6.1), drill(36), drill(56.7), drill(57, 'space')] },
  sizeTrend: { percent: 6, days: 27 },
  ...{ lateAfterHours: 26, drillHours: 720, restoreWithinSeconds: 14_400, late: false, failed: false, slow: false, troubles: [] },
};

const words = (en: string) => ({ text: { en, fr: en }, args: {} });

export const lateReport: BackupReport = {
  ...{ instance: 'emis', plan: 'nightly', schedule: '0 3 * * *', asked: at(0), lateAfterHours: 26 },
  planned: { name: 'nightly', instances: ['emis'], schedule: '0 3 * * *', retention: { daily: 14, weekly: 8 } },
  sets: [3.4, 4.4, 7.4, 8.4, 9.4, 10.4, 20.4, 27.4].map((ago) => setMade(ago, { bytes: 310_000_000 })),
  ...{ broken: ['20261124T020000Z'], attempts: [], drills: [], late: true, failed: false, slow: false },
  troubles: [
    {
      code: 'backup-late',
      title: words('The newest set is too old').text,
      message: words('The newest verified set of emis is 3 days old'),
      mend: 'backUp',
    },
    { code: 'backup-unverified', title: words('A set is not whole').text, message: words('Not whole: 20261124T020000Z'), mend: 'backUp' },
  ],
};

export const unknownReport: BackupReport = {
  ...{ instance: 'training', plan: 'weekly', schedule: '0 3 * * 0', asked: at(0) },
  planned: { name: 'weekly', instances: ['training'], schedule: '0 3 * * 0' },
  ...{ sets: undefined, broken: [], attempts: [], drills: undefined, late: true, failed: false, slow: false, troubles: [] },
};
