/** A dump of others on the host of a database whose instance is elsewhere: into the room that is there for it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { restoreDumpOfOthers } from '../../client/src/operations/recipes/backups.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { aboutDump, askerOf, manifestFor } from './restored-dumps.ts';
import { setUpDatabase } from './stack.ts';

describe('a dump of others, of an instance on another host', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  const manifest = manifestFor('db', 'app');
  const room: Recipe = { ...provision, steps: (target) => provision.steps(target).filter(({ id }) => id.startsWith('restore-room')) };

  before(async () => {
    lab = await startLab();
    host = await lab.host('db', { layers: ['db'], suite: 'trixie' });
    reached = await reach(host);
    await setUpDatabase(host, '127.0.0.1', { name: 'hmis', user: 'hmis', password: 'Pa55-word-nobody-may-see' });
    await host.sh(`cd /; runuser -u postgres -- psql -Xqd hmis -c "set role hmis;
      create table flyway_schema_history (installed_rank int, version text, success boolean); insert into flyway_schema_history values (1, '2.42.2', true);
      create table userinfo (userinfoid int, username text); insert into userinfo values (1, 'admin');"`);
    await apply(reached, room, targetOf(manifest, 'db'));
    await host.sh(
      'mkdir -p /root/backups; su postgres -c "pg_dump -O -Fp hmis" | gzip > /root/backups/hmis.sql.gz; touch -d "2026-11-29 03:00:00 UTC" /root/backups/hmis.sql.gz',
    );
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('goes into the room that is there for it, from which its role exchanges it with the live one', async () => {
    const ask = askerOf(host);
    await ask.sql('hmis', "update userinfo set username = 'later'");
    const target = await aboutDump(reached, manifest, 'db', '/root/backups/hmis.sql.gz');
    await apply(reached, restoreDumpOfOthers, target);
    assert.equal(await ask.traces(), 'hmis_restore_room');
    assert.deepEqual(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan), []);
    await ask.sql('dhis2_hosting', "set role hmis; select public.swap_hmis('20261129t030000z', false)");
    assert.equal(await ask.sql('hmis', 'select username from userinfo'), 'admin');
    assert.equal(await ask.sql('hmis_before_20261129t030000z', 'select username from userinfo'), 'later');
    assert.match(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan).join(), /no database hmis_restore_room/);
    // Provisioning makes the next one.
    await apply(reached, room, targetOf(manifest, 'db'));
    await ask.sql('postgres', 'drop database hmis_before_20261129t030000z');
    const failing = async (verify: string) =>
      applyPlan(reached, await planFor(reached, restoreDumpOfOthers, target), ({ files, ...run }) => ({
        ...run,
        files: new Map([...files].map(([file, text]) => [file, file.endsWith('/verify') ? `${verify}\nfalse\n` : text])),
      }));
    // Taken back, the room is empty again, and as provisioning leaves it.
    assert.equal((await failing(':')).result.outcome, 'undone');
    assert.deepEqual(unsettled((await planFor(reached, room, targetOf(manifest, 'db'))).plan), []);
    assert.equal(await ask.sql('hmis_restore_room', "select count(*) from pg_class where relname = 'userinfo'"), '0');
    // What somebody else put there since stays.
    const other = 'cd /; runuser -u postgres -- psql -Xqc "comment on database hmis_restore_room is \'20990101T000000Z\'"';
    assert.equal((await failing(other)).result.outcome, 'undone');
    assert.equal(await ask.sql('hmis_restore_room', 'select username from userinfo'), 'admin');
    assert.match(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan).join(), /and not of this dump/);
  });
});
