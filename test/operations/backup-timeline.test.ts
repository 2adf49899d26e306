/** The picture of backups over time: what is known in, SVG out. What it keeps is what the program on the host keeps. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evidenceMarkdown } from '../../client/src/operations/backup-evidence.ts';
import { type TimelineRow, timelineSvg } from '../../client/src/operations/backup-timeline.ts';
import { keptAs } from '../../client/src/operations/hosts/retention.ts';
import { backupModules } from '../../client/src/operations/templates/backup.ts';
import { goodReport, lateReport, reportsNow, setMade, unknownReport } from '../support/backup-reports.ts';

const rowOf = (report: TimelineRow['report'], instance = report?.instance ?? 'other'): TimelineRow => ({
  ...{ id: instance, instance, plan: report?.plan ?? 'nightly', report },
});
const draw = (rows: readonly TimelineRow[], locale: 'en' | 'fr' = 'en', standalone = false): string =>
  timelineSvg(rows, { locale, standalone, now: reportsNow });
const boxes = (svg: string): ReadonlyMap<string, string> =>
  new Map([...svg.matchAll(/<g class="box" data-id="([^"]+)"[^>]* aria-label="([^"]+)"/g)].map(([, id = '', label = '']) => [id, label]));
const xOf = (svg: string, id: string): number =>
  Number(new RegExp(`data-id="${id}"[^>]*><title>[^<]*</title><rect class="frame spot" x="([\\d.]+)"`).exec(svg)?.[1]);

describe('the picture of backups', () => {
  test('has a mark for each set and each restore test, each with all that is known of it in words', () => {
    const found = boxes(draw([rowOf(goodReport)]));
    assert.equal(found.size, 1 + 20 + 4);
    assert.equal(found.get('hmis'), 'hmis (nightly), newest: 10 hours old, 26 hours allowed, 2.4 GB, +6 % in 27 days');
    const [newest, yesterday] = goodReport.sets ?? [];
    assert.equal(found.get(`hmis/set/${newest?.id}`), 'set of 2026-11-29 02:24 UTC, 2.4 GB, verified, kept as daily, weekly, monthly');
    assert.match(found.get(`hmis/set/${yesterday?.id}`) ?? '', /verified, off site, kept as daily$/);
    assert.ok([...found.values()].includes('restore test of 2026-11-23 09:36 UTC: succeeded in 473 s'));
    assert.ok([...found.values()].includes('restore test of 2026-10-03 12:00 UTC: failed (space)'));
  });

  test('shows states by shape: a ring, a disc, a tick, a cross, a triangle', () => {
    const svg = draw([rowOf(goodReport), rowOf(lateReport)]).replace(/<g class="legend".*/, '');
    const count = (part: RegExp) => svg.match(part)?.length ?? 0;
    assert.equal(count(/class="set"/g), 1 + 8);
    assert.equal(count(/class="set away"/g), 19);
    assert.equal(count(/class="tick on"/g), 2);
    assert.equal(count(/class="cross"/g), 1);
    assert.equal(count(/class="proof"/g), 3);
    assert.equal(count(/class="failure"/g), 1);
  });

  test('what is only off site any more has a mark of its own', () => {
    const report = { ...goodReport, away: [{ id: '20251001T023000Z', plan: 'nightly', targets: ['vault', 'cloud'] }] };
    const svg = draw([rowOf(report)]);
    assert.equal(boxes(svg).get('hmis/away/20251001T023000Z'), 'set 20251001T023000Z: not on the host any more, off site at vault, cloud');
    assert.ok(xOf(svg, 'hmis/away/20251001T023000Z') < xOf(svg, `hmis/set/${goodReport.sets?.at(-1)?.id}`));
  });

  test('time goes from left to right, and nothing lies outside', () => {
    const svg = draw([rowOf(goodReport)]);
    const places = (goodReport.sets ?? []).map(({ id }) => xOf(svg, `hmis/set/${id}`));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => b - a),
    );
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    for (const [, x = ''] of svg.matchAll(/ (?:x|cx)="([-\d.]+)"/g)) assert.ok(Number(x) >= 0 && Number(x) <= width, x);
  });

  test('gaps are where the plan allows less: since the newest, and between those that are kept daily', () => {
    const gaps = (svg: string) =>
      [...svg.replace(/<g class="legend".*/, '').matchAll(/<g class="gap"><title>([^<]+)/g)].map(([, title]) => title);
    assert.deepEqual(gaps(draw([rowOf(goodReport)])), []);
    assert.deepEqual(gaps(draw([rowOf(lateReport)])), [
      'no set for 3 days: the plan allows 26 hours',
      'no set for 3 days: the plan allows 26 hours',
    ]);
  });

  test('what is not known has no mark, and says so', () => {
    const found = boxes(draw([rowOf(unknownReport), rowOf(undefined), { ...rowOf(lateReport), isOld: true }]));
    assert.equal(found.get('training'), 'training (weekly), unknown: not understood');
    assert.equal(found.get('other'), 'other (nightly), unknown: not asked yet');
    assert.match(draw([{ ...rowOf(goodReport), isOld: true }]), /<g class="row unknown">/);
    assert.match(draw([rowOf(goodReport)]), /<g class="row fine">/);
    assert.match(draw([rowOf(lateReport)]), /<g class="row bad">/);
    assert.match(draw([], 'fr'), /Le manifeste n’a pas de sauvegarde/);
  });

  test('a page of strict rules takes it: no style, no script, and names are text', () => {
    const name = '"><script>alert(1)</script>';
    for (const locale of ['en', 'fr'] as const) {
      const svg = draw([rowOf(goodReport, name), rowOf(lateReport)], locale);
      assert.doesNotMatch(svg, /<script|<style|\sstyle=|\son\w+=|javascript:/);
      assert.doesNotMatch(svg, /\{\w+\}|undefined|NaN/);
      assert.match(draw([rowOf(goodReport)], locale, true), /<style>[^<]*prefers-color-scheme:dark/);
    }
  });
});

