/** Sets leave the host encrypted over SSH, and count when they were read back. F24, F44, F45. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { restore } from '../../client/src/operations/recipes/backups.ts';
import { until } from '../support/sshd.ts';
import { apply, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { keepBySftp, keepForGood, letIn } from './keeper.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as needed } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { copying, copySet, folder, knownSets, makeSet as makeSetOn, making, program } from './set-copies.ts';
import { standIn } from './stand-in/stand-in.ts';

/** With the program's own modules, as root. */
const copies = `import sys; sys.path.insert(0, '${program}')
import common, repository
conf = common.configuration('nightly.hmis')
conf['sets'] = '/'
both = [repository.Repository(conf, target) for target in conf['targets']]
there = both[1]
assert there.name == 'kept'
`;

describe('copies off site over SSH', () => {
  let lab: Lab;
  let host: LabHost;
  let vault: LabHost;
  let reached: Reached;
  let manifest: HostingManifest;
  const known = () => knownSets(reached);
  const copy = () => copySet(host);
  const makeSet = () => makeSetOn(host, reached);
  const failure = async (): Promise<string | undefined> => (await known()).attempts.find(({ kind }) => kind === 'off-site')?.code;

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    [host, vault] = await Promise.all([
      lab.host('one', { layers: ['db', 'app'] }),
      lab.host('vault', { layers: ['copies'], disk: 'size=2g' }),
    ]);
    reached = await reach(host);
    await keepBySftp(vault);
    await keepForGood(vault);
    manifest = manifestFor(war.sha256, vault.hostKey().fingerprint);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('a server whose key nobody compared is sent nothing', async () => {
    const open = { ...manifest, backupTargets: (manifest.backupTargets ?? []).map(({ hostKey: _, ...each }) => each) };
    const other = `SHA256:${'A'.repeat(43)}`;
    const false_ = { ...manifest, backupTargets: (manifest.backupTargets ?? []).map((each) => ({ ...each, hostKey: other })) };
    const said = async (wanted: HostingManifest): Promise<string> =>
      unsettled((await planFor(reached, needed, targetOf(wanted, 'one'))).plan)
        .filter((line) => line.startsWith('off-site-access:'))
        .join('\n');
    assert.match(await said(open), /off-site-access:vault: blocked .*is not in the manifest\. It shows .*SHA256:/);
    assert.match(await said(false_), /off-site-access:vault: blocked .*shows another key than SHA256:AAA/);
  });

  test('the key of the host has to be let in by a person, then the first set goes off site', async (t) => {
    await apply(reached, needed, targetOf(manifest, 'one'));
    const [line = '', ...others] = unsettled((await planFor(reached, needed, targetOf(manifest, 'one'))).plan);
    assert.match(line, /^off-site:nightly\.hmis: blocked .*does not let this host in as backup-dhis2.*ssh-ed25519 AAAA/);
    assert.deepEqual(others, []);
    await letIn(vault, 'backup-dhis2', host, 'vault');
    await letIn(vault, 'keeper', host, 'kept');
    const { seconds } = await apply(reached, needed, targetOf(manifest, 'one'));
    t.diagnostic(JSON.stringify(seconds));
    assert.deepEqual(unsettled((await planFor(reached, needed, targetOf(manifest, 'one'))).plan), []);
    const { sets, attempts } = await known();
    assert.match(sets[0]?.offSite ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(attempts.flatMap(({ kind, outcome }) => (kind.startsWith('off-site') ? [[kind, outcome]] : [])).toSorted(), [
      ['off-site', 'done'],
      ['off-site-retention', 'done'],
    ]);
  });

  test('a set that is made is followed by its copy', async () => {
    await host.sh(`systemctl start ${making}`);
    await until(async () => (await known()).sets[0]?.offSite !== undefined, 'the copy', 120_000);
    // A copy a day stays where the host may remove some; the other place keeps both.
    await host.write('/root/count.py', `${copies}print([len(each.snapshots()) for each in both])`);
    await until(async () => (await host.sh('python3 -IB /root/count.py')) === '[1, 2]\n', 'its retention', 120_000);
  });

  test('nothing at the other end can be read there, and no secret is anywhere it should not be', async () => {
    await host.sh(`find ${folder} -name set.json -exec cat {} + | grep -o '[0-9a-f]\\{64\\}' | head -n 1 > /root/hash; [ -s /root/hash ]`);
    await vault.write('/root/hash', await host.read('/root/hash'));
    assert.equal((await vault.exec(['grep', '-rqFf', '/root/hash', '/srv'])).code, 1);
    assert.equal((await vault.exec(['grep', '-rqF', 'PGDMP', '/srv'])).code, 1);
    await host.sh(`cat /etc/dhis2-hosting/off-site/*/password | grep . > /root/made
      sed -n '2p' /etc/dhis2-hosting/off-site/vault/id_ed25519 >> /root/made
      [ "$(wc -l < /root/made)" = 3 ]
      if journalctl --no-pager | grep -qFf /root/made; then exit 1; fi
      if grep -rqFf /root/made /var/lib/dhis2-hosting /var/lib/dhis2-hosting-backup /etc/dhis2-hosting/backup /etc/systemd; then exit 1; fi
      [ -z "$(find /etc/dhis2-hosting/off-site -type f -name '[pi]*[dk]*' ! -name '*.pub' -perm /077)" ]`);
    const shell = `ssh -F none -i /etc/dhis2-hosting/off-site/vault/id_ed25519 -o StrictHostKeyChecking=no`;
    for (const login of ['backup-dhis2@vault', '-i /etc/dhis2-hosting/off-site/kept/id_ed25519 keeper@vault']) {
      const { stdout } = await host.exec(['sh', '-c', `${shell} ${login} id < /dev/null`]);
      assert.doesNotMatch(String(stdout), /uid=/);
    }
  });

  test('F45: all sets of the host are deleted, and its key cannot delete the copies', async () => {
    await host.write(
      '/root/delete.py',
      `${copies}
before = there.snapshots()
assert len(before) == 2, before
try:
    there.run('forget', *before.values())
    print('forgotten')
except common.Refused as refused:
    print(refused.code, refused.detail)
assert there.snapshots() == before
`,
    );
    assert.doesNotMatch(await host.sh('python3 -IB /root/delete.py'), /forgotten/);
    const before = await vault.sh('cd /srv/kept; find . -type f ! -path "*/locks/*" -exec sha256sum {} + | sort');
    await host.sh(`mv ${folder} /root/sets; install -d -o backup-dhis2 -g backup-dhis2 -m 750 ${folder}
      for try in 'rm -rf /srv/kept' 'rclone purge /srv/kept' 'rclone serve restic --stdio off-site:../kept'; do
        ! ssh -F none -i /etc/dhis2-hosting/off-site/kept/id_ed25519 -o StrictHostKeyChecking=no keeper@vault "$try" < /dev/null 2> /dev/null
        ! echo "$try" | sftp -b - -F none -i /etc/dhis2-hosting/off-site/kept/id_ed25519 -o StrictHostKeyChecking=no keeper@vault 2> /dev/null
      done`);
    assert.equal(await vault.sh('cd /srv/kept; find . -type f ! -path "*/locks/*" -exec sha256sum {} + | sort'), before);
    await host.write(
      '/root/fetch.py',
      `${copies}
import os, offsite, sets
conf['sets'] = '${folder}'
conf['targets'] = conf['targets'][1:]
newest = max(there.snapshots())
offsite.bring(conf, newest)
sets.check('${folder}/' + newest)
print(os.listdir('${folder}'))
`,
    );
    assert.match(await host.sh('python3 -IB /root/fetch.py'), /^\['2\w+Z'\]\n$/);
    await host.sh(`diff -r ${folder}/2*Z /root/sets/$(basename ${folder}/2*Z); rm -r ${folder}; mv /root/sets ${folder}`);
  });

  test('F44: a lock that a killed copy left is removed, one of somebody at work is respected', async () => {
    const set = await makeSet();
    await host.sh(
      'cd /var/lib/dhis2/hmis; mkdir -p files; dd if=/dev/urandom of=files/large bs=1M count=300 status=none; chown -R dhis2-hmis: files',
    );
    const large = await makeSet();
    assert.notEqual(large, set);
    const copied = copy();
    // Both ends stand still at the first lock, so that the copy cannot end before it is killed.
    await vault.sh('until [ -n "$(ls /srv/copies/sets/hmis/locks)" ]; do sleep 0.05; done; pkill -STOP -u backup-dhis2');
    await host.sh(`systemctl kill --signal=KILL ${copying}`);
    await copied;
    await vault.sh('pkill -KILL -u backup-dhis2 || :');
    assert.notEqual(await vault.sh('ls /srv/copies/sets/hmis/locks'), '');
    assert.equal((await known()).sets[0]?.offSite, undefined);
    assert.equal(await copy(), 'copied');
    assert.equal(await vault.sh('ls /srv/copies/sets/hmis/locks'), '');
    assert.equal((await known()).sets[0]?.id, large);
    assert.ok((await known()).sets[0]?.offSite);

    // Somebody on another machine works on the repository, and stands still half-way.
    await vault.sh('apt-get -qq update; apt-get -qq install --yes restic > /dev/null 2>&1');
    await makeSet();
    const password = String(await host.read('/etc/dhis2-hosting/off-site/vault/password'));
    const busy = await otherPruner(vault, password);
    assert.match(await copy(), /"failed": "locked"/);
    assert.equal(await failure(), 'locked');
    assert.notEqual(await vault.sh('ls /srv/copies/sets/hmis/locks'), '');
    await busy();
    assert.equal(await copy(), 'copied');
  });

  test('the drill and a restore take what is off site, also when the host has nothing left', async () => {
    await makeSet();
    assert.equal(await copy(), 'copied');
    const set = (await known()).sets[0]?.id ?? '';
    await host.sh(`mv ${folder} /root/sets; install -d -o backup-dhis2 -g backup-dhis2 -m 750 ${folder}`);
    assert.ok((await known()).away?.some(({ id, targets }) => id === set && targets.length === 2));
    await host.sh(`python3 -IB ${program} drill nightly.hmis`);
    const evidence = JSON.parse(await host.sh('cat "$(ls -d /var/lib/dhis2-hosting-backup/evidence/* | tail -n 1)"'));
    assert.deepEqual([evidence.set, evidence.from, evidence.outcome], [set, 'off-site', 'done']);
    assert.ok(evidence.seconds.fetch > 0);
    assert.equal(await host.sh(`ls -A ${folder}`), '');
    const { said } = await apply(reached, restore, { ...targetOf(manifest, 'one'), instance: 'hmis', set });
    assert.match(said, new RegExp(`hmis_restored_${set.toLowerCase()}: restored and compared`));
    assert.equal(await host.sh(`ls -A ${folder}`), `${set}\n`);
    await host.sh(`diff -r ${folder}/${set} /root/sets/${set}; rm -r ${folder}; mv /root/sets ${folder}`);
    // A damaged copy is a failure of the drill, though the host has a good set.
    await vault.sh(`cp -a /srv/copies /srv/kept /root/; ${damage('/srv/copies/sets/hmis')}; ${damage('/srv/kept/hmis')}`);
    assert.match(await host.sh(`python3 -IB ${program} drill nightly.hmis 2>&1 || :`), /"failed": /);
    assert.equal(await host.sh(`ls -A ${folder} | grep '^[.]' || :`), '');
    await vault.sh('rm -r /srv/copies/sets /srv/kept/hmis; mv /root/copies/sets /srv/copies/; mv /root/kept/hmis /srv/kept/');
  });

  test('F24: the disk at the other end is full, from the start or in the middle of a copy', async () => {
    await host.write(
      '/root/keep.py',
      `${copies}
import offsite
conf['sets'] = '${folder}'
conf['targets'] = conf['targets'][1:]
try:
    offsite.copy(conf)
except common.Refused as refused:
    print(refused.code, refused.detail)
`,
    );
    for (const bytesLeft of [4 << 20, 0]) {
      await host.sh('cd /var/lib/dhis2/hmis/files; dd if=/dev/urandom of=more bs=1M count=40 status=none; chown dhis2-hmis: more');
      const set = await makeSet();
      // Others write too, so the last byte may not be there to be had.
      await vault.sh(`head -c $(($(df --block-size=1 --output=avail /srv | tail -n 1) - ${bytesLeft})) /dev/zero > /srv/fill || :`);
      assert.match(await copy(), /"failed": "full", "detail": "vault: /);
      assert.equal(await failure(), 'full');
      assert.match(await host.sh('python3 -IB /root/keep.py'), /^full kept: /);
      assert.deepEqual([(await known()).sets[0]?.id, (await known()).sets[0]?.offSite], [set, undefined]);
      await vault.sh('rm /srv/fill');
      assert.equal(await copy(), 'copied');
      assert.equal(typeof (await known()).sets[0]?.offSite, 'string');
    }
  });

  test('what was changed at the other end is not off site', async () => {
    const set = await makeSet();
    assert.equal(await copy(), 'copied');
    await vault.sh(`cp -a /srv/copies/sets/hmis/data /root/data; ${damage('/srv/copies/sets/hmis')}`);
    assert.match(await host.sh(`python3 -IB ${program} copy nightly.hmis 2>&1 || :`), /"failed": "(?:restic|hash)"/);
    assert.equal((await known()).attempts.find(({ kind }) => kind === 'off-site')?.outcome, 'failed');
    await vault.sh('cd /srv/copies/sets/hmis; rm -r data; mv /root/data data; mv /srv/copies/sets/hmis /srv/copies/sets/gone');
    assert.match(await host.sh(`python3 -IB ${program} copy nightly.hmis 2>&1 || :`), /"failed": "gone"/);
    await vault.sh('mv /srv/copies/sets/gone /srv/copies/sets/hmis');
    assert.match(await host.sh(`python3 -IB ${program} copy nightly.hmis`), new RegExp(`^${set}: off site`));
  });
});

const manifestFor = (sha256: string, hostKey: string): HostingManifest => ({
  version: 1,
  hosts: [{ name: 'one', address: 'one.test' }],
  databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: 'one', dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backupTargets: [
    { name: 'vault', kind: 'ssh', address: 'vault', hostKey, path: '/sets' },
    { name: 'kept', kind: 'ssh', address: 'vault', hostKey, user: 'keeper', path: '/srv/kept', immutable: true },
  ],
  backups: [
    {
      ...{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', offsiteRetention: { daily: 7 } },
      ...{ targets: ['vault', 'kept'] },
    },
  ],
});

/** Four bytes of each part of a repository. */
const damage = (repository: string): string =>
  `find ${repository}/data -type f -size +1k -exec sh -c 'chmod u+w "$1"; printf XXXX | dd of="$1" bs=1 seek=700 conv=notrunc status=none' sh {} ';'`;

/** A check of another machine that holds the repository for itself. */
async function otherPruner(vault: LabHost, password: string): Promise<() => Promise<void>> {
  await vault.write('/tmp/password', password, '644');
  // restic passes over locks that it cannot read, so it is of the account whose they are.
  await vault.sh(`cd /; nohup setpriv --reuid=backup-dhis2 --regid=backup-dhis2 --init-groups restic --repo /srv/copies/sets/hmis --password-file /tmp/password --no-cache \
    check --read-data > /tmp/check 2>&1 &`);
  await until(async () => (await vault.sh('ls /srv/copies/sets/hmis/locks')) !== '', 'the lock of another', 60_000);
  await vault.sh('pkill -STOP -x restic');
  return async () => {
    await vault.sh('pkill -CONT -x restic; while pgrep -x restic > /dev/null; do sleep 0.2; done');
  };
}
