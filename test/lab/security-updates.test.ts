/** Security updates that install themselves, on real hosts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { packageHealth } from '../../client/src/operations/steps/package-health.ts';
import { securityUpdates } from '../../client/src/operations/steps/security-updates.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { suites } from './suites.ts';

const manifest: HostingManifest = {
  version: 1,
  maintenance: { window: { days: ['monday', 'sunday'], from: '22:30', to: '00:30', timezone: 'Africa/Douala' } },
};

for (const suite of suites) {
  describe(`security updates on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      workshop = await openWorkshop(host);
      const { work } = await workshop.plan(packageHealth);
      if (work !== undefined) await workshop.run(work.change, work);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('are brought about where they were switched off, and taken back', async () => {
      await host.write('/etc/apt/apt.conf.d/20auto-upgrades', 'APT::Periodic::Unattended-Upgrade "0";\n');
      await host.sh('systemctl disable --now apt-daily.timer apt-daily-upgrade.timer');
      const before = await workshop.plan(securityUpdates, manifest);
      const work = await workshop.bringAbout(securityUpdates, manifest);
      assert.match(
        await host.sh('systemctl show --property=TimersCalendar apt-daily-upgrade.timer'),
        /OnCalendar=Mon,Sun \*-\*-\* 22:30:00 Africa\/Douala/,
      );
      assert.match(await host.sh('systemctl show --property=RandomizedDelayUSec apt-daily-upgrade.timer'), /=1h/);
      await workshop.undo(work);
      const { step } = await workshop.plan(securityUpdates, manifest);
      assert.deepEqual({ ...step, facts: {} }, { ...before.step, facts: {} });
      assert.match(await host.sh('systemctl show --property=TimersCalendar apt-daily-upgrade.timer'), /OnCalendar=\*-\*-\* 06:00:00/);
    });

    test('leave another major version of PostgreSQL alone, and services of DHIS2 running (F46)', async () => {
      await host.sh('DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq needrestart');
      await workshop.bringAbout(securityUpdates, manifest);
      const looked = await host.sh('unattended-upgrade --dry-run --debug 2>&1');
      assert.match(looked, /blacklist: .*postgresql\$/);
      const rules = await host.sh(
        `perl -e 'our %nrconf; do "/etc/needrestart/needrestart.conf"; print join " ", grep { "dhis2@hmis.service" =~ $_ && !$nrconf{override_rc}{$_} } keys %{$nrconf{override_rc}}'`,
      );
      assert.match(rules, /dhis2/);
    });
  });
}