describe('retention', () => {
  const periods = [
    {},
    { daily: 7 },
    { daily: 2, weekly: 3 },
    { weekly: 4, monthly: 12, yearly: 2 },
    { daily: 7, weekly: 4, monthly: 12, yearly: 5 },
  ];
  const [, program = ''] = backupModules.find(([name]) => name === 'sets.py') ?? [];
  const kept = program.slice(program.indexOf('def kept('), program.indexOf('def retain('));

  test('keeps what the program on the host keeps', () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 1200 * 24 }), { minLength: 1, maxLength: 60 });
    const samples = fc.sample(fc.tuple(moments, fc.constantFrom(...periods)), { numRuns: 60, seed: 6 });
    const asked = samples.map(([hours, retention]) => {
      const ids = hours
        .map((ago) => setMade(ago / 24).id)
        .sort()
        .reverse();
      return { ids, retention };
    });
    const script = `import datetime, json, sys\n${kept}\nprint(json.dumps([sorted(kept(each['ids'], each['retention'] or {'daily': 0})) for each in json.load(sys.stdin)]))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script], { input: JSON.stringify(asked), encoding: 'utf8' });
    assert.equal(stderr, '');
    const ours = asked.map(({ ids, retention }) => {
      const as = keptAs(ids, retention);
      return ids.filter((id, i) => i === 0 || (as.get(id) ?? []).length > 0).sort();
    });
    const theirs: readonly (readonly string[])[] = JSON.parse(stdout);
    // Without a retention the program keeps all of them.
    for (const [i, { retention }] of asked.entries()) if (Object.keys(retention).length > 0) assert.deepEqual(ours[i], theirs[i]);
  });
});

describe('evidence', () => {
  test('says what was restored, counted and refused, and how long each part took', () => {
    const page = evidenceMarkdown(goodReport, 'en');
    assert.match(page, /^# Restore tests of hmis \(nightly\)\n\nOn 2026-11-23 09:36 UTC the set of 2026-11-29 02:00 UTC was restored/);
    assert.match(page, /Measured time of a recovery of the database: 473 s\. The plan allows 4 hours\./);
    assert.match(page, /refused each: a dump that was cut, an empty one, one of another instance, an old one\./);
    assert.match(page, /\| `datavalue` +\| 18204112 /);
    assert.match(page, /\| restoring +\| 402\.9 s /);
    assert.match(page, /## Earlier tests[\s\S]*`space no room left`/);
  });

  test('says that DHIS2 was started on it, and what it told of itself', () => {
    const [drill] = goodReport.drills ?? [];
    assert.ok(drill);
    const started = { ...drill, seconds: { ...drill.seconds, start: 41.5 }, started: { version: '2.42.5' } };
    const page = evidenceMarkdown({ ...goodReport, drills: [started] }, 'en');
    assert.match(page, /^DHIS2 was then started on it, without any network, and answered after 42 s: 2\.42\.5\.$/m);
    assert.match(page, /\| starting DHIS2 on it +\| 41\.5 s /);
    assert.match(
      evidenceMarkdown({ ...goodReport, drills: [{ ...started, started: {} }] }, 'fr'),
      /a répondu après 42 s : il n’a pas dit sa version\./,
    );
    assert.doesNotMatch(evidenceMarkdown(goodReport, 'en'), /DHIS2 was then started/);
  });

  test('what the host says is text, and what it does not say is told', () => {
    const [drill] = goodReport.drills ?? [];
    assert.ok(drill);
    const failed = { ...drill, outcome: 'failed' as const, code: 'decode', detail: '[x](command:y)\n# z', counts: { '`a`|b': 1 } };
    const page = evidenceMarkdown({ ...goodReport, drills: [failed] }, 'fr');
    assert.doesNotMatch(page, /\[x\]\(command|^# z/m);
    assert.match(evidenceMarkdown({ ...goodReport, drills: [] }, 'fr'), /aucun compte rendu/);
    assert.match(evidenceMarkdown(unknownReport, 'en'), /did not tell/);
  });
});
