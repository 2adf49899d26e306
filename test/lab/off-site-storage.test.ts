/** Copies off site go to storage that speaks S3, and count when they were read back. F42. */
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { type BackupSets, backupSets } from '../../client/src/operations/facts/backup-sets.ts';
import { secretsToGive } from '../../client/src/operations/plan.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { Secret } from '../../client/src/operations/secret.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { standIn } from './stand-in/stand-in.ts';
import { changeSecret, serveStorage, storageKey } from './storage.ts';

const folder = '/var/backups/dhis2/hmis';
const program = '/usr/local/lib/dhis2-hosting/backup';
const making = 'dhis2-hosting-backup-nightly.hmis.service';
const copying = 'dhis2-hosting-off-site-nightly.hmis.service';

const needed: Recipe = {
  ...provision,
  steps: (target) =>
    provision.steps(target).filter(({ id }) => !/^(?:ssh-server|firewall|administrators|security-updates|limits)/.test(id)),
};
const given: Readonly<Record<string, string>> = { S3_KEY: storageKey.access, S3_SECRET: storageKey.secret };

describe('copies off site in storage', () => {
  let lab: Lab;
  let host: LabHost;
  let storage: LabHost;
  let reached: Reached;
  let manifest: HostingManifest;
  /** What the heartbeat was told, newest last. */
  const beats: string[] = [];
  const told = (at: Reached, name = 'one', wanted = manifest) => applyGiven(at, wanted, name);
  const known = async (): Promise<BackupSets> => {
    const fact = backupSets('hmis', folder);
    const answer = (await probeHost(await reached.transport.connect(reached.address, soon()), [fact], soon(60_000))).answer(fact);
    assert.ok(answer.known);
    return answer.value;
  };
  const copy = async (): Promise<string> => {
    const { code } = await host.exec(['systemctl', 'start', copying]);
    return code === 0 ? 'copied' : host.sh(`journalctl --unit=${copying} --output=cat --no-pager --lines=6`);
  };
  const makeSet = async (): Promise<string> => {
    await host.sh(`systemctl mask --runtime --quiet ${copying}; systemctl start ${making}; systemctl unmask --runtime --quiet ${copying}`);
    return (await known()).sets[0]?.id ?? '';
  };

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(
      8088,
      createServer((_, response) => void createReadStream(war.file).pipe(response.writeHead(200, { 'content-length': war.size }))),
    );
    await lab.serve(
      8089,
      createServer((request, response) => {
        const chunks: Buffer[] = [];
        request
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            beats.push(Buffer.concat(chunks).toString());
            response.end();
          });
      }),
    );
    lab.name('releases.test', lab.gateway);
    [host, storage] = await Promise.all([lab.host('one', { layers: ['db', 'app'] }), lab.host('s3', { layers: ['storage'] })]);
    const names = ['s3.test', 'dhis2-copies.s3.test'];
    for (const name of names) lab.name(name, storage.address);
    await serveStorage(storage, names);
    await trust(host);
    reached = await reach(host);
    manifest = manifestFor(war.sha256, 'one');
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  /** The certificate of the authority, and where the heartbeat goes. */
  const trust = async (to: LabHost): Promise<void> => {
    await to.write('/etc/ssl/certs/lab-storage.pem', await storage.read('/etc/nginx/authority.pem'), '644');
    await to.sh(
      `install -d -m 755 /etc/dhis2-hosting; echo 'http://releases.test:8089/beat' | install -m 600 /dev/stdin /etc/dhis2-hosting/heartbeat`,
    );
  };

  test('provisioning takes the keys from here, and the first set goes into both addresses of the storage', async (t) => {
    const { seconds } = await told(reached);
    t.diagnostic(JSON.stringify(seconds));
    assert.deepEqual(unsettled((await planFor(reached, needed, targetOf(manifest, 'one'))).plan), []);
    assert.ok((await known()).sets[0]?.offSite);
    for (const secret of Object.values(given)) {
      const found = await host.exec([
        'grep',
        '-rlF',
        secret,
        '/etc',
        '/var/lib/dhis2-hosting',
        '/var/lib/dhis2-hosting-backup',
        '/var/log',
      ]);
      const places = found.stdout
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .toSorted();
      assert.ok(
        places.every((line) => /^\/etc\/dhis2-hosting\/off-site\/(?:dns|path)\/(?:access|secret)-key$/.test(line)),
        places.join(),
      );
    }
    assert.equal(
      await host.sh("find /etc/dhis2-hosting/off-site -type f ! -user root -o -type f -perm /077 ! -name '*.pub' ! -name known_hosts"),
      '',
    );
    // A dump begins with PGDMP; what is there is of nobody who has no password.
    assert.notEqual(await storage.sh('find /srv/node/d1/objects -name "*.data" | wc -l'), '0\n');
    assert.equal((await storage.exec(['grep', '-rqF', 'PGDMP', '/srv/node/d1'])).code, 1);
  });

  test('F42: keys that are refused leave the set on the host good, not off site, and the alarm comes by age', async () => {
    const set = await makeSet();
    await changeSecret(storage, 'another-secret');
    const began = Date.now();
    assert.match(await copy(), /"failed": "denied"/);
    assert.ok(Date.now() - began < 240_000, 'a refusal that does not pass is not tried for a quarter of an hour');
    const { sets, attempts } = await known();
    assert.deepEqual([sets[0]?.id, sets[0]?.offSite], [set, undefined]);
    assert.equal(attempts.find(({ kind }) => kind === 'off-site')?.code, 'denied');
    assert.equal(attempts.find(({ kind }) => kind === 'backup')?.outcome, 'done');
    await host.sh(`python3 -IB ${program} check ${folder}/${set}`);
    // A failure is no alarm while a copy is young enough; its age is.
    await host.sh('systemctl reset-failed dhis2-hosting-restore-test-* 2> /dev/null || :; systemctl start dhis2-hosting-watch.service');
    assert.match(beats.at(-1) ?? '', /backup off site: 0 hours old/);
    const told = beats.length;
    await host.sh("touch -d '-40 hours' /var/lib/dhis2-hosting-backup/nightly.hmis.off-site");
    assert.notEqual((await host.exec(['systemctl', 'start', 'dhis2-hosting-watch.service'])).code, 0);
    assert.equal(beats.length, told);
    assert.match(
      await host.sh('journalctl --unit=dhis2-hosting-watch.service --output=cat'),
      /TROUBLE: the newest backup that is off site is 40 hours old/,
    );
    await host.sh('for to in path dns; do printf another-secret > /etc/dhis2-hosting/off-site/$to/secret-key; done');
    assert.equal(await copy(), 'copied');
    assert.ok((await known()).sets[0]?.offSite);
    await host.sh('systemctl start dhis2-hosting-watch.service');
    assert.equal(beats.length, told + 1);
  });

  test('F42: storage that is away for a while is waited for, and one of another authority is sent nothing', async () => {
    await makeSet();
    await storage.sh('systemctl stop nginx');
    const copied = copy();
    await until(async () => (await host.exec(['pgrep', '-x', 'restic'])).code === 0, 'the copy', 60_000);
    await storage.sh('sleep 3; systemctl start nginx');
    assert.equal(await copied, 'copied');
    await makeSet();
    await storage.sh(`cd /etc/nginx; cp site.pem /root/; openssl req -x509 -key site.key -days 30 -subj '/CN=s3.test' \\
      -addext 'subjectAltName=DNS:s3.test,DNS:dhis2-copies.s3.test' -out site.pem 2> /dev/null; systemctl reload nginx`);
    assert.match(await copy(), /"failed": "certificate"/);
    await storage.sh('cp /root/site.pem /etc/nginx/site.pem; systemctl reload nginx');
    assert.equal(await copy(), 'copied');
  });
});

