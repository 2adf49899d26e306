/** Taking back the last run: what it wrote, from what it kept, unless somebody changed it since. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createJournal } from '../../client/src/operations/journal.ts';
import { planText } from '../../client/src/operations/plan-text.ts';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import type { RunResult } from '../../client/src/operations/run/run-events.ts';
import { type RunFiles, runFiles } from '../../client/src/operations/run/run-request.ts';
import { planUndo, undoFiles } from '../../client/src/operations/run/undo.ts';
import { journalIn } from '../support/home-journal.ts';
import { followed } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';

describe('undoing the last run', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;

  before(async () => {
    lab = await startLab();
    host = await lab.host('one');
    reached = await reach(host);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  const connect = () => reached.transport.connect(reached.address, soon());
  const carry = async (files: RunFiles, journal?: ReturnType<typeof createJournal>): Promise<RunResult | undefined> => {
    const run = carryOut({
      transport: reached.transport,
      host: reached.address,
      files,
      signal: soon(60_000),
      ...(journal ? { journal } : {}),
    });
    return (await followed(run)).result;
  };
  const apply = async (steps: readonly TestStep[]) => {
    const request = requestOf(await planOn(await connect(), testRecipe(...steps)));
    assert.equal((await carry(runFiles(request)))?.outcome, 'done');
    return request;
  };
  const plan = async () => planUndo(await connect(), Date.now(), soon());
  const undo = async () => {
    const planned = await plan();
    assert.ok(planned);
    const { prepared: _, ...request } = requestOf({ plan: planned.plan, work: [] });
    return carry(undoFiles(planned, { ...request, guardSeconds: 6 }));
  };
  const read = (name: string) => host.sh(`cat /etc/dhis2-test/${name} 2> /dev/null || echo none`);

  test('has nothing to do on a host without runs', async () => assert.equal(await plan(), undefined));

  test('puts everything back, and the run before it next time', async () => {
    await host.sh('mkdir -p /etc/dhis2-test; echo first > /etc/dhis2-test/a');
    await apply([{ id: 'a', content: 'second\n' }, { id: 'b' }]);
    const last = await apply([{ id: 'a', content: 'third\n' }]);
    const planned = await plan();
    assert.equal(planned?.of.id, last.id);
    assert.match(planText(planned.plan, 'en'), /Take back: Test: one[\s\S]*Take back: Step a: will change[\s\S]*-third\n\s*\+second/);
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('a'), 'second\n');
    assert.equal((await undo())?.outcome, 'done');
    assert.deepEqual([await read('a'), await read('b')], ['first\n', 'none\n']);
    assert.equal(await plan(), undefined);
  });

  test('leaves alone what somebody changed since', async () => {
    await apply([{ id: 'c', content: 'ours\n' }]);
    await host.sh('echo theirs > /etc/dhis2-test/c');
    const result = await undo();
    assert.deepEqual([result?.outcome, result?.steps.map(({ state }) => state)], ['undone', ['refused']]);
    assert.equal(await read('c'), 'theirs\n');
    await host.sh('echo ours > /etc/dhis2-test/c');
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('c'), 'none\n');
  });

  test('says what cannot be taken back, and takes back the rest', async () => {
    await apply([{ id: 'd' }, { id: 'e', undo: null }]);
    const planned = await plan();
    assert.deepEqual(
      planned?.plan.steps.map(({ id, state }) => [id, state]),
      [
        ['e', 'blocked'],
        ['d', 'will-change'],
      ],
    );
    assert.equal((await undo())?.outcome, 'done');
    assert.deepEqual([await read('d'), await read('e')], ['none\n', 'of e\n']);
  });

  test('of a step that may lock people out is guarded as well', async () => {
    await apply([{ id: 'f', risk: 'lock-out' }]);
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('f'), 'none\n');
    assert.equal(await host.sh('ls /etc/systemd/system | grep dhis2-hosting || :'), '');
  });

  test('is in the journal at home, as every run', async (t) => {
    const folder = await temporaryFolder(t, {});
    const request = requestOf(await planOn(await connect(), testRecipe({ id: 'g' })));
    await carry(runFiles(request), createJournal(`${folder}/state`));
    const entries = await journalIn(`${folder}/state`);
    assert.deepEqual(
      entries.map((entry) => (entry.kind === 'started' ? [entry.head.id, entry.head.owner] : [entry.id, entry.outcome])),
      [
        [request.id, 'ann@laptop'],
        [request.id, 'done'],
      ],
    );
  });
});
