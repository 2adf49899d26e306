/** A host that calls its heartbeat, and falls silent when something is wrong with it, such as a certificate that nobody renewed (F49). */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { packageHealth } from '../../client/src/operations/steps/package-health.ts';
import { watch } from '../../client/src/operations/steps/watch.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { suites } from './suites.ts';

const manifest: HostingManifest = {
  version: 1,
  hosts: [{ name: 'app-1', address: 'app.example.org' }],
  proxies: [{ name: 'front', host: 'app-1', kind: 'nginx', serverNames: ['dhis.example.org'], tls: { mode: 'self-signed' } }],
  instances: [{ name: 'hmis', host: 'app-1', proxy: 'front' }],
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '0 2 * * *', folder: '/var/backups/dhis2', rpo: '24 hours' }],
  monitoring: { heartbeat: { hostFile: '/etc/dhis2-hosting/50% beat' } },
};

for (const suite of suites) {
  describe(`the watch on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;
    const heard: { readonly url: string; readonly body: string }[] = [];
    const look = async (): Promise<string> => {
      const { code, stderr } = await host.exec(['systemctl', 'start', 'dhis2-hosting-watch.service']);
      const said = await host.sh('journalctl --unit=dhis2-hosting-watch.service --output=cat --no-pager --lines=12');
      return code === 0 ? 'called' : `${stderr}\n${said}`;
    };

    before(async () => {
      lab = await startLab();
      host = await lab.host('app-1', { suite, disk: 'size=1g' });
      lab.name('beat.test', lab.gateway);
      const server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => {
          body += chunk;
        });
        request.on('end', () => {
          heard.push({ url: request.url ?? '', body });
          response.writeHead(request.url === '/ping/abc' ? 200 : 404).end();
        });
      });
      await lab.serve(80, server);
      workshop = await openWorkshop(host);
      const { work } = await workshop.plan(packageHealth);
      if (work !== undefined) await workshop.run(work.change, work);
      await host.sh(`
        mkdir -p /etc/dhis2-hosting /var/backups/dhis2/hmis/20261129T020000Z /var/backups/dhis2/hmis/.20261130T020000Z.part /etc/ssl/dhis2-hosting/front
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=a -keyout /dev/null -out /etc/ssl/dhis2-hosting/front/fullchain.pem 2> /dev/null
        touch /var/backups/dhis2/hmis/20261129T020000Z/set.json /var/backups/dhis2/hmis/.20261130T020000Z.part/set.json`);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('waits for an address that only root can read', async () => {
      assert.match((await workshop.plan(watch, manifest)).text, /50% beat is not on the host/);
      await host.write('/etc/dhis2-hosting/50% beat', 'http://beat.test/ping/abc\n', '644');
      assert.match((await workshop.plan(watch, manifest)).text, /Others on the host can read/);
      await host.sh('chmod 600 "/etc/dhis2-hosting/50% beat"');
    });

    test('sends a test, is taken back without a trace, and comes again', async () => {
      const trace = 'ls -A /etc/dhis2-hosting /usr/local/lib /etc/systemd/system; systemctl list-timers --all "dhis2*" --no-legend';
      const before = await host.sh(trace);
      const work = await workshop.bringAbout(watch, manifest);
      assert.match(
        heard.at(-1)?.body ?? '',
        /certificate .* good for 21 days[\s\S]*backup in \/var\/backups\/dhis2\/hmis: 0 hours old\nThis is a test\.\n$/,
      );
      assert.equal(heard.at(-1)?.url, '/ping/abc');
      await workshop.undo(work);
      assert.equal(await host.sh(trace), before);
      await workshop.bringAbout(watch, manifest);
    });

    test('calls while all is well, and shows its address to nobody', async () => {
      heard.length = 0;
      assert.equal(await look(), 'called');
      assert.equal(heard.length, 1);
      assert.doesNotMatch(await host.sh('journalctl --no-pager; cat /etc/systemd/system/dhis2-hosting-watch.service'), /ping\/abc/);
    });

    const troubles: readonly (readonly [what: string, makes: string, mends: string, says: RegExp])[] = [
      [
        'a late backup',
        'cd /var/backups/dhis2/hmis; touch -d "27 hours ago" 2*/set.json; touch .2*.part/set.json',
        'touch /var/backups/dhis2/hmis/2*/set.json',
        /TROUBLE: the last backup in \/var\/backups\/dhis2\/hmis is 27 hours old/,
      ],
      [
        'a failed unit',
        'systemd-run --quiet --unit=broken false; sleep 1',
        'systemctl reset-failed',
        /TROUBLE: failed units: broken\.service/,
      ],
      [
        'a restart that is due',
        'touch -d "15 days ago" /run/reboot-required',
        'rm /run/reboot-required',
        /TROUBLE: has waited for a restart for 15 days/,
      ],
      [
        'a full disk',
        'fallocate -l "$(( $(df --output=avail -B1 / | tail -n 1) * 95 / 100 ))" /fill',
        'rm /fill',
        /TROUBLE: \/: 9\d % of its space are used/,
      ],
      [
        'a certificate that ends',
        'openssl req -x509 -newkey rsa:2048 -nodes -days 20 -subj /CN=a -keyout /dev/null -out /etc/ssl/dhis2-hosting/front/fullchain.pem',
        'true',
        /TROUBLE: certificate .* expires within 21 days/,
      ],
    ];
    for (const [what, makes, mends, says] of troubles) {
      test(`falls silent for ${what}`, async () => {
        await host.sh(makes);
        heard.length = 0;
        assert.match(await look(), says);
        assert.deepEqual(heard, []);
        await host.sh(mends);
      });
    }
  });
}
