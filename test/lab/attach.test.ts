/** Following runs over links that break: every line once, and never a second run (F01, F04, F05, F06, F56). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { followRun } from '../../client/src/operations/run/attach.ts';
import { cancelRun } from '../../client/src/operations/run/cancel.ts';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import { listRuns } from '../../client/src/operations/run/list.ts';
import type { RunEvent, RunResult } from '../../client/src/operations/run/run-events.ts';
import { type RunRequest, runFiles } from '../../client/src/operations/run/run-request.ts';
import type { RunReport } from '../../client/src/operations/run/watch.ts';
import { run, type Script, snippet } from '../../client/src/operations/script.ts';
import { followed, saidOf } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { addSue } from './sue.ts';

type Seen = { readonly reports: RunReport[]; readonly result: Promise<RunResult | undefined> };

function collect(reports: AsyncGenerator<RunReport, RunResult | undefined>): Seen {
  const seen: RunReport[] = [];
  const result = followed(reports, seen).then((ended) => ended.result);
  result.catch(() => {});
  return { reports: seen, result };
}

const eventsOf = (reports: readonly RunReport[]) => reports.filter((report): report is RunEvent => report.kind !== 'link');
const count = (to: number) => Array.from({ length: to }, (_, index) => String(index + 1));
const counting = (to: number, pause: string): Script =>
  snippet('s', 'n=0; while [ $n -lt "$1" ]; do n=$((n + 1)); echo $n; sleep "$2"; done', String(to), pause);

describe('a run that is followed', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;

  before(async () => {
    lab = await startLab();
    host = await lab.host('one');
    await addSue(host);
    reached = await reach(host, 'sue');
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  const quick = {
    random: () => 0,
    delay: (_: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else setTimeout(resolve, 200);
      }),
  };
  const requestFor = async (steps: readonly TestStep[], more: Partial<RunRequest> = {}) =>
    requestOf(await planOn(await reached.transport.connect(reached.address, soon()), testRecipe(...steps)), more);
  const follow = ({ id }: RunRequest, after = 0, by = reached, signal = soon(60_000)) =>
    collect(followRun({ transport: by.transport, host: by.address, run: id, after, signal, patient: true, ...quick }));
  const start = (request: RunRequest, signal = soon(60_000)) =>
    collect(carryOut({ transport: reached.transport, host: reached.address, files: runFiles(request), signal, ...quick }));
  const assertOnce = (reports: readonly RunReport[]) =>
    assert.deepEqual(
      eventsOf(reports).map(({ seq }) => seq),
      count(eventsOf(reports).length).map(Number),
    );

  test('tells each line once, over a link that is cut again and again (F01)', async () => {
    const { reports, result } = start(await requestFor([{ id: 'counts', also: counting(60, '0.1') }, { id: 'then' }]));
    let cuts = 0;
    const cutting = setInterval(() => {
      cuts++;
      reached.link.cut();
    }, 1100);
    const { outcome } = (await result.finally(() => clearInterval(cutting))) ?? {};
    assert.equal(outcome, 'done');
    assert.ok(cuts > 2);
    assert.deepEqual(saidOf(reports), count(60));
    assertOnce(reports);
    assert.ok(reports.some((report) => report.kind === 'link' && report.state === 'reconnecting'));
  });

  test('goes on while its host is frozen for us, and no second one is started (F05)', async () => {
    const request = await requestFor([{ id: 'frozen', also: counting(30, '0.1') }]);
    const { reports, result } = start(request);
    await until(() => saidOf(reports).length > 3, 'some lines', 10_000);
    reached.link.freeze();
    await until(() => reports.some((report) => report.kind === 'link' && report.state === 'reconnecting'), 'that it is noticed', 15_000);
    reached.link.thaw();
    assert.equal((await result)?.outcome, 'done');
    assert.deepEqual(saidOf(reports), count(30));
    assertOnce(reports);
  });

  test('is one run when the answer to its start is lost (F06)', async () => {
    const request = await requestFor([{ id: 'lost-answer', also: snippet('s', 'echo x >> /root/times') }]);
    // Cut as soon as the host has the folder: the answer comes later.
    const there = (async () => {
      await until(
        async () => (await host.sh(`ls /var/lib/dhis2-hosting/runs/${request.id} 2> /dev/null || :`)) !== '',
        'the folder',
        20_000,
      );
      reached.link.cut();
    })();
    const { reports, result } = start(request);
    await there;
    assert.equal((await result)?.outcome, 'done');
    assertOnce(reports);
    assert.equal(await host.sh('cat /root/times'), 'x\n');
    assert.equal((await host.sh('cat /var/lib/dhis2-hosting/journal')).split('\n').filter((line) => line.includes(request.id)).length, 2);
  });

  test('is followed by somebody else too, from the line that is asked for', async () => {
    const request = await requestFor([{ id: 'shared', also: counting(20, '0.1') }]);
    const first = start(request);
    await until(() => saidOf(first.reports).length > 3, 'some lines', 10_000);
    const other = await reach(host, 'root');
    try {
      const second = follow(request, 5, other);
      assert.equal((await second.result)?.outcome, 'done');
      assert.deepEqual(eventsOf(second.reports).map(({ seq }) => seq)[0], 6);
      await first.result;
      assert.deepEqual(eventsOf(second.reports), eventsOf(first.reports).slice(5));
    } finally {
      await other.transport.dispose();
    }
  });

  test('goes on when we stop watching, which leaves nothing on the host; what came meanwhile is there later (F56)', async () => {
    const request = await requestFor([{ id: 'left', also: counting(20, '0.1') }]);
    const stop = new AbortController();
    const { reports, result } = start(request, stop.signal);
    await until(() => saidOf(reports).length > 3, 'some lines', 10_000);
    stop.abort();
    assert.equal(await result, undefined);
    await until(async () => (await host.sh('pgrep -cx tail || :')).trim() === '0', 'the end of the follower', 10_000);
    const later = follow(request, eventsOf(reports).length);
    assert.equal((await later.result)?.outcome, 'done');
    assertOnce([...reports, ...later.reports]);
    assert.deepEqual(saidOf([...reports, ...later.reports]), count(20));
  });

  test('is cancelled between two steps, by anybody', async () => {
    const request = await requestFor([{ id: 'finishes', also: run('sleep', '1') }, { id: 'not-begun' }]);
    const { reports, result } = start(request);
    await until(() => reports.some(({ kind }) => kind === 'phase'), 'the first step', 10_000);
    await cancelRun(await reached.transport.connect(reached.address, soon()), request.id, soon());
    const { outcome, why, steps } = (await result) ?? {};
    assert.deepEqual([outcome, why, steps?.map(({ state }) => state)], ['interrupted', 'cancelled', ['done', 'skipped']]);
  });

  test('whose host goes down is waited for, and is interrupted', async () => {
    const request = await requestFor([{ id: 'goes-down', also: run('sleep', '600') }]);
    const { reports, result } = start(request);
    await until(() => reports.some(({ kind }) => kind === 'phase'), 'the step', 10_000);
    await host.kill();
    await host.boot();
    assert.deepEqual(await result, { outcome: 'interrupted', why: 'lost', steps: [] });
  });

  test('that is not there is told', async () => {
    const { result } = follow({ ...(await requestFor([])), id: '20200101T000000Z-00000000' });
    await assert.rejects(result, { code: 'run-not-found' });
  });

  test('of another version is a failure, not a success (F55)', async () => {
    const request = await requestFor([{ id: 'odd' }]);
    await start(request).result;
    const folder = `/var/lib/dhis2-hosting/runs/${request.id}`;
    await host.sh(`sed -i 's/"v":1/"v":2/' ${folder}/result.json`);
    await assert.rejects(follow(request).result, { code: 'run-not-understood' });
    const listed = await listRuns(await reached.transport.connect(reached.address, soon()), soon());
    assert.equal(listed[0]?.state, 'not-understood');
    await host.sh(`sed -i 's/"kind":"step"/"kind":"leap"/' ${folder}/events`);
    await assert.rejects(follow(request).result, { code: 'run-not-understood' });
  });

  test('is in the list of runs, newest first', async () => {
    const done = await requestFor([{ id: 'listed' }], { owner: 'zoë@desk', reason: "it's *time* (id)" });
    await start(done).result;
    const running = await requestFor([{ id: 'listed-too', also: run('sleep', '3') }]);
    const { reports, result } = start(running);
    await until(() => reports.some(({ kind }) => kind === 'phase'), 'the step', 10_000);
    const listed = await listRuns(await reached.transport.connect(reached.address, soon()), soon());
    assert.deepEqual(
      listed.slice(0, 2).map(({ id, state }) => [id, typeof state === 'string' ? state : state.outcome]),
      [
        [running.id, 'running'],
        [done.id, 'done'],
      ],
    );
    assert.deepEqual([listed[1]?.head?.owner, listed[1]?.head?.reason, listed[1]?.head?.host], ['zoë@desk', "it's *time* (id)", 'one']);
    await result;
  });
});
