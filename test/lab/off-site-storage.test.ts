/**
 * Storage that speaks S3, and the whole story: from nothing to data, a set, a copy; the host destroyed; a new one, restored.
 * F42.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { secretsToGive } from '../../client/src/operations/plan.ts';
import { restore, switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { Secret } from '../../client/src/operations/secret.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { until } from '../support/sshd.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { copying, copySet, folder, knownSets, makeSet as makeSetOn, making, program } from './set-copies.ts';
import { standIn } from './stand-in/stand-in.ts';
import { changeSecret, serveStorage, storageKey } from './storage.ts';

const counts =
  'select (select count(*) from datavalue), (select count(*) from period), (select max(lastupdated) from datavalue), (select count(*) from userinfo)';

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
  let release: string;
  /** What the heartbeat was told, newest last. */
  const beats: string[] = [];
  const told = (at: Reached, name = 'one', wanted = manifest) => applyGiven(at, wanted, name);
  const known = () => knownSets(reached);
  const copy = () => copySet(host);
  const makeSet = () => makeSetOn(host, reached);

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
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
    release = war.sha256;
    manifest = manifestFor(release, 'one');
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

  test('from nothing to a restored host: data, a nightly set, off site, the host destroyed, a new one', async (t) => {
    const sql = async (at: LabHost, text: string): Promise<string> =>
      (await at.sh(`cd /; runuser -u postgres -- psql -XAtd hmis -c "${text}"`)).trim();
    await sql(host, `insert into dataelement (name) values ('a'); insert into organisationunit (name) values ('o')`);
    await sql(host, 'insert into period select g, now(), now() from generate_series(1, 100000) g');
    await sql(host, 'insert into datavalue select 1, g, 1, md5(g::text) from generate_series(1, 50000) g');
    await sql(host, `insert into fileresource (name, storagekey, isassigned, created) values ('a', 'dataValue/1', true, now())`);
    await host.sh(
      'echo uploaded | install -D -o dhis2-hmis -g dhis2-hmis -m 640 /dev/stdin /var/lib/dhis2/hmis/files/dataValue/1; chown -R dhis2-hmis: /var/lib/dhis2/hmis/files',
    );
    // As the timer does it at half past two: nothing of ours asks for the copy.
    await host.sh(`systemctl start ${making}`);
    await until(async () => (await known()).sets[0]?.offSite !== undefined, 'the copy', 180_000);
    // A host that is lost while it tidies up leaves a lock that holds for half an hour.
    const state = `systemctl show --property=ActiveState --value ${copying}`;
    await until(async () => (await host.sh(state)) === 'inactive\n', 'its retention', 180_000);
    const [{ id: set = '', made = '' } = {}] = (await known()).sets;
    const before = await sql(host, counts);
    // What a person keeps elsewhere.
    const kept = {
      encryption: await host.sh('grep ^ENCRYPTION_PASSWORD= /etc/dhis2/hmis/secrets.env'),
      password: await host.sh('cat /etc/dhis2-hosting/off-site/path/password'),
      other: await host.sh('cat /etc/dhis2-hosting/off-site/dns/password'),
    };
    await sql(host, 'insert into period values (999999, now(), now())');
    const lost = Date.now();
    await host.kill();
    await host.remove();

    const two = await lab.host('two', { suite: 'trixie' });
    const began = Date.now();
    await trust(two);
    await two.write('/tmp/encryption', kept.encryption);
    await two.write('/tmp/password', kept.password);
    await two.write('/tmp/other', kept.other);
    await two.sh(`install -D -m 600 /tmp/encryption /etc/dhis2/hmis/secrets.env
      install -D -m 600 /tmp/password /etc/dhis2-hosting/off-site/path/password
      install -D -m 600 /tmp/other /etc/dhis2-hosting/off-site/dns/password
      rm /tmp/encryption /tmp/password /tmp/other`);
    const other = await reach(two);
    t.after(() => other.transport.dispose());
    const moved = manifestFor(release, 'two');
    await changeSecret(storage, storageKey.secret);
    await told(other, 'two', moved);
    const provisioned = Date.now();
    const about = { ...targetOf(moved, 'two'), instance: 'hmis' };
    await apply(other, restore, { ...about, set });
    await apply(other, switchToRestored, about);
    const done = Date.now();
    assert.equal(await sql(two, counts), before);
    assert.match(
      await two.sh('curl --silent http://127.0.0.1:8080/api/ping; cat /var/lib/dhis2/hmis/files/dataValue/1'),
      /^ponguploaded$/m,
    );
    const seconds = (ms: number): number => Math.round(ms / 1000);
    t.diagnostic(`RPO ${seconds(lost - Date.parse(made))} s: what came after the set of ${made} is lost`);
    t.diagnostic(
      `RTO ${seconds(done - began)} s from a bare host: ${seconds(provisioned - began)} s provisioned, ${seconds(done - provisioned)} s fetched, restored and in use`,
    );
    t.diagnostic(`counts (data values, periods, newest, users): ${before}`);
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