/** As apply, with the secrets that the plan asks for. */
async function applyGiven(at: Reached, manifest: HostingManifest, name: string): ReturnType<typeof applyPlan> {
  const prepared = await planFor(at, needed, targetOf(manifest, name));
  const secrets = new Map(
    secretsToGive(prepared.plan).map(({ credential, from }) => [credential, new Secret('env' in from ? (given[from.env] ?? '') : '')]),
  );
  const applied = await applyPlan(at, prepared, (files) => ({ ...files, secrets }));
  assert.equal(applied.result.outcome, 'done', applied.said.slice(-4000));
  return applied;
}

const manifestFor = (sha256: string, host: string): HostingManifest => ({
  version: 1,
  hosts: [{ name: host, address: `${host}.test` }],
  monitoring: { heartbeat: { hostFile: '/etc/dhis2-hosting/heartbeat' } },
  databases: [{ name: 'main', host, tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host, dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backupTargets: (['path', 'dns'] as const).map((name) => ({
    ...{ name, kind: 's3', endpoint: 'https://s3.test', bucket: 'dhis2-copies', prefix: `${name}/`, pathStyle: name === 'path' },
    ...{ accessKey: { env: 'S3_KEY' }, secretKey: { env: 'S3_SECRET' }, caFile: '/etc/ssl/certs/lab-storage.pem' },
  })),
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', offsiteRetention: { daily: 7 }, targets: ['path', 'dns'] }],
});
