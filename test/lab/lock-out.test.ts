/** Changes that shut the door: undone by the host unless a new connection confirms them (F47, F48). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import { type RunRequest, runFiles } from '../../client/src/operations/run/run-request.ts';
import { startRun } from '../../client/src/operations/run/start.ts';
import { all, run, snippet } from '../../client/src/operations/script.ts';
import { restoreFile } from '../../client/src/operations/script-files.ts';
import { type Followed, followed } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { addSue } from './sue.ts';
import type { Suite } from './suites.ts';

const reload = run('systemctl', 'reload', 'ssh.service');
const sshd = '/etc/ssh/sshd_config.d/10-test.conf';
const risk = 'lock-out';

const drop = snippet('drop', `nft add table inet test; nft add chain inet test in "{ type filter hook input priority 0; policy drop; }"`);

for (const suite of ['bookworm', 'trixie'] satisfies readonly Suite[]) {
  describe(`a step that may lock people out, on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let reached: Reached;

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      await addSue(host);
      reached = await reach(host, 'sue');
    });
    after(async () => {
      await reached.transport.dispose();
      await lab.close();
    });

    const requestFor = async (steps: readonly TestStep[], more: Partial<RunRequest> = {}) =>
      requestOf(await planOn(await reached.transport.connect(reached.address, soon()), testRecipe(...steps)), { guardSeconds: 6, ...more });
    const carry = async (request: RunRequest): Promise<Followed> => {
      const files = runFiles(request);
      return followed(carryOut({ transport: reached.transport, host: reached.address, files, signal: soon(90_000), random: () => 0 }));
    };
    const assertNoGuard = async () => {
      assert.equal(
        await host.sh("ls /etc/systemd/system | grep dhis2-hosting || :; systemctl list-units --all --no-legend 'dhis2-hosting-*'"),
        '',
      );
    };

    test('stays when a new connection gets in', async () => {
      const { reports, result } = await carry(
        await requestFor([
          { id: 'harmless', path: sshd, content: 'MaxAuthTries 5\n', also: reload, risk, undo: all(restoreFile(sshd), reload) },
        ]),
      );
      assert.equal(result?.outcome, 'done');
      assert.ok(reports.some(({ kind }) => kind === 'confirmed'));
      await new Promise((resolve) => setTimeout(resolve, 7000));
      assert.equal(await host.sh(`cat ${sshd}`), 'MaxAuthTries 5\n');
      await assertNoGuard();
      await host.sh(`rm ${sshd}; systemctl reload ssh`);
    });

    const doors: readonly (readonly [what: string, step: TestStep])[] = [
      [
        'sshd lets nobody in',
        { id: 'sshd', path: sshd, content: 'AllowUsers nobody\n', also: reload, risk, undo: all(restoreFile(sshd), reload) },
      ],
      [
        'the firewall drops everything',
        {
          id: 'firewall',
          also: drop,
          risk,
          undo: all(restoreFile('/etc/dhis2-test/firewall'), run('nft', 'delete', 'table', 'inet', 'test')),
        },
      ],
      ['sudo refuses', { id: 'sudo', path: '/etc/sudoers.d/zz-test', content: 'sue ALL=(ALL) !ALL\n', risk }],
    ];
    for (const [what, step] of doors) {
      test(`is undone by the host when ${what} (F47)`, async () => {
        const { result } = await carry(await requestFor([{ id: `before-${step.id}` }, step, { id: `after-${step.id}` }]));
        assert.deepEqual([result?.outcome, result?.steps.map(({ state }) => state)], ['undone', ['done', 'undone', 'skipped']]);
        const fresh = await reached.transport.connectAnew(reached.address, soon());
        await fresh.close();
        await assertNoGuard();
      });
    }

    test('is undone when nobody is there to confirm it', async () => {
      const request = await requestFor([{ id: 'unseen', risk }], { guardSeconds: 3 });
      await startRun(await reached.transport.connect(reached.address, soon()), runFiles(request), soon());
      const folder = `/var/lib/dhis2-hosting/runs/${request.id}`;
      await until(async () => (await host.sh(`cat ${folder}/result.json 2> /dev/null || :`)) !== '', 'the end', 30_000);
      assert.match(await host.sh(`cat ${folder}/result.json`), /"outcome":"undone"/);
      assert.equal(await host.sh('ls /etc/dhis2-test/unseen 2> /dev/null || :'), '');
      await assertNoGuard();
    });

    test('is undone after a restart of the host too (F48)', async () => {
      const request = await requestFor([{ id: 'restarted', risk }], { guardSeconds: 4 });
      await startRun(await reached.transport.connect(reached.address, soon()), runFiles(request), soon());
      const folder = `/var/lib/dhis2-hosting/runs/${request.id}`;
      await until(async () => (await host.sh(`cat ${folder}/steps/001/nonce 2> /dev/null || :`)) !== '', 'the question', 30_000);
      await host.kill();
      await host.boot();
      await until(async () => (await host.sh('ls /etc/dhis2-test/restarted 2> /dev/null || :')) === '', 'the undo', 30_000);
      await until(async () => (await host.sh('ls /etc/systemd/system | grep dhis2-hosting || :')) === '', 'the end of the guard', 10_000);
    });

    test('whose verification fails is undone at once', async () => {
      const started = Date.now();
      const { result } = await carry(await requestFor([{ id: 'not-verified', risk, verify: run('false') }], { guardSeconds: 60 }));
      assert.equal(result?.outcome, 'undone');
      assert.ok(Date.now() - started < 30_000);
      assert.equal(await host.sh('ls /etc/dhis2-test/not-verified 2> /dev/null || :'), '');
      await assertNoGuard();
    });
  });
}
