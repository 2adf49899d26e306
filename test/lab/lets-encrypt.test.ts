/** A site whose certificate comes from an authority that speaks ACME, and stays when it does not come, or is one of yours (F49). */
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { connect, type PeerCertificate } from 'node:tls';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { watch } from '../../client/src/operations/steps/watch.ts';
import { type AcmeServer, acmeServer } from '../support/acme-server.ts';
import { until } from '../support/sshd.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';

/** The site alone; there is no instance behind it yet. */
const site: Recipe = { ...provision, steps: (target) => provision.steps(target).filter(({ id }) => id.endsWith(':front')) };
const watchedSite: Recipe = { ...provision, steps: (target) => [...site.steps(target), watch] };

type Proxy = NonNullable<HostingManifest['proxies']>[number];

const manifestFor = (
  serverNames: readonly string[],
  tls: NonNullable<Proxy['tls']> = { mode: 'lets-encrypt', email: 'it@dhis.test' },
): HostingManifest => ({
  version: 1,
  hosts: [{ name: 'web', address: 'web.test' }],
  proxies: [{ name: 'front', host: 'web', kind: 'nginx', serverNames, tls }],
});

describe('a certificate over ACME', () => {
  let lab: Lab;
  let web: LabHost;
  let reached: Reached;
  let authority: AcmeServer;
  const one = targetOf(manifestFor(['dhis.test']), 'web');

  before(async () => {
    lab = await startLab();
    web = await lab.host('web', { layers: ['proxy'] });
    const port = (await web.relay(80)).port;
    authority = acmeServer('http://acme.test:14000', (name, path) => {
      return new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, headers: { host: name } }, (response) => void text(response).then(resolve, reject))
          .on('error', reject)
          .end();
      });
    });
    await lab.serve(14000, authority.server);
    lab.name('acme.test', lab.gateway);
    await web.sh('apt-get update -qq; mkdir -p /etc/letsencrypt');
    await web.write('/etc/letsencrypt/cli.ini', 'server = http://acme.test:14000/directory\n');
    reached = await reach(web);
  });
  after(async () => {
    await reached.transport.dispose();
    authority.remove();
    await lab.close();
  });

  /** The certificate that the site shows to somebody who asks for `name`. */
  const shown = async (name: string): Promise<PeerCertificate> => {
    const { port } = await web.relay(443);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, servername: name, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      }).on('error', reject);
    });
  };
  const issuer = async (name: string): Promise<string> => String((await shown(name)).issuer.CN);

  /** For how long browsers are told to come over TLS only. */
  const strict = async (): Promise<number> =>
    Number(
      /max-age=(\d+)/.exec(
        await web.sh("curl --silent --insecure --head --resolve dhis.test:443:127.0.0.1 https://dhis.test/ | grep -i '^strict'"),
      )?.[1],
    );

  test('that is not granted leaves the one before', async () => {
    authority.refuse(true);
    const { result, said } = await applyPlan(reached, await planFor(reached, site, one));
    assert.deepEqual(
      result.steps.map(({ id, state }) => [id, state]),
      [
        ['certificate:front', 'done'],
        ['proxy-site:front', 'done'],
        ['lets-encrypt:front', 'undone'],
      ],
      said,
    );
    assert.equal(await issuer('dhis.test'), 'dhis.test');
    assert.equal(authority.issued(), 0);
    assert.equal(await strict(), 3600);
  });

  test('is shown by the site, and then there is nothing to do', async () => {
    authority.refuse(false);
    await web.write('/usr/local/share/ca-certificates/test.crt', authority.root, '644');
    await web.sh('update-ca-certificates > /dev/null');
    await apply(reached, site, one);
    await until(async () => (await strict()) === 15_768_000, 'half a year');
    assert.equal(await issuer('dhis.test'), 'Test CA');
    assert.deepEqual(unsettled((await planFor(reached, site, one)).plan), []);
    assert.equal(await web.sh('systemctl is-enabled certbot.timer'), 'enabled\n');
  });

  test('is renewed by the package, and the site shows the new one', async () => {
    const before = (await shown('dhis.test')).serialNumber;
    await web.sh('certbot renew --quiet --force-renewal --no-random-sleep-on-renew');
    // A reload of nginx is asynchronous: workers of before answer until those of the new certificate are there.
    await until(async () => (await shown('dhis.test')).serialNumber !== before, 'the site to show the new certificate');
  });

  test('is asked for again when a name is added', async () => {
    const two = targetOf(manifestFor(['dhis.test', 'train.test']), 'web');
    await apply(reached, site, two);
    assert.equal(await issuer('train.test'), 'Test CA');
    assert.deepEqual(unsettled((await planFor(reached, site, two)).plan), []);
  });

  test('of yours is shown, also when another one takes its place in the same file', async () => {
    await lab.serve(
      80,
      createServer((_, response) => void response.end()),
    );
    lab.name('beat.test', lab.gateway);
    await web.sh('mkdir -p /root/tls /etc/dhis2-hosting');
    await web.write('/etc/dhis2-hosting/heartbeat', 'http://beat.test/ping\n', '600');
    const renew = async (): Promise<string> => {
      await web.sh(`cd /root/tls; umask 077; openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=dhis.test -addext subjectAltName=DNS:dhis.test \\
        -keyout key.pem -out certificate.pem 2> /dev/null`);
      return (await web.sh('openssl x509 -in /root/tls/certificate.pem -noout -serial')).trim().replace('serial=', '');
    };
    const tls = { mode: 'own-certificate', certificate: '/root/tls/certificate.pem', privateKey: '/root/tls/key.pem' } as const;
    const yours = targetOf(
      { ...manifestFor(['dhis.test'], tls), monitoring: { heartbeat: { hostFile: '/etc/dhis2-hosting/heartbeat' } } },
      'web',
    );
    const first = await renew();
    await apply(reached, watchedSite, yours);
    // Nobody vouches for it.
    await until(async () => (await strict()) === 3600, 'a short time');
    assert.equal((await shown('dhis.test')).serialNumber, first);
    const left = async (): Promise<readonly string[]> => unsettled((await planFor(reached, watchedSite, yours)).plan);
    assert.deepEqual(await left(), []);
    const look = (): Promise<string> => web.sh('systemctl reset-failed; /usr/local/lib/dhis2-hosting/watch 2>&1 || :');
    assert.doesNotMatch(await look(), /TROUBLE/);

    const second = await renew();
    assert.equal((await shown('dhis.test')).serialNumber, first);
    assert.match(await look(), /TROUBLE: the site dhis\.test shows another certificate than .*fullchain\.pem holds/);
    assert.match(
      (await left()).join('\n'),
      /^certificate:front: will-change Let the web server read \/root\/tls\/certificate\.pem.*dhis\.test\.$/,
    );
    await apply(reached, watchedSite, yours);
    assert.equal((await shown('dhis.test')).serialNumber, second);
    assert.deepEqual(await left(), []);
    assert.doesNotMatch(await look(), /TROUBLE/);
  });
});
