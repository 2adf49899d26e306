/** A bare host is prepared step by step; each step is taken back and done again, and a restart of the host changes nothing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { prepareHost } from '../../client/src/operations/recipes/prepare-host.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { suites } from './suites.ts';

const steps = prepareHost.steps({ manifest: { version: 1 }, host: 'one', now: 0 });

for (const suite of suites) {
  describe(`preparing a host on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;
    let manifest: HostingManifest;

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      workshop = await openWorkshop(host);
      manifest = {
        version: 1,
        hosts: [{ name: 'one', address: host.address, timezone: 'Africa/Douala' }],
        team: [{ name: 'Amina', account: 'amina', sshKeys: [readFileSync(`${host.identityFile}.pub`, 'utf8').trim()] }],
        maintenance: { window: { days: ['sunday'], from: '20:00', to: '23:00' } },
      };
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    for (const step of steps) {
      test(`${step.id} is brought about, taken back and brought about again`, async () => {
        const before = await workshop.plan(step, manifest);
        if (before.step.state === 'already-so') return;
        const work = await workshop.bringAbout(step, manifest);
        if (work.undo === undefined) return;
        await workshop.undo(work);
        const undone = await workshop.plan(step, manifest);
        assert.equal(undone.step.state, 'will-change', undone.text);
        await workshop.bringAbout(step, manifest);
      });
    }

    test('all of it is so after a restart of the host', async () => {
      await workshop.close();
      await host.reboot();
      workshop = await openWorkshop(host);
      for (const step of steps) {
        const { step: planned, text } = await workshop.plan(step, manifest);
        assert.equal(planned.state, 'already-so', text);
      }
      assert.equal((await host.sh('systemctl is-system-running --wait || :')).trim(), 'running');
    });
  });
}
