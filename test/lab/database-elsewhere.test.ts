/** An instance whose database is on another host: its releases change, and moments of the database are used, with the rights of the instance only. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { keptForMoment, momentName } from '../../client/src/operations/hosts/restored.ts';
import { askRelated } from '../../client/src/operations/installation.ts';
import { switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { bringBackMoment } from '../../client/src/operations/recipes/bring-back.ts';
import { deploy } from '../../client/src/operations/recipes/instance.ts';
import type { Target } from '../../client/src/operations/step.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { type Applied, apply, applyPlan, planFor, unsettled } from './apply.ts';
import { asAdmin, giveAdmin, keptPassword } from './first-administrator.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as needed } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import { type ReleaseServer, releaseServer } from './release-server.ts';
import type { Version } from './stand-in/releases.ts';
import { standIn } from './stand-in/stand-in.ts';

const manifestFor = (dhis2Version: Version, sha256: string): HostingManifest => ({
  version: 1,
  hosts: [
    { name: 'db', address: 'db.test' },
    { name: 'app', address: 'app.test' },
  ],
  databases: [{ name: 'main', host: 'db', tls: 'required', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: 'app', dhis2Version, database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backups: [{ name: 'moments', instances: ['hmis'], method: 'continuous', rpo: '15 minutes', schedule: '0 2 * * *' }],
});

describe('an instance with its database on another host', () => {
  let lab: Lab;
  let db: LabHost;
  let app: LabHost;
  let releases: ReleaseServer;
  let manifest: HostingManifest;
  const reached = new Map<string, Reached>();
  const way = (name: string): Reached => reached.get(name) ?? assert.fail(name);
  const target = async (host: string): Promise<Target> => {
    const connect = async (name: string): Promise<Connection> => way(name).transport.connect(way(name).address, soon());
    return { manifest, host, now: Date.now(), instance: 'hmis', told: await askRelated(manifest, host, connect, soon(60_000)) };
  };
  const isOf = async (version: Version): Promise<void> => {
    const war = await standIn(version);
    releases.serve(readFileSync(war.file));
    manifest = manifestFor(version, war.sha256);
  };
  const deployed = async (version: Version): Promise<Applied> => {
    await isOf(version);
    return applyPlan(way('app'), await planFor(way('app'), deploy, await target('app')));
  };
  const sql = async (text: string, database = 'hmis'): Promise<string> =>
    (await db.sh(`cd /; runuser -u postgres -- psql -XAtqd ${database} -c "${text}"`)).trim();
  const fault = (lines: string): Promise<void> => app.write('/var/lib/dhis2/hmis/stand-in.properties', lines);
  const answers = async (): Promise<boolean> => (await app.sh('curl --silent http://127.0.0.1:8080/api/ping || :')).startsWith('pong');

  before(async () => {
    lab = await startLab();
    releases = releaseServer((await standIn('2.42.4')).file);
    await lab.serve(8088, releases.server);
    lab.name('releases.test', lab.gateway);
    db = await lab.host('db', { layers: ['db'] });
    app = await lab.host('app', { layers: ['app'] });
    for (const host of [db, app]) reached.set(host.name, await reach(host));
    await isOf('2.42.4');
    const secrets = ({ id }: { readonly id: string }): boolean => /^(?:run-directory|instance-(?:account|secrets))/.test(id);
    await apply(way('app'), { ...needed, steps: (of) => needed.steps(of).filter(secrets) }, await target('app'));
    await apply(way('db'), needed, await target('db'));
    await apply(way('app'), needed, await target('app'));
  });
  after(async () => {
    for (const { transport } of reached.values()) await transport.dispose();
    await lab.close();
  });

  test('is as the manifest wants it on both hosts', async () => {
    for (const host of ['db', 'app']) assert.deepEqual(unsettled((await planFor(way(host), needed, await target(host))).plan), [], host);
  });

  test('gets another release, with a copy of the database before it migrates', async () => {
    const { result, said } = await deployed('2.42.5');
    assert.equal(result.outcome, 'done', said);
    assert.match(said, /L3: it is DHIS2 2\.42\.5/);
  });

  test('has its old release back when the new one fails before the database has changed (F31)', async () => {
    await fault('migration.fail = 2.42.3\n');
    const { result, said } = await deployed('2.42.5.2');
    assert.equal(result.outcome, 'undone', said);
    assert.match(said, /Safety copy: \S+\.dump, \d+ bytes, decoded whole/);
    assert.ok(await answers());
    await fault('');
  });

  test('stays stopped when the new one fails after it migrated, and what is said then leads back (F32)', async () => {
    await fault('start.fail = after-migration\n');
    await sql("create table kept_apart as select 'of before' as text; alter table kept_apart owner to hmis");
    const { result, said } = await deployed('2.42.5.2');
    assert.equal(result.outcome, 'stuck', said);
    await fault('');
    const lines = said.split('\n').filter((each) => /^ {2}sudo /.test(each));
    assert.equal(lines.length, 2, said);
    for (const line of lines) await app.sh(`cd /; ${line}`);
    assert.equal(await sql('select version from flyway_schema_history order by installed_rank desc limit 1'), '2.42.2');
    assert.equal(await sql('select text from kept_apart'), 'of before');
    const back = await deployed('2.42.5');
    assert.equal(back.result.outcome, 'done', back.said);
  });

  test('has a moment brought back on the host of its database, and uses it from its own by a function that can do nothing else', async () => {
    const names = (database: string): Promise<string> => sql("select string_agg(name, ',') from organisationunit", database);
    await sql("insert into organisationunit (name) values ('before')");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const moment = Number(await db.sh('date +%s')) * 1000;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await sql("update organisationunit set name = 'after'");
    const copy = momentName('hmis', moment);
    const kept = keptForMoment('hmis', copy);
    const use = async () => planFor(way('app'), switchToRestored, { ...(await target('app')), moment });
    assert.match(unsettled((await use()).plan).join(), /No such moment is brought back/);
    await apply(way('db'), bringBackMoment, { ...(await target('db')), moment });
    assert.deepEqual([await names('hmis'), await names(copy)], ['after', 'before']);
    // As of a time before anybody changed the password of the first administrator.
    await giveAdmin(db, copy, 'district');

    const done = await applyPlan(way('app'), await use());
    assert.equal(done.result.outcome, 'done', done.said);
    assert.deepEqual([await names('hmis'), await names(kept)], ['before', 'after']);
    assert.equal(await sql(`select count(*) from pg_database where datname = '${copy}'`), '0');
    assert.ok(await answers());
    assert.deepEqual([await asAdmin(app, 'district'), await asAdmin(app, await keptPassword(app))], ['401', '200']);
    assert.match(unsettled((await use()).plan).join(), /No such moment is brought back/);

    // What does not pass the gate goes back: as if it were of another release.
    await db.sh(`cd /; runuser -u postgres -- psql -Xqd postgres -c 'alter database "${kept}" rename to ${copy}'`);
    await sql('drop table flyway_schema_history', copy);
    const { result } = await applyPlan(way('app'), await use());
    assert.equal(result.outcome, 'undone');
    assert.deepEqual([await names('hmis'), await names(copy)], ['before', 'after']);
    await until(answers, 'the instance as it was before', 120_000);
  });
});
