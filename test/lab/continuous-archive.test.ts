/** A continuous archive: fed by PostgreSQL, read whole before it counts, and brought back to a moment. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { keptForMoment, momentName } from '../../client/src/operations/hosts/restored.ts';
import { switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { bringBackMoment } from '../../client/src/operations/recipes/bring-back.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { askRestored } from '../../client/src/operations/restored-beside.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { until } from '../support/sshd.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as running } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { standIn } from './stand-in/stand-in.ts';

const hmis = { name: 'hmis', host: 'db', dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' };
const manifest: HostingManifest = {
  version: 1,
  hosts: [{ name: 'db', address: 'db.test' }],
  databases: [{ name: 'main', host: 'db', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [hmis],
  backups: [{ name: 'moments', instances: ['hmis'], method: 'continuous', rpo: '15 minutes', schedule: '0 2 * * *' }],
};

/** Up to the databases, and their archive. */
const archived: Recipe = {
  ...provision,
  steps: (target) =>
    provision
      .steps(target)
      .filter(({ id }) => /^(?!instance-|java-)[a-z-]+$|^(?:instance-(?:account|secrets)|postgres|database|continuous-archive)/.test(id)),
};

describe('a continuous archive', () => {
  let lab: Lab;
  let db: LabHost;
  let reached: Reached;
  const target = targetOf(manifest, 'db');
  const sql = async (text: string, database = 'hmis'): Promise<string> =>
    (await db.sh(`cd /; runuser -u postgres -- psql -XAtd ${database} -c "${text}"`)).trim();
  const archive = (words: string): Promise<string> =>
    db.sh(`runuser -u postgres -- pgbackrest --config-path=/etc/dhis2-hosting/archive/main --stanza=main ${words}`);
  const service = 'dhis2-hosting-archive-main.service';

  before(async () => {
    lab = await startLab();
    db = await lab.host('db', { layers: ['db', 'app'] });
    await db.sh('systemctl start postgresql@15-main');
    reached = await reach(db);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('is set up, has a first backup that was read whole, and then there is nothing to do', async (t) => {
    const { seconds } = await apply(reached, archived, target);
    t.diagnostic(JSON.stringify(seconds));
    assert.deepEqual(unsettled((await planFor(reached, archived, target)).plan), []);
    assert.equal(await sql('select failed_count from pg_stat_archiver'), '0');
    assert.match(await archive('info'), /status: ok[\s\S]*cipher: aes-256-cbc[\s\S]*full backup/);
    assert.equal(await db.sh('stat -c "%a %U:%G" /etc/dhis2-hosting/archive/main/conf.d/key.conf'), '640 root:postgres\n');
    assert.match(await db.sh('cat /var/lib/dhis2-hosting-archive/main'), /^\d{8}-\d{6}F \d+\n$/);
  });

  test('takes the difference the next time', async () => {
    await db.sh(`systemctl start ${service}`);
    assert.match(await db.sh('cat /var/lib/dhis2-hosting-archive/main'), /^\d{8}-\d{6}F_\d{8}-\d{6}D \d+\n$/);
  });

  test('that was damaged is told, and does not count as read', async () => {
    const before = await db.sh('cat /var/lib/dhis2-hosting-archive/main');
    await db.sh(`
      file=$(find /var/backups/dhis2/_archive/main/backup -path '*F/pg_data*' -name '*.zst' -size +20k | head -n 1)
      cp -a "$file" /root/whole && echo "$file" > /root/where
      printf XXXX | dd of="$file" bs=1 seek=1000 conv=notrunc status=none`);
    await assert.rejects(db.sh(`systemctl start ${service}`));
    assert.match(await db.sh(`journalctl -u ${service} -o cat`), /The archive is damaged:[\s\S]*invalid checksum/);
    assert.equal(await db.sh('cat /var/lib/dhis2-hosting-archive/main'), before);
    await db.sh(`cp -a /root/whole "$(cat /root/where)"; systemctl start ${service}`);
    assert.notEqual(await db.sh('cat /var/lib/dhis2-hosting-archive/main'), before);
  });

  test('brings back the moment before a mistake, beside what people work with', async () => {
    await sql(
      "set role hmis; create table dataelement (uid text, place geometry(Point, 4326)); insert into dataelement select 'a' || n from generate_series(1, 5000) n",
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const moment = Number(await db.sh('date +%s')) * 1000;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await sql("delete from dataelement where uid > 'a3'");
    const left = await sql('select count(*) from dataelement');
    const now = { ...targetOf(manifest, 'db'), instance: 'hmis', moment };
    await apply(reached, bringBackMoment, now);
    const copy = momentName('hmis', moment);
    assert.equal(await sql('select count(*) from dataelement', copy), '5000');
    assert.equal(await sql('select count(*) from dataelement'), left);
    const signal = AbortSignal.timeout(60_000);
    assert.deepEqual(await askRestored(await reached.transport.connect(reached.address, signal), now, signal), {
      sets: [],
      moments: [moment],
    });
    assert.equal(await db.sh('ls -A /var/lib/postgresql/15'), 'main\n');
    assert.match(unsettled((await planFor(reached, bringBackMoment, now)).plan).join(), /There is a database hmis_at_\d{14} already/);
  });

  test('says which moments it cannot bring back', async () => {
    const whyNot = async (moment: number): Promise<string> =>
      unsettled((await planFor(reached, bringBackMoment, { ...targetOf(manifest, 'db'), instance: 'hmis', moment })).plan).join();
    assert.match(await whyNot(Date.now() - 86_400_000), /no backup that ended before .* The oldest moment is 2/);
    assert.match(await whyNot(Date.now() + 86_400_000), /still to come/);
  });

  test('puts a moment in the place of the live database by a typed name, and keeps what was live', async () => {
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    const served = { ...hmis, war: { url: 'http://releases.test:8088/dhis.war', sha256: war.sha256 } };
    const whole = { ...manifest, instances: [served] };
    await sql('drop table dataelement');
    await apply(reached, running, targetOf(whole, 'db'));
    await sql("insert into organisationunit (name) values ('before')");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const moment = Number(await db.sh('date +%s')) * 1000;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await sql("update organisationunit set name = 'after'");
    const names = (database: string): Promise<string> => sql("select string_agg(name, ',') from organisationunit", database);
    const now = { ...targetOf(whole, 'db'), instance: 'hmis', moment };
    assert.match(unsettled((await planFor(reached, switchToRestored, now)).plan).join(), /No such moment is brought back/);
    await apply(reached, bringBackMoment, now);
    assert.equal(await names('hmis'), 'after');
    await apply(reached, switchToRestored, now);
    assert.equal(await names('hmis'), 'before');
    const kept = keptForMoment('hmis', momentName('hmis', moment));
    assert.equal(await names(kept), 'after');
    assert.equal(await sql(`select count(*) from pg_database where datname = '${momentName('hmis', moment)}'`), '0');
    assert.match(await db.sh('curl --silent http://127.0.0.1:8080/api/ping'), /^pong/);
    assert.match(unsettled((await planFor(reached, switchToRestored, now)).plan).join(), /No such moment is brought back/);

    // What does not pass the gate goes back: as if it were of another release.
    await db.sh(`cd /; runuser -u postgres -- psql -Xqd postgres -c 'alter database "${kept}" rename to ${momentName('hmis', moment)}'`);
    await sql('drop table flyway_schema_history', momentName('hmis', moment));
    const { result } = await applyPlan(reached, await planFor(reached, switchToRestored, now));
    assert.equal(result.outcome, 'undone');
    assert.equal(await names('hmis'), 'before');
    assert.equal(await names(momentName('hmis', moment)), 'after');
    const answers = async (): Promise<boolean> => (await db.sh('curl --silent http://127.0.0.1:8080/api/ping || :')).startsWith('pong');
    await until(answers, 'the instance as it was before', 120_000);
  });
});
