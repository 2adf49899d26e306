/** The three steps that change how people get in, carried out by a run: confirmed they stay, unseen the host takes them back (F47). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import { type RunRequest, runFiles } from '../../client/src/operations/run/run-request.ts';
import { startRun } from '../../client/src/operations/run/start.ts';
import type { Recipe, Step } from '../../client/src/operations/step.ts';
import { administrators } from '../../client/src/operations/steps/administrators.ts';
import { firewall } from '../../client/src/operations/steps/firewall.ts';
import { sshServer } from '../../client/src/operations/steps/ssh-server.ts';
import { followed } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planOn, requestOf } from '../support/test-recipe.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { addSue } from './sue.ts';
import { suites } from './suites.ts';

const doors = [administrators, sshServer, firewall];
const recipe = (...steps: readonly Step[]): Recipe => ({ id: 'doors', title: { en: 'Doors', fr: 'Portes' }, steps: () => steps });

for (const suite of suites) {
  describe(`the doors of a host on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let reached: Reached;
    let manifest: HostingManifest;

    const plan = async (...steps: readonly Step[]) =>
      planOn(await reached.transport.connect(reached.address, soon()), recipe(...steps), manifest);
    const request = async (steps: readonly Step[], guardSeconds: number): Promise<RunRequest> =>
      requestOf(await plan(...steps), { guardSeconds });

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      await addSue(host);
      // Ubuntu comes without; what a step installed stays when the step is taken back.
      await host.sh('apt-get update -qq; apt-get install -qq --yes nftables > /dev/null 2>&1');
      reached = await reach(host, 'sue');
      const key = readFileSync(`${host.identityFile}.pub`, 'utf8').trim();
      manifest = {
        version: 1,
        hosts: [{ name: 'one', address: host.address, sshFrom: [`${lab.gateway}/32`] }],
        team: [{ name: 'Amina', account: 'amina', sshKeys: [key] }],
      };
    });
    after(async () => {
      await reached.transport.dispose();
      await lab.close();
    });

    for (const door of doors) {
      test(`${door.id} is taken back by the host when nobody confirms it`, async () => {
        const before = (await plan(door)).plan;
        const unseen = await request([door], 2);
        assert.equal(unseen.prepared.work[0]?.risk, 'lock-out');
        await startRun(await reached.transport.connect(reached.address, soon()), runFiles(unseen), soon());
        const result = `/var/lib/dhis2-hosting/runs/${unseen.id}/result.json`;
        await until(async () => (await host.sh(`cat ${result} 2> /dev/null || :`)) !== '', 'the end of the run', 90_000);
        assert.match(await host.sh(`cat ${result}`), /"outcome":"undone"/);
        const [now] = (await plan(door)).plan.steps;
        assert.deepEqual({ ...now, facts: {} }, { ...before.steps[0], facts: {} });
      });
    }

    test('all of them stay when new connections get in, and a second plan is empty', async () => {
      const files = runFiles(await request(doors, 60));
      const run = carryOut({ transport: reached.transport, host: reached.address, files, signal: soon(120_000), random: () => 0 });
      const { reports, result } = await followed(run);
      assert.deepEqual(
        result?.steps.map(({ state }) => state),
        ['done', 'done', 'done'],
        JSON.stringify(reports.slice(-30)),
      );
      const states = (await plan(...doors)).plan.steps.map(({ state }) => state);
      assert.deepEqual(states, ['already-so', 'already-so', 'already-so']);
      const amina = await reach(host, 'amina');
      await (await amina.transport.connect(amina.address, soon())).close();
      await amina.transport.dispose();
    });
  });
}
