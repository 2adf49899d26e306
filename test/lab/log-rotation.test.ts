/** Rotation of logs on real hosts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { logRotation } from '../../client/src/operations/steps/log-rotation.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { suites } from './suites.ts';

for (const suite of suites) {
  describe(`rotation of logs on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;

    before(async () => {
      lab = await startLab();
      host = await lab.host('app-1', { suite, disk: 'size=1g' });
      workshop = await openWorkshop(host);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('is there from the start, is brought back when somebody switched it off, and off again', async () => {
      assert.equal((await workshop.plan(logRotation)).step.state, 'already-so');
      await host.sh('systemctl disable --now logrotate.timer');
      const work = await workshop.bringAbout(logRotation);
      assert.equal(await host.sh('systemctl is-active logrotate.timer'), 'active\n');
      await workshop.undo(work);
      assert.equal((await workshop.plan(logRotation)).step.state, 'will-change');
      await workshop.bringAbout(logRotation);
    });

    test('that is short, or missing for a large log, is told', async () => {
      const manifest: HostingManifest = {
        version: 1,
        hosts: [{ name: 'app-1', address: host.address }],
        proxies: [{ name: 'front', host: 'app-1', kind: 'nginx', serverNames: ['a.example.org'] }],
      };
      await host.sh(`
        mkdir -p /var/log/nginx
        printf '/var/log/nginx/*.log {\\n\\tdaily\\n\\tmissingok\\n\\trotate 14\\n}\\n' > /etc/logrotate.d/nginx
        for log in nginx/access.log other.log; do fallocate -l 101M /var/log/$log; done`);
      const { text } = await workshop.plan(logRotation, manifest);
      assert.match(text, /Access logs of nginx are kept for 14 days \(\/etc\/logrotate\.d\/nginx\)/);
      assert.match(text, /Nothing turns over \/var\/log\/other\.log,/);
    });
  });
}
