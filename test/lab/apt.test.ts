/** apt in the hosts: the distribution's own servers and signatures as far as a host can tell, and nothing from outside. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { distributionOf, suites } from './suites.ts';

const install = (...packages: readonly string[]): string =>
  `DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq ${packages.join(' ')}`;

for (const suite of suites) {
  describe(`apt on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;

    before(async () => {
      lab = await startLab();
      host = await lab.host('bare', { suite });
    });
    after(() => lab.close());

    test('the host is a bare one in good health', async () => {
      assert.equal((await host.sh('systemctl is-system-running --wait')).trim(), 'running');
      assert.match(await host.sh('cat /etc/os-release'), new RegExp(`VERSION_CODENAME=${suite}`));
      assert.equal(await host.sh('dpkg --audit'), '');
    });

    test('takes signed indices from the names that the distribution uses', async () => {
      await host.sh('apt-get update -qq -o APT::Update::Error-Mode=any');
      const policy = await host.sh('apt-cache policy nginx');
      assert.ok(policy.includes(` ${distributionOf[suite].archive} ${suite}`), policy);
      assert.doesNotMatch(await host.sh('cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null || :'), /trusted/i);
    });

    test('installs packages, whose services start', async () => {
      await host.sh(install('nginx', 'ufw'));
      assert.equal((await host.sh('systemctl is-active nginx')).trim(), 'active');
      assert.match(await host.sh('curl --silent http://127.0.0.1/'), /Welcome to nginx/);
    });

    test('has nothing to upgrade that it cannot get', async () => {
      await host.sh(`${install()} --only-upgrade; DEBIAN_FRONTEND=noninteractive apt-get dist-upgrade --yes -qq`);
      assert.deepEqual(
        lab.missingPackages.filter((missed) => missed.includes('/pool/')),
        [],
      );
    });

    test('says honestly what the mirror does not hold', async () => {
      const { code, stderr } = await host.exec(['sh', '-c', install('gimp')], {});
      assert.equal(code, 100);
      assert.match(stderr, /404/);
      assert.ok(lab.missingPackages.some((missed) => missed.includes('/pool/')));
    });
  });
}
