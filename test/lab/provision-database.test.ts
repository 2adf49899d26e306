/** A database server from a bare host: each step changes, proves itself, and finds nothing to do afterwards. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import type { PlannedStep } from '../../client/src/operations/plan.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { apply, planFor, targetOf, undoLast, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';

const manifestFor = (host: string): HostingManifest => ({
  version: 1,
  hosts: [{ name: host, address: `${host}.test` }],
  databases: [{ name: 'main', host, tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: ['hmis', 'train'].map((name) => ({ name, host, dhis2Version: '2.42.5', database: 'main' })),
});

/** Up to the databases. */
const databases: Recipe = {
  ...provision,
  steps: (target) =>
    provision.steps(target).filter(({ id }) => /^(?!instance-)[a-z-]+$|^(?:instance-(?:account|secrets)|postgres|database)/.test(id)),
};

describe('a database server', () => {
  let lab: Lab;
  const reaches: Reached[] = [];
  const sql = async (host: LabHost, text: string, database = 'postgres'): Promise<string> =>
    (await host.sh(`cd /; runuser -u postgres -- psql -XAtd ${database} -c "${text}"`)).trim();

  before(async () => {
    lab = await startLab();
  });
  after(async () => {
    for (const { transport } of reaches) await transport.dispose();
    await lab.close();
  });

  const settles = async (host: LabHost): Promise<Readonly<Record<string, number>>> => {
    const reached = await reach(host);
    reaches.push(reached);
    const target = targetOf(manifestFor(host.name), host.name);
    const { seconds } = await apply(reached, databases, target);
    assert.deepEqual(unsettled((await planFor(reached, databases, target)).plan), []);
    return seconds;
  };

  test('from a bare host, and then nothing to do', async (t) => {
    const db = await lab.host('db');
    t.diagnostic(JSON.stringify(await settles(db)));
    assert.equal(await sql(db, 'show data_checksums'), 'on');
    assert.equal(await sql(db, 'show shared_buffers'), '409MB');
    assert.equal(await sql(db, 'show jit'), 'off');
    assert.equal(await sql(db, 'select count(*) from pg_extension', 'hmis'), '4');
  });

  describe('that was there before', () => {
    const rules = '/etc/postgresql/15/main/pg_hba.conf';
    const stock = /^host +all +all +127\.0\.0\.1\/32 +scram-sha-256$/m;
    let db: LabHost;

    before(async () => {
      db = await lab.host('old', { layers: ['db'] });
      await db.sh('systemctl start postgresql@15-main');
    });
    const enter = (user: string, password: string, database: string, mode: string): Promise<string> =>
      db.sh(`export PGPASSWORD=${password}
        psql -XAtc 'select current_user' 'host=127.0.0.1 user=${user} dbname=${database} sslmode=${mode}'`);
    const access = async (): Promise<PlannedStep> => {
      const reached = await reach(db);
      reaches.push(reached);
      const { plan } = await planFor(reached, databases, targetOf(manifestFor(db.name), db.name));
      return plan.steps.find(({ id }) => id === 'postgres-access:main') ?? assert.fail();
    };
    const shown = (step: PlannedStep): string =>
      step.state !== 'will-change'
        ? ''
        : (step.changes.flatMap((each) => (each.kind === 'file' && each.path === rules ? [each.after] : []))[0] ?? '');

    test('lets another application in by the rules of the package, and says so', async () => {
      await sql(db, "create role superset login password 'for-a-test'");
      await sql(db, 'create database superset owner superset');
      assert.equal(await sql(db, 'show data_checksums'), 'off');
      const planned = await access();
      await settles(db);
      assert.equal(await sql(db, 'show data_checksums'), 'on');
      assert.equal(await enter('superset', 'for-a-test', 'superset', 'disable'), 'superset\n');
      assert.equal(String(await db.read(rules)), shown(planned));
      const { state, notes } = await access();
      assert.deepEqual([state, notes.map((note) => note.args['names'])], ['already-so', ['superset']]);
    });

    test('loses those rules when nothing else needs them', async () => {
      await sql(db, 'drop database superset');
      await sql(db, 'drop role superset');
      const planned = await access();
      assert.match(String(await db.read(rules)), stock);
      await settles(db);
      assert.equal(String(await db.read(rules)), shown(planned));
      assert.doesNotMatch(shown(planned), stock);
    });

    test('lets an instance into its own database over TLS, and into no other', async () => {
      const hmis = '$(sed -n "s/^DATABASE_PASSWORD=//p" /etc/dhis2/hmis/secrets.env)';
      assert.equal(await enter('hmis', hmis, 'hmis', 'require'), 'hmis\n');
      await assert.rejects(enter('hmis', hmis, 'train', 'require'), /pg_hba/);
      await assert.rejects(enter('hmis', hmis, 'hmis', 'disable'), /pg_hba/);
      assert.equal(await sql(db, 'show listen_addresses'), 'localhost');
    });

    test('keeps what people wrote into pg_hba.conf since, whoever takes the last run back', async () => {
      const reached = reaches.at(-1) ?? assert.fail();
      const manifest = manifestFor('old');
      const alone: Recipe = { ...provision, steps: (target) => provision.steps(target).filter(({ id }) => id === 'postgres-access:main') };
      const before = String(await db.read(rules));
      await apply(reached, alone, targetOf({ ...manifest, instances: (manifest.instances ?? []).slice(0, 1) }, 'old'));
      await db.sh(`cp -p ${rules} /root/ours; echo 'hostssl report report 10.1.2.3/32 scram-sha-256' >> ${rules}`);
      const left = await undoLast(reached);
      assert.equal(left.result.outcome, 'undone', left.said);
      assert.match(left.said, new RegExp(`refused: .*file:${rules}`));
      assert.match(String(await db.read(rules)), /hostssl report report/);
      await db.sh(`cp -p /root/ours ${rules}`);
      const back = await undoLast(reached);
      assert.equal(back.result.outcome, 'done', back.said);
      assert.match(before, /\btrain\b/);
      assert.equal(String(await db.read(rules)), before);
    });
  });
});
