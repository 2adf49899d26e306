/** A firewall on real hosts: what other hosts reach through it, and what not. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { firewall } from '../../client/src/operations/steps/firewall.ts';
import { until } from '../support/sshd.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { run } from './processes.ts';
import { suites } from './suites.ts';

const ports = [22, 80, 443, 5432, 8080, 9999];
const serve = `import socket, sys, time
for port in sys.argv[1:]:
    each = socket.create_server(("0.0.0.0", int(port)))
    globals()["s" + port] = each
time.sleep(3600)`;
const knock = (address: string): readonly string[] => [
  'bash',
  '-c',
  'for port in "${@:2}"; do (timeout 1 bash -c "exec 3<> /dev/tcp/$1/$port" 2> /dev/null && echo "$port") & done; wait',
  'knock',
  address,
  ...ports.map(String),
];

for (const suite of suites) {
  describe(`the firewall on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let application: LabHost;
    let stranger: LabHost;
    let workshop: Workshop;
    let manifest: HostingManifest;

    /** Ports that answer, from the gateway, the host of the application and one that the plan does not name. */
    const reached = async (): Promise<readonly (readonly number[])[]> => {
      const seen = await Promise.all([
        run([...lab.inside, ...knock(host.address)]),
        application.exec(knock(host.address)),
        stranger.exec(knock(host.address)),
      ]);
      return seen.map(({ stdout }) =>
        stdout
          .trim()
          .split('\n')
          .map(Number)
          .sort((one, other) => one - other),
      );
    };

    before(async () => {
      lab = await startLab();
      [host, application, stranger] = await Promise.all([
        lab.host('db-1', { suite }),
        lab.host('app-1', { suite }),
        lab.host('other', { suite }),
      ]);
      manifest = {
        version: 1,
        hosts: [
          { name: 'db-1', address: host.address, sshFrom: [lab.gateway] },
          { name: 'app-1', address: application.address },
        ],
        databases: [{ name: 'main', host: 'db-1' }],
        proxies: [{ name: 'front', host: 'db-1', kind: 'nginx', serverNames: ['dhis.example.org'] }],
        instances: [{ name: 'hmis', host: 'app-1', database: 'main' }],
      };
      // As the health of packages does, which comes before in every recipe.
      await host.sh('apt-get update -qq');
      await host.sh(`systemd-run --quiet --unit=listeners python3 -c '${serve}' 80 443 5432 8080 9999`);
      workshop = await openWorkshop(host);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('closes what the plan does not open, and opens all of it again when undone', async () => {
      assert.deepEqual(await reached(), [ports, ports, ports]);
      const { text } = await workshop.plan(firewall, manifest);
      assert.match(text, /Closed to other hosts from then on: .*8080\/tcp python3, 9999\/tcp python3/);
      const work = await workshop.bringAbout(firewall, manifest);
      assert.deepEqual(await reached(), [
        [22, 80, 443],
        [80, 443, 5432],
        [80, 443],
      ]);
      await workshop.undo(work);
      assert.deepEqual(await reached(), [ports, ports, ports]);
      assert.equal(
        await host.sh('nft list tables; ls /etc/dhis2-hosting /etc/systemd/system/dhis2-hosting-firewall.service 2> /dev/null || :'),
        '',
      );
    });

    test('takes the place of ufw, whose rules the plan shows, and gives it back when undone', async () => {
      await host.sh(
        `apt-get install -qq --yes ufw > /dev/null; ufw allow 22/tcp; ufw allow from ${application.address} to any port 9999; ufw --force enable`,
      );
      const before = await reached();
      assert.deepEqual(before, [[22], [22, 9999], [22]]);
      const { text } = await workshop.plan(firewall, manifest);
      assert.match(text, /switch off ufw.*: allow 22\/tcp, allow from [\d.]+ to any port 9999\./s);
      const work = await workshop.bringAbout(firewall, manifest);
      assert.equal((await host.sh('ufw status')).trim(), 'Status: inactive');
      assert.deepEqual(await reached(), [
        [22, 80, 443],
        [80, 443, 5432],
        [80, 443],
      ]);
      await workshop.undo(work);
      assert.deepEqual(await reached(), before);
      await host.sh('ufw disable');
    });

    test('is there again after a restart of the host, and after somebody emptied all tables', async () => {
      await workshop.bringAbout(firewall, manifest);
      await workshop.close();
      await host.reboot();
      workshop = await openWorkshop(host);
      assert.equal((await workshop.plan(firewall, manifest)).step.state, 'already-so');
      // It empties all tables when it starts.
      await host.sh('systemctl start nftables.service');
      assert.equal((await workshop.plan(firewall, manifest)).step.state, 'will-change');
      await workshop.bringAbout(firewall, manifest);
      // From now on ours comes after it.
      for (const verb of ['reload', 'restart']) {
        await host.sh(`systemctl ${verb} nftables.service`);
        await until(async () => (await workshop.plan(firewall, manifest)).step.state === 'already-so', `the rules after ${verb}`);
      }
      await host.sh('nft add rule inet dhis2_hosting input tcp dport 9999 accept');
      assert.equal((await workshop.plan(firewall, manifest)).step.state, 'will-change');
    });

    test('goes back to the rules from before, when there were some', async () => {
      await workshop.bringAbout(firewall, manifest);
      const before = await host.sh('nft list ruleset');
      const work = await workshop.bringAbout(firewall, { ...manifest, services: [{ name: 'openhim', host: 'db-1', ports: [9999] }] });
      assert.notEqual(await host.sh('nft list ruleset'), before);
      await workshop.undo(work);
      assert.equal(await host.sh('nft list ruleset'), before);
    });

    test('is not put up when it would shut out whoever does it', async () => {
      const [hosts = [], ...rest] = [manifest.hosts];
      const elsewhere = { ...manifest, hosts: hosts.map((each) => (each.name === 'db-1' ? { ...each, sshFrom: ['192.0.2.1'] } : each)) };
      assert.deepEqual(rest, []);
      const { step, text } = await workshop.plan(firewall, elsewhere);
      assert.equal(step.state, 'blocked');
      assert.match(text, /You would be shut out/);
    });
  });
}
