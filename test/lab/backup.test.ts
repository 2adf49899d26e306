/** Backup sets on a host: made from a snapshot, read whole, published at once or not at all. F20, F24, F25, F26, F35, F36, F39, F40, F41, F43. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { type BackupSets, backupSets } from '../../client/src/operations/facts/backup-sets.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import { restore, switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { runCli } from '../support/run-cli.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import { ageing, damage, falsify } from './backup-damage.ts';
import { asAdmin, giveAdmin, keptPassword } from './first-administrator.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as needed } from './one-instance.ts';
import { hasQuotas, mountWithQuota } from './quota.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { standIn } from './stand-in/stand-in.ts';

const folder = '/var/backups/dhis2/hmis';
const unit = 'dhis2-hosting-backup-nightly.hmis';
const program = '/usr/local/lib/dhis2-hosting/backup';

const manifestFor = (sha256: string, recipient: string): HostingManifest => ({
  version: 1,
  hosts: [{ name: 'one', address: 'one.test' }],
  databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: 'one', dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backups: [
    {
      ...{
        name: 'nightly',
        instances: ['hmis'],
        schedule: '30 2 * * *',
        retention: { daily: 2, monthly: 2 },
        restoreTest: { every: '30 days' },
      },
      encryption: { method: 'age', recipient },
    },
  ],
});

describe('backup sets', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  let manifest: HostingManifest;
  const sql = async (text: string): Promise<string> => (await host.sh(`cd /; runuser -u postgres -- psql -XAtd hmis -c "${text}"`)).trim();
  /** Fails with what the program said. */
  const make = async (): Promise<string> => {
    const { code } = await host.exec(['systemctl', 'start', `${unit}.service`]);
    return code === 0 ? 'made' : host.sh(`journalctl --unit=${unit}.service --output=cat --no-pager --lines=6`);
  };
  const known = async (): Promise<BackupSets> => {
    const fact = backupSets('hmis', folder);
    const answer = (await probeHost(await reached.transport.connect(reached.address, soon()), [fact], soon(60_000))).answer(fact);
    assert.ok(answer.known);
    return answer.value;
  };
  const ids = async (): Promise<readonly string[]> => (await known()).sets.map(({ id }) => id);
  const newest = async (): Promise<string> => `${folder}/${(await ids())[0]}`;
  const setOf = async (path: string): Promise<Readonly<Record<string, unknown>>> => JSON.parse(String(await host.read(`${path}/set.json`)));
  const leftovers = async (): Promise<string> => (await host.sh(`ls -A ${folder} | grep -vE '^2[0-9]{7}T[0-9]{6}Z$' || :`)).trim();
  const scratches = (): Promise<string> =>
    sql("select datname from pg_database where datname not in ('hmis', 'postgres') and datname !~ '^template'");
  const failure = async (): Promise<string | undefined> => (await known()).attempts.find(({ kind }) => kind === 'backup')?.code;

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    host = await lab.host('one', { layers: ['db', 'app'] });
    reached = await reach(host);
    await host.sh('apt-get -qq update && apt-get -qq install --yes age && age-keygen -o /root/identity 2> /root/recipient');
    const recipient = /age1\w+/.exec(String(await host.read('/root/recipient')))?.[0] ?? '';
    manifest = manifestFor(war.sha256, recipient);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('provisioning makes the first one, and then has nothing to do', async (t) => {
    const target = targetOf(manifest, 'one');
    const { seconds } = await apply(reached, needed, target);
    t.diagnostic(JSON.stringify(seconds));
    assert.deepEqual(unsettled((await planFor(reached, needed, targetOf(manifest, 'one'))).plan), []);
    const { sets, attempts } = await known();
    assert.equal(sets.length, 1);
    assert.equal(sets[0]?.migration, '2.42.2');
    assert.deepEqual(sets[0]?.parts.toSorted(), ['configuration.tar.age', 'database.dump', 'files.tar', 'left-out.txt', 'roles.sql']);
    assert.deepEqual(attempts.map(({ kind, outcome }) => [kind, outcome]).toSorted(), [
      ['backup', 'done'],
      ['restore-test', 'done'],
      ['retention', 'done'],
    ]);
    assert.match(await host.sh(`systemctl list-timers --no-legend ${unit}.timer`), / 02:30:00 UTC/);
    assert.match(await host.sh(`systemctl show --property=Persistent ${unit}.timer`), /yes/);
  });

  test('rows are those of the snapshot, while others are written', async () => {
    await sql(`insert into dataelement (name) values ('a'); insert into organisationunit (name) values ('o')`);
    await sql('insert into period select g, now(), now() from generate_series(1, 200000) g');
    await sql('insert into datavalue select 1, g, 1, md5(g::text) from generate_series(1, 20000) g');
    await host.sh(`cd /; nohup runuser -u postgres -- sh -c 'g=20000; while [ ! -e /tmp/enough ]; do g=$((g + 1))
      echo "insert into datavalue values (1, $g, 1, 1);"; done | psql -Xq hmis' > /dev/null 2>&1 & :`);
    assert.equal(await make(), 'made');
    const { counts } = (await setOf(await newest()))['database'] as { readonly counts: Readonly<Record<string, number>> };
    const now = Number(await sql('select count(*) from datavalue'));
    await host.sh('touch /tmp/enough');
    assert.ok((counts['datavalue'] ?? 0) > 20_000 && (counts['datavalue'] ?? 0) < now, `${counts['datavalue']} of ${now}`);
    assert.equal(counts['period'], 200_000);
  });

  test('what the server makes anew is left out, and keeps nobody waiting', async () => {
    await sql(`create table analytics (dx text); create table analytics_2026 () inherits (analytics); create table _orgunitstructure (id int);
      create table analyticstablehook (id int); insert into analyticstablehook values (1); create table aggregatedataexchange (id int);
      create table analytics_busy (id int); create view of_people as select * from _orgunitstructure`);
    const release = await lockTable(host, 'analytics_busy');
    assert.equal(await make(), 'made');
    await release();
    const said = await host.sh(
      `cat ${await newest()}/left-out.txt; pg_restore --list ${await newest()}/database.dump | grep -E 'TABLE|VIEW'`,
    );
    assert.match(said, /^_orgunitstructure\nanalytics\nanalytics_2026\nanalytics_busy\n/);
    for (const kept of [
      'TABLE public _orgunitstructure',
      'TABLE DATA public analyticstablehook',
      'TABLE DATA public aggregatedataexchange',
    ]) {
      assert.ok(said.includes(kept), kept);
    }
    assert.doesNotMatch(said, /TABLE (?:DATA )?public analytics |TABLE DATA public _orgunitstructure/);
    await sql('drop view of_people; drop table analytics_2026, analytics, _orgunitstructure, analytics_busy');
  });

  test('secrets are sealed for the holder of the key, and nowhere else', async () => {
    await host.sh(`mkdir /root/opened; age --decrypt --identity /root/identity ${await newest()}/configuration.tar.age | tar -x -C /root/opened
      cmp /root/opened/dhis.conf /var/lib/dhis2/hmis/dhis.conf
      sort /etc/dhis2/hmis/secrets.env | cmp - /root/opened/secrets.env
      sed -n 's/^[A-Z_]*=//p' /etc/dhis2/hmis/secrets.env > /root/made
      [ -s /root/made ]
      if grep -rqFf /root/made ${folder} /var/lib/dhis2-hosting-backup /etc/dhis2-hosting; then exit 1; fi
      if journalctl --no-pager | grep -qFf /root/made; then exit 1; fi
      [ -z "$(find ${folder} -perm /007 -print -quit)" ]
      [ -z "$(find ${folder} /var/lib/dhis2-hosting-backup ! -user backup-dhis2 -print -quit)" ]`);
    const sets = (await known()).sets;
    assert.match(sets[0]?.key ?? '', /^pbkdf2-sha256\$600000\$[0-9a-f]{64}$/);
    assert.equal(new Set(sets.map(({ key }) => key)).size, 1);
  });

  test('F36: a dump that was cut anywhere, or in which four bytes changed, is never accepted', async () => {
    await host.write('/root/damage.py', damage);
    const said = await host.sh(
      `cp -a ${await newest()} /root/copy; mv /root/copy /root/$(basename ${await newest()}); python3 -IB /root/damage.py /root/$(basename ${await newest()})`,
    );
    assert.equal(said.trim(), '200 of 200 refused, the whole one accepted');
  });

  test('F24: without the room for it none is begun; when the disk fills meanwhile the last good one stays', async () => {
    await host.sh(`mount -t tmpfs -o size=2m,mode=750,uid=$(id -u backup-dhis2),gid=$(id -g backup-dhis2) tmpfs ${folder}`);
    assert.match(await make(), /"failed": "space"/);
    await host.sh(`mount -o remount,size=60m ${folder}`);
    assert.equal(await make(), 'made');
    const before = await ids();
    const [{ bytes = 0 } = {}] = (await known()).sets;
    await sql('create table filler as select g, md5(random()::text) || md5(random()::text) as text from generate_series(1, 200000) g');
    await host.sh(`fallocate -l $(( $(df -B1 --output=avail ${folder} | tail -n 1) - ${Math.ceil(bytes * 1.6)} )) ${folder}/.fill`);
    assert.match(await make(), /"failed": "dump".*No space left on device/);
    assert.equal(await failure(), 'dump');
    assert.deepEqual(await ids(), before);
    assert.equal(await leftovers(), '.fill');
    await host.sh(`umount ${folder}`);
    await sql('drop table filler');
  });

  test('F25: a folder of sets that is read-only, or has no inodes left, is named, and the last good set stays', async () => {
    const before = await ids();
    await host.sh(`mount -t tmpfs -o nr_inodes=12,mode=750,uid=$(id -u backup-dhis2),gid=$(id -g backup-dhis2) tmpfs ${folder}`);
    assert.match(await make(), /"failed": "inodes"/);
    await host.sh(`mount -o remount,ro,nr_inodes=1000 ${folder}`);
    assert.match(await make(), /"failed": "system".*Read-only file system/);
    await host.sh(`umount ${folder}`);
    assert.deepEqual(await ids(), before);
  });

  if (hasQuotas) {
    test('F25: a quota below what the disk has is named when it is met, and the last good set stays', async () => {
      const before = await ids();
      await sql('create table filler as select g, md5(random()::text) || md5(random()::text) as text from generate_series(1, 200000) g');
      await mountWithQuota(host, folder, '3M');
      assert.match(await make(), /"failed": "dump".*Disk quota exceeded/);
      assert.equal(await failure(), 'dump');
      assert.equal(await leftovers(), '');
      await host.sh(`umount ${folder}`);
      await sql('drop table filler');
      assert.deepEqual(await ids(), before);
    });
  }

  test('F35: a database that is down, full or locked is named, and nobody waits behind us', async () => {
    const before = await ids();
    await sql('alter database hmis connection limit 0');
    assert.match(await make(), /"failed": "database".*too many connections/);
    await sql('alter database hmis connection limit -1');
    await host.sh("sed -i 's/60s/2s/' /usr/local/lib/dhis2-hosting/backup/*.py");
    await sql('create table being_altered (id int)');
    const release = await lockTable(host, 'being_altered');
    assert.match(await make(), /"failed": "dump".*LOCK TABLE public.being_altered/);
    await host.sh("sed -i 's/2s/60s/' /usr/local/lib/dhis2-hosting/backup/*.py");
    const making = make();
    await until(
      async () => (await sql("select count(*) from pg_locks where not granted and relation = 'being_altered'::regclass")) === '1',
      'the dump that waits',
      60_000,
    );
    await host.sh('ps -eo user:20,comm,args | grep -i pg_dump; pkill -KILL -x pg_dump');
    assert.match(await making, /"failed": "dump".*SIGKILL/);
    await release();
    await until(
      async () => (await sql("select count(*) from pg_stat_activity where usename = 'backup-dhis2'")) === '0',
      'the end of its sessions',
      30_000,
    );
    await host.sh('systemctl stop postgresql@15-main');
    assert.match(await make(), /"failed": "database"/);
    await host.sh('systemctl start postgresql@15-main');
    assert.deepEqual(await ids(), before);
    assert.equal(await leftovers(), '');
  });

  test('F26: what a killed run left is removed by the next one', async () => {
    const release = await lockTable(host, 'being_altered');
    const making = make();
    await until(async () => (await leftovers()) !== '', 'a set under way', 60_000);
    await host.sh(`systemctl kill --signal=KILL ${unit}.service`);
    await making;
    await release();
    assert.match(await leftovers(), /^\.2\w+\.part$/);
    assert.equal(await failure(), undefined);
    assert.equal(await make(), 'made');
    assert.equal(await leftovers(), '');
    await sql('drop table being_altered');
  });

  test('F43: files that are gone are not taken for files that nobody has', async () => {
    await host.sh(
      `cd /var/lib/dhis2/hmis; for i in 1 2 3 4 5 6 7 8 9; do echo $i | install -D -o dhis2-hmis -g dhis2-hmis -m 640 /dev/stdin files/dataValue/$i; done`,
    );
    await sql(`insert into fileresource (name, storagekey, isassigned, created) values ('a', 'dataValue/1', true, now())`);
    assert.equal(await make(), 'made');
    assert.deepEqual((await setOf(await newest()))['files'], { count: 9, bytes: 18, named: 1, found: 1 });
    const before = await ids();
    await host.sh(
      'mv /var/lib/dhis2/hmis/files /root/files; mkdir -m 750 /var/lib/dhis2/hmis/files; chgrp dhis2-hmis /var/lib/dhis2/hmis/files',
    );
    assert.match(await make(), /"failed": "files-missing"/);
    await host.sh(
      'rmdir /var/lib/dhis2/hmis/files; cp -a /root/files /var/lib/dhis2/hmis/files; rm /var/lib/dhis2/hmis/files/dataValue/[3-9]',
    );
    assert.match(await make(), /"failed": "files-shrunk"/);
    await host.sh(
      'rm -r /var/lib/dhis2/hmis/files; mv /root/files /var/lib/dhis2/hmis/files; chmod 600 /var/lib/dhis2/hmis/files/dataValue/5',
    );
    assert.match(await make(), /"failed": "files".*Permission denied/);
    await host.sh('chmod 640 /var/lib/dhis2/hmis/files/dataValue/5');
    assert.deepEqual(await ids(), before);
  });

  test('a set that begins in the second of another waits for the next one', async () => {
    await host.write(
      '/root/taken.py',
      `import os, sys; sys.path.insert(0, '${program}')
import common, datetime, sets
conf = common.configuration('nightly.hmis')
taken = [sets.identity_of(common.now() + datetime.timedelta(seconds=each)) for each in range(2)]
conf['sets'] = '/root/taken'
for each in taken:
    os.makedirs('/root/taken/' + each)
print(sets.identity_of(sets.free_moment(conf)) > max(taken))
`,
    );
    assert.equal(await host.sh('python3 -IB /root/taken.py'), 'True\n');
  });

  test('two at a time are refused', async () => {
    await host.sh('nohup flock /var/lib/dhis2-hosting-backup/hmis.lock sleep 300 > /dev/null 2>&1 & :');
    await until(async () => /"failed": "busy"/.test(await make()), 'a refusal', 30_000);
    await host.sh('pkill -f "^sleep 300"');
  });

  test('a set is restored beside the live data and compared, and nothing of that stays', async () => {
    await host.sh(`python3 -IB ${program} drill nightly.hmis`);
    const { sets, attempts } = await known();
    assert.match(sets[0]?.restored ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.equal(attempts.find(({ kind }) => kind === 'restore-test')?.outcome, 'done');
    const evidence = JSON.parse(await host.sh('cat "$(ls -d /var/lib/dhis2-hosting-backup/evidence/* | tail -n 1)"'));
    assert.deepEqual(
      [evidence.set, evidence.outcome, evidence.migration, evidence.refuses],
      [sets[0]?.id, 'done', '2.42.2', ['cut', 'empty', 'foreign', 'stale']],
    );
    assert.ok(evidence.seconds.total > 0 && evidence.counts.datavalue > 20_000);
    assert.equal(await scratches(), '');
  });

  test('F39, F40, F41: a drill that is fed a cut, an empty, a stale or a foreign set, or another key, fails', async () => {
    await host.write('/root/falsify.py', falsify);
    const records = async (): Promise<number> => Number(await host.sh('ls /var/lib/dhis2-hosting-backup/evidence | wc -l'));
    const kept = await records();
    const good = await newest();
    const cases = ['cut set', 'empty empty', 'stale stale', 'foreign foreign', 'key key', 'newer version', 'counts counts', 'listed none'];
    for (const each of cases) {
      const [kind = '', code = ''] = each.split(' ');
      await host.sh(`python3 -IB /root/falsify.py ${kind} ${good}`);
      const { code: ended, stderr } = await host.exec(['python3', '-IB', program, 'drill', 'nightly.hmis']);
      assert.equal(ended, 1, each);
      assert.match(stderr, new RegExp(`"failed": "${code}"`), each);
      assert.equal(await scratches(), '', each);
      await host.sh(`rm -rf ${folder}/29991231T000000Z; [ ! -d /root/aside ] || mv /root/aside/* ${folder}; rm -rf /root/aside`);
    }
    assert.equal((await known()).attempts.find(({ kind }) => kind === 'restore-test')?.code, 'none');
    assert.equal(await records(), kept + cases.length);
    await host.sh(`python3 -IB ${program} drill nightly.hmis`);
  });

  test('F20: one whose time comes while a run is at work waits for its end', async () => {
    const before = await ids();
    const holder = 'flock /var/lib/dhis2-hosting/locks/instance-hmis sleep 301';
    await host.sh(`nohup ${holder} > /dev/null 2>&1 & :`);
    await until(
      async () => (await host.exec(['flock', '--nonblock', '/var/lib/dhis2-hosting/locks/instance-hmis', 'true'])).code !== 0,
      'the run',
      30_000,
    );
    await host.sh(`systemctl start --no-block ${unit}.service`);
    const waits = async (): Promise<boolean> =>
      /A run is at work here/.test(await host.sh(`journalctl --unit=${unit}.service --output=cat --no-pager --lines=3`));
    await until(waits, 'a word about the wait', 30_000);
    assert.deepEqual(await ids(), before);
    await host.sh("pkill -f '^sleep 301'");
    // Retention may take another one for it.
    await until(async () => (await ids())[0] !== before[0], 'the backup after the run', 120_000);
  });

  test('F37, F38: the command line makes, lists, proves and restores beside the live data, which only a typed name replaces', async (t) => {
    const cwd = await temporaryFolder(t, {});
    const { port } = await host.relay(22);
    const where = { address: '127.0.0.1', port, user: 'root', agent: false, identityFile: host.identityFile };
    const hosts = [{ name: 'one', ...where, hostKey: host.hostKey().fingerprint }];
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), JSON.stringify({ ...manifest, hosts }));
    const cli = async (code: number, ...args: readonly string[]) => {
      const ended = await runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd } });
      assert.equal(ended.code, code, `${args.join(' ')}\n${ended.stdout}\n${ended.stderr}`);
      return ended.stdout;
    };
    assert.match(await cli(0, 'backup', '--instance', 'hmis'), /made and verified[\s\S]*Done/);
    assert.match(await cli(0, 'restore-test'), /restored and compared in [\s\S]*Done/);
    const told = await cli(0, 'backups');
    const [line = ''] = told.split('\n').filter((each) => /Z/.test(each));
    assert.match(told, /^ {2}Next run: 20\d\d-\d\d-\d\d 02:30 UTC$/m);
    assert.match(told, /^ {2}Last restore that was tested: 20.* UTC, in \d+ s; false sets it refused: cut, empty, foreign, stale$/m);
    assert.match(line, /^ {2}2\w+Z {2}[\d.]+ MB {2}verified, restored in \d+ s$/);
    const [listed] = JSON.parse(await cli(0, 'backups', '--format', 'json'));
    assert.deepEqual([listed.instance, listed.late, listed.sets.length, listed.troubles], ['hmis', false, (await ids()).length, []]);
    assert.equal(listed.proved, listed.drills[0].ended.replace('Z', '.000Z'));
    assert.ok(listed.drills.some(({ outcome, code }: { outcome: string; code?: string }) => outcome === 'failed' && code === 'stale'));
    assert.ok(listed.drills[0].counts.datavalue > 20_000 && listed.drills[0].seconds.total > 0);
    // Nobody makes the next one, and somebody took a part of one away.
    await host.sh(`systemctl stop ${unit}.timer; mkdir ${folder}/20260101T000000Z`);
    const [worse] = JSON.parse(await cli(1, 'backups', '--format', 'json'));
    assert.deepEqual([worse.troubles, worse.next], [['backup-unverified', 'backup-not-scheduled'], undefined]);
    assert.match(await cli(1, 'backups'), /^ {2}backup-not-scheduled: The timer of the backup of hmis does not run on the host\.$/m);
    await host.sh(`systemctl start ${unit}.timer; rmdir ${folder}/20260101T000000Z`);

    const call = (recipe: string) => ['--recipe', recipe, '--instance', 'hmis'];
    const rows = (): Promise<string> => sql('select count(*) from datavalue');
    const before = await rows();
    await cli(1, 'plan', ...call('use-restored'));
    await cli(1, 'plan', ...call('restore'), '--save', 'restore.json');
    await cli(0, 'apply', ...call('restore'), '--plan', 'restore.json', '--yes');
    await cli(1, 'plan', ...call('restore'));
    const isBeside = (): Promise<string> => sql("select count(*) from pg_database where datname like 'hmis\\_restored\\_%'");
    const restoredSet = (await ids())[0] ?? '';
    await host.sh(
      `python3 -IB ${program} forget nightly.hmis ${restoredSet}; [ -z "$(ls -d /var/lib/dhis2/hmis/files.restored-* 2> /dev/null)" ]`,
    );
    assert.equal(await isBeside(), '0');
    await cli(2, 'restore', '--instance', 'hmis', '--set', restoredSet, '--dump', '/root/x.gz');
    await cli(0, 'restore', '--instance', 'hmis', '--set', restoredSet, '--yes');
    await cli(2, 'restore', '--instance', 'hmis', '--use', '--confirm', 'hmi');
    await host.sh(`mkdir ${folder}/29991231T000000Z; echo 'create table planted (id int);' > ${folder}/29991231T000000Z/database.dump`);
    const plain = await host.exec(['python3', '-IB', program, 'restore', 'nightly.hmis', '29991231T000000Z']);
    assert.match(plain.stderr, /"failed": "set"/);
    await host.sh(`rm -r ${folder}/29991231T000000Z`);
    await sql('delete from datavalue');
    assert.equal(await isBeside(), '1');
    // As of a time before anybody changed the password of the first administrator.
    await giveAdmin(host, `hmis_restored_${restoredSet.toLowerCase()}`, 'district');
    const target = { ...targetOf(manifest, 'one'), instance: 'hmis' };
    const { result, said } = await applyPlan(reached, await planFor(reached, switchToRestored, target));
    assert.equal(result.outcome, 'done', said.slice(-3000));
    assert.equal(await rows(), before);
    assert.deepEqual([await asAdmin(host, 'district'), await asAdmin(host, await keptPassword(host))], ['401', '200']);
    assert.match(said, /L3: it is DHIS2 2\.42\.5, as it tells without a login: the login in \S+ was refused/);
    assert.equal(
      await host.sh('cd /; runuser -u postgres -- psql -XAtc "select count(*) from pg_database where datname like \'hmis\\_before\\_%\'"'),
      '1\n',
    );
    assert.match(await host.sh('curl --silent http://127.0.0.1:8080/api/ping; cat /var/lib/dhis2/hmis/files/dataValue/1'), /^pong1$/m);
    // The account of backups reads what is live now.
    assert.equal(await make(), 'made');
  });

  test('retention counts whole sets, and never takes the last of them', async () => {
    await host.write('/root/age.py', ageing);
    // The day may have changed since the first of them.
    await host.sh(`cd ${folder}; for set in 2*; do [ "\${set%T*}" = "${(await ids())[0]?.slice(0, 8)}" ] || rm -r "$set"; done`);
    await host.sh(`python3 -IB /root/age.py ${await newest()} 20250110T020000Z 20250131T020000Z 20250131T040000Z 20250201T020000Z 20250202T020000Z
      echo x >> ${folder}/20250202T020000Z/database.dump`);
    await host.sh(`runuser -u backup-dhis2 -- python3 -IB /usr/local/lib/dhis2-hosting/backup retain nightly.hmis`);
    const left = (await host.sh(`ls ${folder}`)).trim().split('\n');
    // Two days: today and 1 February; two months: this one and February. The broken one is not counted and stays.
    assert.deepEqual(left.slice(0, -1), ['20250201T020000Z', '20250202T020000Z']);
    assert.deepEqual(await ids(), [left[2], '20250201T020000Z']);
  });

  test('a set is restored onto a bare host after the first one was lost, and works there', async (t) => {
    await host.sh(
      'echo again > /root/upload; install -o dhis2-hmis -g dhis2-hmis -m 640 /root/upload /var/lib/dhis2/hmis/files/dataValue/1',
    );
    assert.equal(await make(), 'made');
    const set = (await ids())[0] ?? '';
    const counts = 'select count(*), max(lastupdated) from datavalue';
    const before = await sql(counts);
    await host.sh(`tar -cf /root/set.tar -C ${folder} ${set}`);
    const [bytes, identity] = [await host.read('/root/set.tar'), await host.read('/root/identity')];
    await host.kill();

    const two = await lab.host('two', { suite: 'trixie' });
    const began = Date.now();
    await two.write('/root/set.tar', bytes);
    await two.write('/root/identity', identity, '600');
    await two.sh(`apt-get -qq update; apt-get -qq install --yes age > /dev/null
      mkdir /root/set; tar -xf /root/set.tar -C /root/set
      umask 077; mkdir -p /etc/dhis2/hmis
      age --decrypt --identity /root/identity /root/set/${set}/configuration.tar.age | tar -xO secrets.env | grep ^ENCRYPTION > /etc/dhis2/hmis/secrets.env`);
    const moved: HostingManifest = {
      ...manifest,
      hosts: [{ name: 'two', address: 'two.test' }],
      databases: (manifest.databases ?? []).map((server) => ({ ...server, host: 'two' })),
      instances: (manifest.instances ?? []).map((instance) => ({ ...instance, host: 'two' })),
    };
    const other = await reach(two);
    t.after(() => other.transport.dispose());
    await apply(other, needed, targetOf(moved, 'two'));
    await two.sh(`mv /root/set/${set} ${folder}/; chown -R backup-dhis2: ${folder}/${set}`);
    const about = { ...targetOf(moved, 'two'), instance: 'hmis' };
    await apply(other, restore, { ...about, set });
    await apply(other, switchToRestored, about);
    t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s from a bare host to a restored one`);
    assert.equal((await two.sh(`cd /; runuser -u postgres -- psql -XAtd hmis -c "${counts}"`)).trim(), before);
    assert.match(await two.sh('curl --silent http://127.0.0.1:8080/api/ping; cat /var/lib/dhis2/hmis/files/dataValue/1'), /^pongagain$/m);
  });
});

/** Nobody else comes at this table. */
async function lockTable(host: LabHost, table: string): Promise<() => Promise<void>> {
  await host.sh(
    `cd /; nohup runuser -u postgres -- psql -Xq hmis -c 'begin' -c 'lock table ${table}' -c 'select pg_sleep(600)' > /dev/null 2>&1 & :`,
  );
  const isHeld = async (): Promise<boolean> =>
    (
      await host.sh(
        `cd /; runuser -u postgres -- psql -XAt hmis -c "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and relation = '${table}'::regclass and granted"`,
      )
    ).trim() === '1';
  await until(isHeld, 'the lock', 30_000);
  return async () => {
    await host.sh(
      `cd /; runuser -u postgres -- psql -XAtq hmis -c "select pg_terminate_backend(pid) from pg_locks where relation = '${table}'::regclass and granted"`,
    );
  };
}
