/** A database on another host than its instance: sets, the drill, a restore and its use go over TLS, with the rights of the instance only. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { askRelated } from '../../client/src/operations/installation.ts';
import { restore, switchToRestored, testRestore } from '../../client/src/operations/recipes/backups.ts';
import type { Target } from '../../client/src/operations/step.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { apply, applyPlan, planFor, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as needed } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { standIn } from './stand-in/stand-in.ts';

const folder = '/var/backups/dhis2/hmis';
const program = '/usr/local/lib/dhis2-hosting/backup';

const manifestFor = (sha256: string): HostingManifest => ({
  version: 1,
  hosts: [
    { name: 'db', address: 'db.test' },
    { name: 'app', address: 'app.test' },
  ],
  databases: [{ name: 'main', host: 'db', tls: 'required', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: 'app', dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', restoreTest: { every: '30 days', start: true } }],
});

describe('a database on another host', () => {
  let lab: Lab;
  let db: LabHost;
  let app: LabHost;
  let manifest: HostingManifest;
  const reached = new Map<string, Reached>();
  const way = (name: string): Reached => reached.get(name) ?? assert.fail(name);
  const target = async (host: string): Promise<Target> => {
    const connect = async (name: string): Promise<Connection> => way(name).transport.connect(way(name).address, soon());
    return { manifest, host, now: Date.now(), told: await askRelated(manifest, host, connect, soon(60_000)) };
  };
  const about = async (): Promise<Target> => ({ ...(await target('app')), instance: 'hmis' });
  const sql = async (text: string, database = 'hmis'): Promise<string> =>
    (await db.sh(`cd /; runuser -u postgres -- psql -XAtqd ${database} -c "${text}"`)).trim();
  const backup = (...words: readonly string[]) => app.exec(['python3', '-IB', program, ...words]);
  const newest = async (): Promise<string> => (await app.sh(`ls ${folder} | tail -n 1`)).trim();

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    manifest = manifestFor(war.sha256);
    db = await lab.host('db', { layers: ['db'] });
    app = await lab.host('app', { layers: ['app'] });
    for (const host of [db, app]) reached.set(host.name, await reach(host));
  });
  after(async () => {
    for (const { transport } of reached.values()) await transport.dispose();
    await lab.close();
  });

  test('has room for what is restored, sets and a drill, and then there is nothing to do', async () => {
    await apply(
      way('app'),
      { ...needed, steps: (of) => needed.steps(of).filter(({ id }) => /^(?:run-directory|instance-(?:account|secrets))/.test(id)) },
      await target('app'),
    );
    await apply(way('db'), needed, await target('db'));
    await apply(way('app'), needed, await target('app'));
    for (const host of ['db', 'app']) assert.deepEqual(unsettled((await planFor(way(host), needed, await target(host))).plan), [], host);
    const { stdout } = await backup('last', 'nightly.hmis');
    assert.equal(stdout, 'restore-test done\n');
    // DHIS2 was started on the room too, through a relay that holds its only way to the other host.
    assert.match(await app.sh('cat /var/lib/dhis2-hosting-backup/evidence/*.json'), /"started": \{\s*"version": "2\.42\.5"/);
    assert.equal((await backup('room', 'nightly.hmis')).stdout, 'holds \n');
    assert.equal(
      await sql("select count(*) from pg_class where relkind = 'r' and pg_get_userbyid(relowner) = 'hmis'", 'hmis_restore_room'),
      '0',
    );
    assert.match(await db.sh('cat /etc/postgresql/15/main/pg_hba.conf'), /^hostssl "hmis_restore_room" "hmis" [0-9.]+\/32 scram-sha-256$/m);
  });

  test('lets the role of the instance do what it has to, and nothing else', async () => {
    const env = `PGPASSWORD=$(sed -n 's/^DATABASE_PASSWORD=//p' /etc/dhis2/hmis/secrets.env)`;
    const ask = async (database: string, text: string, more = ''): Promise<string> => {
      const words = `${env} psql -XAtq 'host=${db.address} user=hmis dbname=${database} sslmode=require' -c "${text}" ${more}`;
      const { stdout, stderr } = await app.exec(['/bin/sh', '-c', words]);
      return (stdout + stderr).trim();
    };
    assert.match(await ask('dhis2_hosting', 'select public.free_bytes()'), /^\d{6,}$/);
    assert.match(await ask('dhis2_hosting', "select public.swap_hmis('x; drop', false)"), /no stamp of a set/);
    assert.match(await ask('dhis2_hosting', "select public.swap_hmis('at_20260101000000', false)"), /there is no database to use/);
    assert.match(await ask('dhis2_hosting', "select public.swap_hmis('at_2026010100000x', false)"), /no stamp of a set or a moment/);
    assert.match(await ask('dhis2_hosting', "select public.swap_hmis('20260101t000000z', true)"), /^$/);
    assert.match(await ask('dhis2_hosting', 'create table public.mine (id int)'), /permission denied/);
    assert.match(await ask('dhis2_hosting', 'create temp table mine (id int)'), /permission denied/);
    assert.match(await ask('dhis2_hosting', 'select * from public.free'), /permission denied/);
    assert.match(await ask('postgres', 'select 1'), /pg_hba.conf rejects/);
    assert.match(await ask('hmis', 'alter database hmis rename to other'), /permission denied|current database/);
  });

  test('is restored from a set on the host of the instance, and used after its name was typed', async () => {
    await sql(
      "insert into organisationunit (name) values ('before'); create type mood as enum ('a'); create view seen as select name from organisationunit; create function one() returns int language sql as 'select 1'",
    );
    await sql('alter type mood owner to hmis; alter view seen owner to hmis; alter function one() owner to hmis');
    await app.sh('echo one > /tmp/one; install -D -o dhis2-hmis -g dhis2-hmis -m 640 /tmp/one /var/lib/dhis2/hmis/files/dataValue/1');
    await app.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    const set = await newest();
    await sql("update organisationunit set name = 'after'");
    await app.sh('echo two > /var/lib/dhis2/hmis/files/dataValue/1');
    assert.match(unsettled((await planFor(way('app'), switchToRestored, await about())).plan).join(), /Nothing is restored/);
    await apply(way('app'), restore, await about());
    assert.equal(await sql('select name from seen', 'hmis_restore_room'), 'before');
    assert.equal(await sql("select string_agg(name, ',') from organisationunit"), 'after');
    assert.match(unsettled((await planFor(way('app'), restore, await about())).plan).join(), new RegExp(`holds the set ${set} already`));
    assert.match((await backup('drill', 'nightly.hmis')).stderr, /"failed": "name"/);
    assert.equal((await backup('room', 'nightly.hmis')).stdout, `holds ${set}\n`);

    await apply(way('app'), switchToRestored, await about());
    assert.equal(await sql("select string_agg(name, ',') from organisationunit"), 'before');
    const kept = `hmis_before_${set.toLowerCase()}`;
    assert.equal(await sql("select string_agg(name, ',') from organisationunit", kept), 'after');
    assert.match(await app.sh('curl --silent http://127.0.0.1:8080/api/ping; cat /var/lib/dhis2/hmis/files/dataValue/1'), /^pongone$/m);
    assert.equal(
      (
        await app.exec([
          '/bin/sh',
          '-c',
          `PGPASSWORD=$(sed -n 's/^DATABASE_PASSWORD=//p' /etc/dhis2/hmis/secrets.env) psql -XAtq 'host=${db.address} user=hmis dbname=${kept} sslmode=require' -c 'select 1'`,
        ])
      ).code,
      2,
    );

    // The room was used up; provisioning its host makes another one, and both hosts are as they should be.
    assert.match(unsettled((await planFor(way('app'), restore, await about())).plan).join(), /db has no database hmis_restore_room/);
    await apply(way('db'), needed, await target('db'));
    for (const host of ['db', 'app']) assert.deepEqual(unsettled((await planFor(way(host), needed, await target(host))).plan), [], host);
    await apply(way('app'), testRestore, await about());
  });

  test('goes back when what was restored does not pass the gate', async () => {
    await app.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    await sql("update organisationunit set name = 'live'");
    await apply(way('app'), restore, await about());
    await sql('drop table flyway_schema_history', 'hmis_restore_room');
    const { result } = await applyPlan(way('app'), await planFor(way('app'), switchToRestored, await about()));
    assert.equal(result.outcome, 'undone');
    assert.equal(await sql("select string_agg(name, ',') from organisationunit"), 'live');
    const answers = async (): Promise<boolean> => (await app.sh('curl --silent http://127.0.0.1:8080/api/ping || :')).startsWith('pong');
    await until(answers, 'the instance as it was before', 120_000);
    const set = await newest();
    assert.equal((await backup('forget', 'nightly.hmis', set)).code, 0);
    assert.equal((await backup('room', 'nightly.hmis')).stdout, 'holds \n');
    await apply(way('app'), testRestore, await about());
  });
});
