/** A database server from a bare host: each step changes, proves itself, and finds nothing to do afterwards. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { apply, planFor, targetOf, unsettled } from './apply.ts';
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

  test('an instance reaches its own database over TLS, and no other', async () => {
    const db = await lab.host('old', { layers: ['db'] });
    await db.sh('systemctl start postgresql@15-main');
    assert.equal(await sql(db, 'show data_checksums'), 'off');
    await settles(db);
    assert.equal(await sql(db, 'show data_checksums'), 'on');
    const enter = (instance: string, database: string, mode: string): Promise<string> =>
      db.sh(`export PGPASSWORD=$(sed -n 's/^DATABASE_PASSWORD=//p' /etc/dhis2/${instance}/secrets.env)
        psql -XAtc 'select current_user' 'host=127.0.0.1 user=${instance} dbname=${database} sslmode=${mode}'`);
    assert.equal(await enter('hmis', 'hmis', 'require'), 'hmis\n');
    await assert.rejects(enter('hmis', 'train', 'require'), /pg_hba/);
    await assert.rejects(enter('hmis', 'hmis', 'disable'), /pg_hba/);
    assert.equal(await sql(db, 'show listen_addresses'), 'localhost');
  });
});
